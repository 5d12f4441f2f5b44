using System.Globalization;
using System.Text;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Addresses;
using ExtractionPipeline.Ingestion.Fetching;
using ExtractionPipeline.Ingestion.Health;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.Ingestion.Scheduling;
using ExtractionPipeline.Ingestion.Sources;
using ExtractionPipeline.Ingestion.Tests.Fetching;
using ExtractionPipeline.Reading;
using ExtractionPipeline.Storage;

namespace ExtractionPipeline.Ingestion.Tests.Pipeline;

/// <summary>A worker with a real store in a folder of its own, whose rounds a test begins by hand.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();
    private readonly TestFetcher fetcher;
    private readonly IngestionMetrics metrics = new();
    private readonly SourcePoller poller;

    public TestWorker(IngestionOptions? options = null, IHostResolver? resolver = null, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        Options = options ?? new IngestionOptions { RetrySeconds = 60 };
        fetcher = new TestFetcher(TestFetcher.Quick, resolver, clock);
        Store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = folder.File("store.db") }, clock);
        var addresses = new AddressCanonicalization(PublicSuffixes.Load());
        var statistics = new SourceStatistics();
        var reader = new SourceReader(fetcher.Fetcher, new AddressPolicy(TestFetcher.Quick), addresses, Options, clock);
        poller = new SourcePoller(reader, Store.Ingestion, statistics, Network, metrics, clock, new Random(1));
        Detection = new SourceDetection(fetcher.Fetcher, new AddressPolicy(TestFetcher.Quick), reader);
        Pipeline = new IngestionPipeline(fetcher.Fetcher, new DocumentFetcher(fetcher.Fetcher, Options, clock), new ArticleReader(new ArticleReaderOptions()), Extractor, Store, Store.Ingestion, addresses, Network, statistics, metrics, Options, clock, new Random(1));
    }

    public IngestionOptions Options { get; }

    public LiteDbRecordStore Store { get; }

    public CountingExtractor Extractor { get; } = new();

    public NetworkWatch Network { get; } = new(() => true);

    public IngestionPipeline Pipeline { get; }

    public SourceDetection Detection { get; }

    public string Folder => folder.Path;

    public IIngestionStore Items => Store.Ingestion;

    /// <summary>An article on the topic with words that no other seed shares.</summary>
    public static string Article(int seed, string extra = "")
    {
        var random = new Random(seed);
        var words = string.Join(' ', Enumerable.Range(0, 90).Select(_ => string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + random.Next(26))}{(char)('a' + random.Next(26))}{random.Next(100)}")));
        return $"<!DOCTYPE html><html><head><title>Story {seed}</title></head><body><article><h1>Story {seed} of the hospital's model</h1><p>Ande Hospital presented the AI model Kestrel{seed} to its patients and doctors. {words}.</p><p>It was said that the deep learning model reads scans {string.Join(' ', words.Split(' ').Reverse())}.</p>{extra}</article></body></html>";
    }

    public static string Feed(Uri server, params IEnumerable<(string Path, string Id)> entries)
    {
        var text = new StringBuilder("<rss version=\"2.0\"><channel><title>T</title>");
        foreach (var (path, id) in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"<item><title>About {id}</title><link>{new Uri(server, path)}</link><guid isPermaLink=\"false\">{id}</guid></item>");
        }

        return text.Append("</channel></rss>").ToString();
    }

    public async Task<SourceState> AddAsync(string id, Uri location, SourceKind kind = SourceKind.Feed) =>
        (await Items.UpdateSourceAsync(id, _ => new SourceState { Definition = new SourceDefinition { Id = id, Kind = kind, Location = location.IsFile ? location.LocalPath : location.AbsoluteUri } }, default))!;

    public async Task<PollReport> PollAsync(string id) => await poller.PollAsync((await Items.FindSourceAsync(id, default))!, default);

    /// <summary>Works on what is due until nothing is.</summary>
    public async Task<IReadOnlyList<DocumentReport>> WorkAsync()
    {
        var reports = new System.Collections.Concurrent.ConcurrentQueue<DocumentReport>();
        await Pipeline.RunAsync(endsWhenIdle: true, reports.Enqueue, default).WaitAsync(TimeSpan.FromSeconds(60));
        return [.. reports];
    }

    public async Task<IReadOnlyList<DocumentReport>> RoundAsync(string id)
    {
        await PollAsync(id);
        return await WorkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Pipeline.Dispose();
        fetcher.Dispose();
        metrics.Dispose();
        await Store.DisposeAsync();
        folder.Dispose();
    }
}
