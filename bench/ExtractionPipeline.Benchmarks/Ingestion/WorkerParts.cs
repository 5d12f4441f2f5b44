using System.Diagnostics;
using System.Globalization;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Ingestion.Addresses;
using ExtractionPipeline.Ingestion.Fetching;
using ExtractionPipeline.Ingestion.Health;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.Ingestion.Scheduling;
using ExtractionPipeline.Ingestion.Sources;
using ExtractionPipeline.Reading;
using ExtractionPipeline.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace ExtractionPipeline.Benchmarks.Ingestion;

/// <summary>The worker's parts as the program composes them, with a store in a folder that goes with them.</summary>
internal sealed class WorkerParts : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("worker-").FullName;
    private readonly ServiceProvider services;
    private readonly IngestionMetrics metrics = new();
    private readonly SourcePoller poller;
    private readonly LiteDbRecordStore store;

    public WorkerParts(IngestionOptions options, IArticleReader reader, IRecordExtractor extractor)
    {
        services = FetchingClient.Provider(options.Fetching, new SystemHostResolver());
        store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = Path.Combine(folder, "store.db") });
        var policy = new AddressPolicy(options.Fetching);
        var suffixes = PublicSuffixes.Load();
        var addresses = new AddressCanonicalization(suffixes);
        var pages = new PageFetcher(services.GetRequiredService<IHttpClientFactory>().CreateClient(FetchingClient.Name), options.Fetching, policy, new Politeness(suffixes, options.Fetching, TimeProvider.System), TimeProvider.System);
        var statistics = new SourceStatistics();
        var network = new NetworkWatch();
        poller = new SourcePoller(new SourceReader(pages, policy, addresses, options, TimeProvider.System), store.Ingestion, statistics, network, metrics, TimeProvider.System, new Random(1));
        Pipeline = new IngestionPipeline(pages, new DocumentFetcher(pages, options, TimeProvider.System), reader, extractor, store, store.Ingestion, addresses, network, statistics, metrics, options, TimeProvider.System, new Random(1));
    }

    /// <summary>Loopback without pauses.</summary>
    public static FetchingOptions Fetching { get; } = new() { AllowedNetworks = ["127.0.0.0/8"], DelayMilliseconds = 0, Parallel = 40 };

    public IngestionPipeline Pipeline { get; }

    public static IArticleReader Reader() => new ArticleReader(new ArticleReaderOptions());

    public Task AddAsync(string id, Uri address) =>
        store.Ingestion.UpdateSourceAsync(id, _ => new SourceState { Definition = new SourceDefinition { Id = id, Kind = SourceKind.Feed, Location = address.AbsoluteUri } }, default);

    public async Task PollAsync(string id)
    {
        var report = await poller.PollAsync((await store.Ingestion.FindSourceAsync(id, default))!, default);
        if (report.Look.Failure is { } failure)
        {
            throw new InvalidOperationException(failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Pipeline.Dispose();
        await store.DisposeAsync();
        await services.DisposeAsync();
        metrics.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>The servers' process.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process process;

    private ServerProcess(Process process) => this.process = process;

    public static async Task<ServerProcess> StartAsync(string what, int count)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. IsHost() ? [typeof(ServerProcess).Assembly.Location] : Array.Empty<string>(), "serve", what, count.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        return await process.StandardOutput.ReadLineAsync() == "ready" ? new ServerProcess(process) : throw new InvalidOperationException("the servers did not start");
    }

    public async Task<int> RequestsAsync()
    {
        await process.StandardInput.WriteLineAsync("requests");
        return int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static bool IsHost() => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet";
}
