using System.Text;
using BenchmarkDotNet.Attributes;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Ingestion.Addresses;
using ExtractionPipeline.Ingestion.Duplicates;
using ExtractionPipeline.Ingestion.Feeds;
using ExtractionPipeline.Ingestion.Relevance;
using ExtractionPipeline.Ingestion.Robots;
using ExtractionPipeline.Tests.Support;

namespace ExtractionPipeline.Benchmarks.Ingestion;

/// <summary>What is done for every feed, address and article on its way to the extractor.</summary>
[MemoryDiagnoser]
public class IngestionBenchmarks
{
    private static readonly Uri Address = new("https://news.example.org/2026/11/a-story?utm_source=x&id=5");

    private readonly AddressCanonicalization addresses = new(PublicSuffixes.Load());
    private readonly PublicSuffixes suffixes = PublicSuffixes.Load();
    private readonly RelevanceLook look = new();
    private byte[] feed = [];
    private byte[] broken = [];
    private string text = "";
    private RobotsRules robots = RobotsRules.AllowAll;

    [GlobalSetup]
    public void Prepare()
    {
        var xml = MadeUpArticles.Feed(Address, 0, 100);
        feed = Encoding.UTF8.GetBytes(xml);
        broken = Encoding.UTF8.GetBytes(xml.Replace("Story 7<", "Story 7 & more<", StringComparison.Ordinal));
        text = WorkerParts.Reader().Read(new RawDocument("x", BenchmarkPages.Corpus()[0]) { MediaType = "text/html" }).Article!.Text;
        robots = RobotsRules.Parse(Encoding.UTF8.GetBytes("User-agent: *\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"Disallow: /private{i}/*.html$\n"))), "x");
    }

    [Benchmark]
    public int Feed_of_100_entries() => FeedReader.Read(feed, null, Address).Feed!.Entries.Count;

    [Benchmark]
    public int Broken_feed_of_100_entries() => FeedReader.Read(broken, null, Address).Feed!.Entries.Count;

    [Benchmark]
    public string Canonical_form() => addresses.KeyOf(Address);

    [Benchmark]
    public string Registrable_domain() => suffixes.RegistrableDomain("www.news.example.co.uk");

    [Benchmark]
    public int Shingles_and_bands_of_an_article() => MinHash.BandsOf(Shingles.Of(text)).Length;

    [Benchmark]
    public string? First_look_at_an_article() => look.OffTopic(text);

    [Benchmark]
    public bool Robots_of_100_rules() => robots.Allows("/2026/11/a-story");
}
