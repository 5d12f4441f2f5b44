using BenchmarkDotNet.Attributes;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction;
using ExtractionPipeline.Reading;

namespace ExtractionPipeline.Benchmarks.Extraction;

/// <summary>Extraction by rules from the shipped corpus, on one core; words a second is the number of words over the mean.</summary>
[MemoryDiagnoser]
public class ExtractionBenchmarks
{
    private readonly RecordExtractor extractor = new();
    private IReadOnlyList<Article> articles = [];

    [GlobalSetup]
    public void Load()
    {
        var reader = new ArticleReader();
        articles = [.. BenchmarkPages.Corpus().Select((c, i) => reader.Read(new RawDocument($"{i}.html", c)).Article).OfType<Article>()];
        Console.WriteLine($"// {articles.Sum(a => a.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)} words in {articles.Count} articles");
    }

    [Benchmark]
    public int Extract() => articles.Sum(a => extractor.Extract(a).Count);

    [Benchmark]
    public int LoadLexicons() => new RecordExtractor().Version.Length + articles.Count;
}
