using BenchmarkDotNet.Attributes;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Reading;

namespace ExtractionPipeline.Benchmarks.Extraction;

/// <summary>Extraction from the shipped corpus on one core, by classifiers and by rules alone; words a second is the number of words over the mean.</summary>
[MemoryDiagnoser]
public class ExtractionBenchmarks
{
    private readonly RecordExtractor classifiers = new();
    private readonly RuleRecordExtractor rules = new();
    private IReadOnlyList<Article> articles = [];

    [GlobalSetup]
    public void Load()
    {
        var reader = new ArticleReader();
        articles = [.. BenchmarkPages.Corpus().Select((c, i) => reader.Read(new RawDocument($"{i}.html", c)).Article).OfType<Article>()];
        Console.WriteLine($"// {articles.Sum(a => a.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)} words in {articles.Count} articles");
    }

    [Benchmark]
    public int ByClassifiers() => articles.Sum(a => classifiers.Extract(a).Count);

    [Benchmark(Baseline = true)]
    public int ByRules() => articles.Sum(a => rules.Extract(a).Count);

    [Benchmark]
    public int LoadModel() => TrainedModel.Shipped().Card.Articles + articles.Count;

    [Benchmark]
    public int LoadAll() => new RecordExtractor().Version.Length + articles.Count;
}
