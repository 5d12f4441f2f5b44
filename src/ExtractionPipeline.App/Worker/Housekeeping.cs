using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion;
using Microsoft.Extensions.Logging;

namespace ExtractionPipeline.App.Worker;

/// <summary>Once a day lets go of what has been kept long enough.</summary>
internal sealed partial class Housekeeping(IIngestionStore store, IngestionOptions options, TimeProvider time, ILogger<Housekeeping> logger)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(10);

    /// <summary>The rules of the settings, counted from a moment.</summary>
    public static RetentionRules RulesAt(IngestionOptions options, DateTimeOffset now) => new(
        now.AddDays(-options.Retention.SkippedPageDays),
        now.AddDays(-options.Retention.OldVersionDays),
        now.AddDays(-options.Retention.HourDays));

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        for (var pause = AfterStart; ; pause = Day)
        {
            await Task.Delay(pause, time, stop);
            var gone = await store.PruneAsync(RulesAt(options, time.GetUtcNow()), stop);
            if (gone > 0)
            {
                LogPruned(gone);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "let go of {Gone} documents that were kept long enough")]
    private partial void LogPruned(int gone);
}
