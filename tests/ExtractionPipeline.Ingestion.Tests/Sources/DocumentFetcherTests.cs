using System.Net;
using System.Net.Sockets;
using System.Text;
using ExtractionPipeline.Ingestion.Sources;

namespace ExtractionPipeline.Ingestion.Tests.Sources;

public sealed class DocumentFetcherTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();
    private readonly HttpClient client = new();

    public void Dispose()
    {
        client.Dispose();
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
        using var server = new TinyServer("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"gb18030\"\r\nContent-Length: 4\r\n\r\npage");
        var result = await Fetch(server.Address);
        Assert.True(result.Succeeded, result.Failure);
        Assert.Equal(("page", "text/html", "gb18030"), (Encoding.UTF8.GetString(result.Document.Content.Span), result.Document.MediaType, result.Document.DeclaredCharset));
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "the server answered 404 Not Found")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\nx", "too large: 999,999 bytes (at most 4,096)")]
    public async Task Fetch_a_refusal_is_a_failure_with_its_reason(string answer, string reason)
    {
        using var server = new TinyServer(answer);
        Assert.Equal(reason, (await Fetch(server.Address, new IngestionOptions { MaximumBytes = 4096 })).Failure);
    }

    [Fact]
    public async Task Fetch_a_body_longer_than_its_header_said_is_refused()
    {
        using var server = new TinyServer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('x', 9000));
        Assert.Equal("too large: more than 4,096 bytes", (await Fetch(server.Address, new IngestionOptions { MaximumBytes = 4096 })).Failure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut off")]
    public async Task Fetch_a_broken_answer_is_a_failure_with_one_line(string answer)
    {
        using var server = new TinyServer(answer);
        var result = await Fetch(server.Address);
        Assert.False(result.Succeeded);
        Assert.DoesNotContain('\n', result.Failure);
    }

    private Task<FetchResult> Fetch(string source, IngestionOptions? options = null) => new DocumentFetcher(client, options ?? new IngestionOptions { RequestSeconds = 2 }, TimeProvider.System).FetchAsync(source, default);

    /// <summary>Gives one connection one answer and closes it.</summary>
    private sealed class TinyServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public TinyServer(string answer)
        {
            listener.Start();
            _ = Task.Run(async () =>
            {
                using var connection = await listener.AcceptSocketAsync();
                await connection.ReceiveAsync(new byte[4096]);
                await connection.SendAsync(Encoding.ASCII.GetBytes(answer));
            });
        }

        public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/a";

        public void Dispose() => listener.Dispose();
    }
}
