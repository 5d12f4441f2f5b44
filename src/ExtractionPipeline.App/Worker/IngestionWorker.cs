using ExtractionPipeline.App.Commands;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.Ingestion.Scheduling;
using ExtractionPipeline.Ingestion.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExtractionPipeline.App.Worker;

/// <summary>How the worker runs.</summary>
/// <param name="Once">Whether it ends after one round.</param>
/// <param name="Definitions">The sources of the settings or of the command line.</param>
/// <param name="OnlyThese">Whether these are the only ones, whatever else the store knows.</param>
internal sealed record WorkerMode(bool Once, IReadOnlyList<SourceDefinition> Definitions, bool OnlyThese);

/// <summary>How the worker ended.</summary>
internal sealed class WorkerOutcome
{
    public int ExitCode { get; set; } = Commands.ExitCode.Success;
}

/// <summary>Runs the pipeline within the host: one round with a summary, or on and on.</summary>
internal sealed partial class IngestionWorker(
    IngestionPipeline pipeline,
    SourcePoller poller,
    SourceReader reader,
    IRecordStore records,
    IIngestionStore store,
    Settings settings,
    Terminal terminal,
    TimeProvider time,
    WorkerMode mode,
    WorkerOutcome outcome,
    WorkerState state,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILogger<IngestionWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Yield();
            var sources = await SourceRegistration.RegisterAsync(store, mode.Definitions, !mode.OnlyThese, stoppingToken);
            var chosen = mode.OnlyThese ? [.. sources.Where(s => mode.Definitions.Any(d => d.Id == s.Definition.Id))] : sources;

            // What a person points at by itself is extracted without a first look.
            pipeline.TakeUnseen(sources.Where(s => s.Definition.Kind is SourceKind.Folder or SourceKind.Page).Select(s => s.Definition.Id));
            if (mode.OnlyThese)
            {
                pipeline.Include([.. chosen.Select(s => s.Definition.Id)]);
            }

            await (mode.Once ? RunOnceAsync(chosen, stoppingToken) : RunOnAsync(chosen, stoppingToken));
        }
        catch (StoreException error)
        {
            terminal.Error(error.Message);
            outcome.ExitCode = ExitCode.Failure;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            outcome.ExitCode = ExitCode.Interrupted;
        }
        finally
        {
            state.IsRunning = false;
            lifetime.StopApplication();
        }
    }

    private async Task RunOnceAsync(IReadOnlyList<SourceState> sources, CancellationToken stoppingToken)
    {
        var summary = new RunSummary();
        var hold = pipeline.Hold();
        await RunProgress.ShowAsync(terminal, summary, async report =>
        {
            var polling = PollAllAsync(sources.Where(s => s.IsActive), summary, hold, stoppingToken);
            var working = pipeline.RunAsync(endsWhenIdle: true, report, stoppingToken);
            await Task.WhenAny(working, polling);
            await working;
            await polling;
        });
        summary.Write(terminal, await records.SummariseAsync(CancellationToken.None), settings.Storage.Path);
        outcome.ExitCode = stoppingToken.IsCancellationRequested ? ExitCode.Interrupted : summary.Failed > 0 ? ExitCode.SomeInputsFailed : ExitCode.Success;
    }

    private async Task PollAllAsync(IEnumerable<SourceState> sources, RunSummary summary, IDisposable hold, CancellationToken stoppingToken)
    {
        using (hold)
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.Ingestion.Fetching.Parallel, CancellationToken = stoppingToken };
            await Parallel.ForEachAsync(sources, parallel, async (source, cancellationToken) =>
            {
                // A file that failed is tried in each round; it may have been mended without a change of its time.
                await store.RetryAsync(new ItemQuery(ItemState.Failed, source.Definition.Id, 1000), null, time.GetUtcNow(), cancellationToken);
                var report = await poller.PollAsync(source, cancellationToken);
                summary.Add(source, report);
                pipeline.Wake();
            });
        }
    }

    private async Task RunOnAsync(IReadOnlyList<SourceState> sources, CancellationToken stoppingToken)
    {
        LogWatching(sources.Count(s => s.IsActive), settings.Storage.Path);
        reader.LetsFilesRest = true;
        var schedule = services.GetRequiredService<SourceSchedule>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var housekeeping = services.GetRequiredService<Housekeeping>().RunAsync(ending.Token);
        try
        {
            await schedule.StartAsync(mode.OnlyThese ? sources.Select(s => s.Definition.Id).ToHashSet(StringComparer.Ordinal) : null, stoppingToken);
            state.IsRunning = true;
            var working = pipeline.RunAsync(endsWhenIdle: false, Report, ending.Token);

            // Whatever fails first ends all; the others are brought to an orderly end.
            var first = await Task.WhenAny(working, schedule.Fault, housekeeping);
            await ending.CancelAsync();
            await working;
            await (first == housekeeping && stoppingToken.IsCancellationRequested ? Task.CompletedTask : first);
        }
        finally
        {
            await (await services.GetRequiredService<Quartz.ISchedulerFactory>().GetScheduler(CancellationToken.None)).Shutdown(waitForJobsToComplete: false, CancellationToken.None);
        }

        LogStopped();
    }

    private void Report(DocumentReport report)
    {
        state.LastWorkAt = time.GetUtcNow();
        var source = SafeText.Plain(report.Source);
        if (report.Status == DocumentStatus.Failed)
        {
            LogFailed(source, SafeText.Plain(report.Failure));
        }
        else if (report.Status == DocumentStatus.Skipped)
        {
            LogSkipped(source, SafeText.Plain(report.Failure));
        }
        else if (report.Status != DocumentStatus.Unchanged)
        {
            LogStored(source, report.Status, report.Records.Count);
        }
    }

    [LoggerMessage(LogLevel.Information, "watching {Sources} source(s), storing in {Store}; interrupt to stop")]
    private partial void LogWatching(int sources, string store);

    [LoggerMessage(LogLevel.Information, "{Source}: {Status}, {Records} record(s)")]
    private partial void LogStored(string source, DocumentStatus status, int records);

    [LoggerMessage(LogLevel.Information, "{Source}: left out: {Reason}")]
    private partial void LogSkipped(string source, string reason);

    [LoggerMessage(LogLevel.Warning, "{Source}: {Reason}")]
    private partial void LogFailed(string source, string reason);

    [LoggerMessage(LogLevel.Information, "stopped; what was in flight is stored")]
    private partial void LogStopped();
}

/// <summary>What the worker is doing, for those who ask.</summary>
internal sealed class WorkerState
{
    private long lastWork;

    private volatile bool isRunning;

    public bool IsRunning
    {
        get => isRunning;
        set => isRunning = value;
    }

    public DateTimeOffset? LastWorkAt
    {
        get => Interlocked.Read(ref lastWork) is > 0 and var ticks ? new DateTimeOffset(ticks, default) : null;
        set => Interlocked.Exchange(ref lastWork, value?.UtcTicks ?? 0);
    }
}
