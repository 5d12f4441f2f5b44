using System.Text;
using AngleSharp.Html.Parser;
using BenchmarkDotNet.Attributes;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Reading;

namespace ExtractionPipeline.Benchmarks.Reading;

/// <summary>Reading pages, against what AngleSharp alone needs to parse them and against a peer, in one run.</summary>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private readonly ArticleReader reader = new();
    private readonly HtmlParser parser = new();
    private IReadOnlyList<RawDocument> documents = [];
    private IReadOnlyList<string> pages = [];

    [GlobalSetup]
    public void Load()
    {
        var contents = BenchmarkPages.All();
        documents = [.. contents.Select((c, i) => new RawDocument($"{i}.html", c) { MediaType = "text/html" })];
        pages = [.. contents.Select(Encoding.UTF8.GetString)];
    }

    [Benchmark(Baseline = true)]
    public int AngleSharpParsesOnly() => pages.Sum(p =>
    {
        using var document = parser.ParseDocument(p);
        return document.ChildNodes.Length;
    });

    [Benchmark]
    public int ArticleReader() => documents.Count(d => reader.Read(d).Succeeded);

    [Benchmark]
    public int SmartReaderPeer() => pages.Count(p => SmartReader.Reader.ParseArticle("https://bench.example/", p, null).IsReadable);
}
