using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Pipeline;
using Microsoft.Extensions.Logging;
using Quartz;

namespace ExtractionPipeline.Ingestion.Scheduling;

/// <summary>
/// Keeps one trigger for each source at Quartz. A trigger fires once, at the time that the last look has planned, since that
/// depends on what the look showed; the plan is in the store, so that an interruption misses nothing and a missed time is
/// caught up by one look. Folders are looked at as soon as the system tells of a change as well.
/// </summary>
public sealed partial class SourceSchedule(ISchedulerFactory factory, SourcePoller poller, IIngestionStore store, IngestionPipeline pipeline, TimeProvider time, Random random, ILogger<SourceSchedule> logger) : IDisposable
{
    private const string Group = "sources";

    private static readonly TimeSpan FirstSpread = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AfterFault = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(1100);

    private readonly Dictionary<string, FileSystemWatcher> watchers = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly TaskCompletionSource fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlySet<string>? only;

    /// <summary>Ends, with the failure, when the store fails under a look; never otherwise.</summary>
    public Task Fault => fault.Task;

    /// <summary>Plans all active sources and starts the scheduler.</summary>
    /// <param name="sourceIds">Only these; null for all.</param>
    /// <param name="cancellationToken">Stops starting.</param>
    public async Task StartAsync(IReadOnlySet<string>? sourceIds, CancellationToken cancellationToken)
    {
        only = sourceIds;
        await RefreshAsync(cancellationToken);
        await (await factory.GetScheduler(cancellationToken)).Start(cancellationToken);
    }

    /// <summary>Brings the triggers to what the store says now: sources added, removed, paused and resumed.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken);
        var sources = (await store.GetSourcesAsync(cancellationToken)).Where(s => only?.Contains(s.Definition.Id) ?? true).ToDictionary(s => s.Definition.Id, StringComparer.Ordinal);
        foreach (var key in await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Group), cancellationToken))
        {
            if (!sources.TryGetValue(key.Name, out var known) || !known.IsActive)
            {
                await scheduler.DeleteJob(key, cancellationToken);
                Unwatch(key.Name);
            }
        }

        var active = sources.Values.Where(s => s.IsActive).ToList();
        var spread = active.Count < 5 ? TimeSpan.Zero : FirstSpread;
        foreach (var source in active)
        {
            if (!await scheduler.Exists(new JobKey(source.Definition.Id, Group), cancellationToken))
            {
                var shortest = source.Definition.MinimumInterval < spread ? source.Definition.MinimumInterval : spread;
                await ScheduleAsync(scheduler, source.Definition.Id, PollPlan.First(source, time.GetUtcNow(), shortest, Next()), cancellationToken);
                Watch(source.Definition);
            }
        }
    }

    /// <summary>Looks at a source now and plans its next look.</summary>
    public async Task PollAsync(string sourceId, CancellationToken cancellationToken)
    {
        var next = time.GetUtcNow() + AfterFault;
        try
        {
            var source = await store.FindSourceAsync(sourceId, cancellationToken);
            if (source is not { IsActive: true })
            {
                return;
            }

            var report = await poller.PollAsync(source, cancellationToken);
            Log(sourceId, report);
            pipeline.Wake();
            if (report.State is not { IsActive: true } state)
            {
                return;
            }

            next = state.NextPollAt ?? next;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (StoreException error)
        {
            fault.TrySetException(error);
            return;
        }
        catch (Exception error)
        {
            // One source's fault, even one of the program's, must not end the watch over the others.
            LogFault(error, sourceId);
        }

        await ScheduleAsync(await factory.GetScheduler(cancellationToken), sourceId, next, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var watcher in watchers.Values)
            {
                watcher.Dispose();
            }

            watchers.Clear();
        }
    }

    private static async Task ScheduleAsync(IScheduler scheduler, string sourceId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var job = JobBuilder.Create<PollJob>().WithIdentity(sourceId, Group).Build();
        var trigger = TriggerBuilder.Create().WithIdentity(sourceId, Group).StartAt(at).Build();
        await scheduler.ScheduleJobs(new Dictionary<IJobDetail, IReadOnlyCollection<ITrigger>> { [job] = [trigger] }, ScheduleJobOptions.Replacing, cancellationToken);
    }

    private void Watch(SourceDefinition definition)
    {
        if (definition.Kind != SourceKind.Folder || !Directory.Exists(definition.Location))
        {
            return;
        }

        var watcher = new FileSystemWatcher(definition.Location) { IncludeSubdirectories = definition.Recursive };
        void Changed(object? sender, FileSystemEventArgs change) => _ = SoonAsync(definition.Id);
        watcher.Created += Changed;
        watcher.Changed += Changed;
        watcher.Renamed += Changed;
        lock (gate)
        {
            watchers[definition.Id] = watcher;
        }

        watcher.EnableRaisingEvents = true;
    }

    private void Unwatch(string sourceId)
    {
        lock (gate)
        {
            if (watchers.Remove(sourceId, out var watcher))
            {
                watcher.Dispose();
            }
        }
    }

    private async Task SoonAsync(string sourceId)
    {
        try
        {
            // A burst of reports moves the same trigger; what is being written comes to rest meanwhile.
            await ScheduleAsync(await factory.GetScheduler(CancellationToken.None), sourceId, time.GetUtcNow() + Settling, CancellationToken.None);
        }
        catch (SchedulerException error)
        {
            // Shutting down; the next run looks anyway.
            LogFault(error, sourceId);
        }
    }

    private void Log(string sourceId, PollReport report)
    {
        if (!report.Look.Succeeded)
        {
            LogFailed(sourceId, report.Look.Failure!, report.State?.Failures ?? 0, report.State?.NextPollAt);
        }
        else if (report.Counts.Added + report.Counts.Updated > 0)
        {
            LogRead(sourceId, report.Counts.Added, report.Counts.Updated, report.State?.NextPollAt);
        }
        else
        {
            LogUnchanged(sourceId, report.State?.NextPollAt);
        }

        foreach (var alert in report.NewAlerts)
        {
            LogAlert(sourceId, alert.Kind, alert.Message);
        }
    }

    private double Next()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }

    [LoggerMessage(LogLevel.Information, "source {Source}: {Added} new, {Updated} changed; next look {Next:u}")]
    private partial void LogRead(string source, int added, int updated, DateTimeOffset? next);

    [LoggerMessage(LogLevel.Debug, "source {Source}: nothing new; next look {Next:u}")]
    private partial void LogUnchanged(string source, DateTimeOffset? next);

    [LoggerMessage(LogLevel.Warning, "source {Source}: {Reason} ({Failures} in a row); next look {Next:u}")]
    private partial void LogFailed(string source, string reason, int failures, DateTimeOffset? next);

    [LoggerMessage(LogLevel.Warning, "ALERT source {Source}: {Alert}: {Reason}")]
    private partial void LogAlert(string source, SourceAlertKind alert, string reason);

    [LoggerMessage(LogLevel.Error, "source {Source}: a fault of the program")]
    private partial void LogFault(Exception error, string source);
}
