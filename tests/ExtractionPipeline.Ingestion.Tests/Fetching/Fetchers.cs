using System.Net;
using ExtractionPipeline.Ingestion.Addresses;
using ExtractionPipeline.Ingestion.Fetching;
using Microsoft.Extensions.DependencyInjection;

namespace ExtractionPipeline.Ingestion.Tests.Fetching;

/// <summary>A fetcher as the program composes it, with limits that suit a test.</summary>
internal sealed class TestFetcher : IDisposable
{
    private readonly ServiceProvider provider;

    public TestFetcher(FetchingOptions? options = null, IHostResolver? resolver = null, TimeProvider? time = null)
    {
        Options = options ?? Quick;
        provider = FetchingClient.Provider(Options, resolver ?? new TableResolver());
        Politeness = new Politeness(PublicSuffixes.Load(), Options, time ?? TimeProvider.System);
        Fetcher = new PageFetcher(provider.GetRequiredService<IHttpClientFactory>().CreateClient(FetchingClient.Name), Options, new AddressPolicy(Options), Politeness, time ?? TimeProvider.System);
    }

    /// <summary>Loopback allowed, no pauses, no repetitions.</summary>
    public static FetchingOptions Quick { get; } = new()
    {
        AllowedNetworks = ["127.0.0.0/8"],
        DelayMilliseconds = 0,
        Retries = 0,
        RetryMilliseconds = 1,
        RequestSeconds = 20,
        PageSeconds = 30,
        ObeyRobots = false,
        MaximumBytes = 1 << 20,
        MaximumUnpackedBytes = 8 << 20,
    };

    public FetchingOptions Options { get; }

    public Politeness Politeness { get; }

    public PageFetcher Fetcher { get; }

    public Task<PageResponse> FetchAsync(Uri address) => Fetcher.FetchAsync(new PageRequest(address), CancellationToken.None);

    public void Dispose() => provider.Dispose();
}

/// <summary>Resolves names by a table, which a test may change between two questions.</summary>
internal sealed class TableResolver : IHostResolver
{
    public Func<string, IReadOnlyList<IPAddress>> Answer { get; set; } = _ => [IPAddress.Loopback];

    public List<string> Asked { get; } = [];

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Add(host);
        return Task.FromResult(Answer(host));
    }
}
