namespace ExtractionPipeline.Benchmarks;

/// <summary>The pages that benchmarks run on: the real news pages beside the repository where they are there, else the shipped corpus.</summary>
internal static class BenchmarkPages
{
    public static IReadOnlyList<byte[]> All() => [.. Directory.GetFiles(Folder(), "*.html").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    /// <summary>The shipped corpus, which holds articles of the kind that records are extracted from.</summary>
    public static IReadOnlyList<byte[]> Corpus() => [.. Directory.GetFiles(Path.Combine(Repository(), "corpus"), "*.html").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static string Folder()
    {
        var shared = Environment.GetEnvironmentVariable("EXTRACTION_PIPELINE_SHARED") ?? Path.Combine(Repository(), "..", "shared");
        var pages = Path.Combine(shared, "article-text", "pages");
        return Directory.Exists(pages) ? pages : Path.Combine(Repository(), "corpus");
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ExtractionPipeline.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the benchmarks do not run within the repository");
        }

        return folder.FullName;
    }
}
