using ExtractionPipeline.App.Worker;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Health;
using ExtractionPipeline.Ingestion.Pipeline;

namespace ExtractionPipeline.App.Web.Status;

/// <summary>How a running worker is.</summary>
internal sealed record WorkerStatus(
    DateTimeOffset At,
    bool IsRunning,
    bool IsNetworkDown,
    DateTimeOffset? LastWorkAt,
    int InFlight,
    ItemCounts Items,
    StoreSummary Store,
    IReadOnlyList<SourceState> Sources,
    IReadOnlyList<IngestionItem> Failures,
    IReadOnlyList<HourOfWork> Hours);

/// <summary>Gathers how the worker is.</summary>
internal sealed class StatusReport(IRecordStore records, IIngestionStore items, IngestionPipeline pipeline, NetworkWatch network, WorkerState worker, TimeProvider time)
{
    private const int Failures = 20;

    private static readonly TimeSpan Past = TimeSpan.FromHours(48);

    public async Task<WorkerStatus> GatherAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return new WorkerStatus(
            now,
            worker.IsRunning,
            network.IsDown,
            worker.LastWorkAt,
            pipeline.InFlight,
            await items.CountItemsAsync(cancellationToken),
            await records.SummariseAsync(cancellationToken),
            await items.GetSourcesAsync(cancellationToken),
            await items.FindItemsAsync(new ItemQuery(ItemState.Failed, null, Failures), cancellationToken),
            await items.HoursAsync(now - Past, cancellationToken));
    }

    /// <summary>Why the worker cannot do its work now, in one line; null when it can.</summary>
    public async Task<string?> NotReadyAsync(StatusOptions options, CancellationToken cancellationToken)
    {
        if (!worker.IsRunning)
        {
            return "the worker is not running";
        }

        try
        {
            var counts = await items.CountItemsAsync(cancellationToken);
            return counts.Discovered + counts.Fetched > options.MostWaiting ? $"{counts.Discovered + counts.Fetched} items wait" : null;
        }
        catch (StoreException error)
        {
            return error.Message;
        }
    }
}
