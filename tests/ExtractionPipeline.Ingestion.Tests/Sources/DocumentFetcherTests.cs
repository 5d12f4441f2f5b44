using System.Text;
using ExtractionPipeline.Ingestion.Sources;
using ExtractionPipeline.Ingestion.Tests.Fetching;

namespace ExtractionPipeline.Ingestion.Tests.Sources;

public sealed class DocumentFetcherTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();
    private readonly TestFetcher pages = new();

    public void Dispose()
    {
        pages.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("a.html", "text/html")]
    [InlineData("a.txt", "text/plain")]
    [InlineData("a.dat", null)]
    public async Task Fetch_a_file_gives_its_bytes_and_kind(string name, string? mediaType)
    {
        var result = await Fetch(folder.Write(name, "content"));
        Assert.True(result.Succeeded);
        Assert.Equal(("content", mediaType), (Encoding.UTF8.GetString(result.Document.Content.Span), result.Document.MediaType));
    }

    [Fact]
    public async Task Fetch_a_large_file_is_refused_unread() =>
        Assert.StartsWith("too large: 5,000 bytes", (await Fetch(folder.Write("a.html", new string('x', 5000)), new IngestionOptions { MaximumBytes = 4096 })).Failure, StringComparison.Ordinal);

    [Fact]
    public async Task Fetch_a_file_without_rights_says_so()
    {
        var file = folder.Write("a.html", "content");
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "this user may read everything");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.None);
        }

        Assert.Equal("no rights to read it", (await Fetch(file)).Failure);
    }

    [Fact]
    public async Task Fetch_a_folder_without_rights_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "this user may read everything");
        var closed = Directory.CreateDirectory(folder.File("closed")).FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(closed, UnixFileMode.None);
        }

        Assert.Equal([closed], SourceListing.Documents(new SourceOptions { Path = closed }));
        Assert.Equal("no rights to read it", (await Fetch(closed)).Failure);
    }

    [Fact]
    public async Task Fetch_an_address_gives_body_and_header()
    {
        await using var server = new LoopbackServer(_ => LoopbackReply.Text("page", "text/html; charset=\"gb18030\""));
        var result = await Fetch(server.Address.AbsoluteUri);
        Assert.True(result.Succeeded, result.Failure);
        Assert.Equal(("page", "text/html", "gb18030"), (Encoding.UTF8.GetString(result.Document.Content.Span), result.Document.MediaType, result.Document.DeclaredCharset));
    }

    [Fact]
    public async Task Fetch_a_refusal_is_a_failure_with_its_reason()
    {
        await using var server = new LoopbackServer(_ => LoopbackReply.Empty(404));
        Assert.Equal("the server answered 404 NotFound", (await Fetch(server.Address.AbsoluteUri)).Failure);
    }

    private Task<FetchResult> Fetch(string source, IngestionOptions? options = null) => new DocumentFetcher(pages.Fetcher, options ?? new IngestionOptions(), TimeProvider.System).FetchAsync(source, default);
}
