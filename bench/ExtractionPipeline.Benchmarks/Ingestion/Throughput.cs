using System.Collections.Concurrent;
using System.Diagnostics;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction;
using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Ingestion.Pipeline;

namespace ExtractionPipeline.Benchmarks.Ingestion;

/// <summary>Articles a second of the whole worker, from servers on loopback to the store, with real pages; and where the processor's time goes.</summary>
internal static class Throughput
{
    public static async Task<int> RunAsync(int count)
    {
        count = count / PageServer.Hosts * PageServer.Hosts;
        using var server = await ServerProcess.StartAsync("pages", count);
        var reader = new TimedReader(WorkerParts.Reader());
        var extractor = new TimedExtractor(new RecordExtractor());
        await using var parts = new WorkerParts(new IngestionOptions { FirstLook = false, Fetching = WorkerParts.Fetching }, reader, extractor);
        for (var host = 0; host < PageServer.Hosts; host++)
        {
            await parts.AddAsync($"host-{host}", new Uri(PageServer.AddressOf(host), "/feed"));
        }

        var process = Process.GetCurrentProcess();
        var (processor, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        var allocated = GC.GetTotalAllocatedBytes();
        await Parallel.ForEachAsync(Enumerable.Range(0, PageServer.Hosts), async (host, _) => await parts.PollAsync($"host-{host}"));
        var polled = Stopwatch.GetElapsedTime(started);
        var outcomes = new ConcurrentDictionary<DocumentStatus, int>();
        await parts.Pipeline.RunAsync(endsWhenIdle: true, report => outcomes.AddOrUpdate(report.Status, 1, (_, n) => n + 1), default);
        var elapsed = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        processor = process.TotalProcessorTime - processor;
        Console.WriteLine($"{count} articles in {elapsed.TotalSeconds:0.0} s (polling {polled.TotalSeconds:0.0} s): {count / elapsed.TotalSeconds:0} a second; {string.Join(", ", outcomes.Select(o => $"{o.Key} {o.Value}"))}");
        Console.WriteLine($"worker's processor time {processor.TotalMilliseconds / count:0.00} ms an article: reading {reader.Milliseconds / count:0.00}, extraction {extractor.Milliseconds / count:0.00}, the rest (requests, comparison, compression, store) {(processor.TotalMilliseconds - reader.Milliseconds - extractor.Milliseconds) / count:0.00}");
        Console.WriteLine($"allocated {(GC.GetTotalAllocatedBytes() - allocated) / count / 1024:N0} KB an article, garbage collection paused {GC.GetTotalPauseDuration().TotalSeconds:0.0} s, resident {process.WorkingSet64 >> 20} MB");
        return 0;
    }

    private sealed class TimedReader(IArticleReader inner) : IArticleReader
    {
        private long ticks;

        public double Milliseconds => TimeSpan.FromSeconds((double)Volatile.Read(ref ticks) / Stopwatch.Frequency).TotalMilliseconds;

        public ReadingResult Read(RawDocument document, CancellationToken cancellationToken = default)
        {
            var started = Stopwatch.GetTimestamp();
            var result = inner.Read(document, cancellationToken);
            Interlocked.Add(ref ticks, Stopwatch.GetTimestamp() - started);
            return result;
        }
    }

    private sealed class TimedExtractor(IRecordExtractor inner) : IRecordExtractor
    {
        private long ticks;

        public double Milliseconds => TimeSpan.FromSeconds((double)Volatile.Read(ref ticks) / Stopwatch.Frequency).TotalMilliseconds;

        public string Version => inner.Version;

        public IReadOnlyList<ModelRecord> Extract(Article article, CancellationToken cancellationToken = default)
        {
            var started = Stopwatch.GetTimestamp();
            var records = inner.Extract(article, cancellationToken);
            Interlocked.Add(ref ticks, Stopwatch.GetTimestamp() - started);
            return records;
        }
    }
}
