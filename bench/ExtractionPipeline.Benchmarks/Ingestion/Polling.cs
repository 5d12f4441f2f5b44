using System.Diagnostics;
using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Extraction;

namespace ExtractionPipeline.Benchmarks.Ingestion;

/// <summary>Requests and processor time of looking at 1,000 feeds that have not changed.</summary>
internal static class Polling
{
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        using var server = await ServerProcess.StartAsync("feeds", PageServer.Feeds);
        await using var parts = new WorkerParts(new IngestionOptions { Fetching = WorkerParts.Fetching }, WorkerParts.Reader(), new RecordExtractor());
        for (var feed = 0; feed < PageServer.Feeds; feed++)
        {
            await parts.AddAsync($"feed-{feed}", new Uri(PageServer.AddressOf(feed % PageServer.Hosts), $"/feed/{feed}"));
        }

        var process = Process.GetCurrentProcess();
        for (var round = 0; round <= Rounds; round++)
        {
            var requests = await server.RequestsAsync();
            process.Refresh();
            var (processor, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
            await Parallel.ForEachAsync(Enumerable.Range(0, PageServer.Feeds), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (feed, _) => await parts.PollAsync($"feed-{feed}"));
            process.Refresh();
            Console.WriteLine($"round {round}{(round == 0 ? " (first, whole feeds)" : "")}: {await server.RequestsAsync() - requests} requests, {(process.TotalProcessorTime - processor).TotalMilliseconds / PageServer.Feeds:0.000} ms of processor time a feed, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        }

        return 0;
    }
}
