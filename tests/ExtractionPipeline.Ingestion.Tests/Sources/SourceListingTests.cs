using ExtractionPipeline.Ingestion.Sources;

namespace ExtractionPipeline.Ingestion.Tests.Sources;

public sealed class SourceListingTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Documents_of_a_folder_are_its_files_of_the_patterns_in_order()
    {
        Directory.CreateDirectory(folder.File("within"));
        foreach (var name in new[] { "b.html", "a.HTM", "c.txt", "d.pdf", "within/e.html" })
        {
            folder.Write(name, "x");
        }

        Assert.Equal(["a.HTM", "b.html", "c.txt", "e.html"], SourceListing.Documents(new SourceOptions { Path = folder.Path }).Select(Path.GetFileName));
        Assert.Equal(["b.html"], SourceListing.Documents(new SourceOptions { Path = folder.Path, Pattern = "*.html", Recursive = false }).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("https://news.example/a")]
    [InlineData("no/such/file.html")]
    public void Documents_of_anything_else_is_the_thing_itself(string path) => Assert.Equal([path], SourceListing.Documents(new SourceOptions { Path = path }));

    [Fact]
    public async Task Watch_gives_all_files_once_and_then_those_that_change()
    {
        var first = folder.Write("a.html", "one");
        File.SetLastWriteTimeUtc(first, DateTime.UtcNow.AddMinutes(-5));
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var watch = new FolderWatch(new IngestionOptions { Sources = [new SourceOptions { Path = folder.Path }], RescanSeconds = 1 }, TimeProvider.System);
        var seen = new List<string>();
        await foreach (var document in watch.ChangesAsync(end.Token))
        {
            seen.Add(Path.GetFileName(document));
            if (seen.Count == 1)
            {
                File.SetLastWriteTimeUtc(folder.Write("b.html", "two"), DateTime.UtcNow.AddMinutes(-4));
            }
            else if (seen.Count == 2)
            {
                File.WriteAllText(first, "changed");
                File.SetLastWriteTimeUtc(first, DateTime.UtcNow.AddMinutes(-3));
            }
            else
            {
                await end.CancelAsync();
            }
        }

        Assert.Equal(["a.html", "b.html", "a.html"], seen);
    }
}
