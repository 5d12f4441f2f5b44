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
}
