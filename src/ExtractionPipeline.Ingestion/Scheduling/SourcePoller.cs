using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Health;
using ExtractionPipeline.Ingestion.Sources;

namespace ExtractionPipeline.Ingestion.Scheduling;

/// <summary>What polling a source did.</summary>
/// <param name="State">The source's state from now on; null when it is no longer there.</param>
/// <param name="Look">What it showed.</param>
/// <param name="Counts">What that did.</param>
/// <param name="NewAlerts">Alerts that were not there before.</param>
public sealed record PollReport(SourceState? State, SourceLook Look, DiscoveryCounts Counts, IReadOnlyList<SourceAlert> NewAlerts);

/// <summary>Looks at a source and records what it showed together with its new state and next time. Safe to use from any number of threads.</summary>
public sealed class SourcePoller(SourceReader reader, IIngestionStore store, SourceStatistics statistics, NetworkWatch network, IngestionMetrics metrics, TimeProvider time, Random random)
{
    private static readonly DiscoveryCounts Nothing = new(0, 0, 0);

    /// <summary>Polls a source now, whatever its plan says.</summary>
    /// <exception cref="Core.Stores.StoreException">The store failed; the look is forgotten.</exception>
    public async Task<PollReport> PollAsync(SourceState source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var activity = metrics.Activities.StartActivity("poll");
        activity?.SetTag("source", source.Definition.Id);
        var look = await reader.LookAsync(source, cancellationToken);
        var now = time.GetUtcNow();
        var before = source.Alerts.Select(a => a.Kind).ToHashSet();
        if (Uri.TryCreate(source.Location, UriKind.Absolute, out var address) && !address.IsFile)
        {
            network.Note(address.Host, look.IsNetworkFault);
        }

        if (!look.Succeeded)
        {
            var isNetworkDown = look.IsNetworkFault && network.IsDown;
            metrics.Poll(isNetworkDown ? "network" : "failed");
            var failed = await store.UpdateSourceAsync(source.Definition.Id, s => s is null ? null : AfterFailure(s, look, isNetworkDown, now), cancellationToken);
            return new PollReport(failed, look, Nothing, New(failed, before));
        }

        metrics.Poll(look.Items.Count == 0 && look.Entries is null ? "unchanged" : "read");
        SourceState? state = null;
        var counts = await store.RecordPollAsync(source.Definition.Id, (s, c) => state = AfterSuccess(s, look, c, now), look.Items, now, cancellationToken);
        return new PollReport(state, look, counts, New(state, before));
    }

    private SourceState AfterFailure(SourceState state, SourceLook look, bool isNetworkDown, DateTimeOffset now)
    {
        state = PollPlan.AfterFailure(state, look, isNetworkDown, now, Next()) with
        {
            LastPollAt = now,
            Polls = state.Polls + 1,
            StoppedBecause = look.IsGone ? "the server says that it is gone for good (410)" : state.StoppedBecause,
        };
        return state with { Alerts = SourceJudgement.Alerts(state, now) };
    }

    private SourceState AfterSuccess(SourceState state, SourceLook look, DiscoveryCounts counts, DateTimeOffset now)
    {
        var learnt = statistics.Peek(state.Definition.Id);
        var hasNews = counts.Added > 0;
        state = state with
        {
            TimeToLive = look.Entries is null ? state.TimeToLive : look.TimeToLive,
            SkipHours = look.Entries is null ? state.SkipHours : look.SkipHours,
            SkipDays = look.Entries is null ? state.SkipDays : look.SkipDays,
        };
        state = PollPlan.AfterSuccess(state, look, counts.Added + counts.Updated, now, Next()) with
        {
            ETag = look.Validators.ETag,
            LastModified = look.Validators.LastModified,
            ContentHash = look.ContentHash,
            MovedTo = look.MovedTo?.AbsoluteUri ?? state.MovedTo,
            SitemapsRead = look.SitemapsRead ?? state.SitemapsRead,
            LastPollAt = now,
            LastSuccessAt = now,
            LastNewAt = hasNews ? now : state.LastNewAt,
            Polls = state.Polls + 1,
            Items = state.Items + counts.Added,
            History = SourceJudgement.With(
                state.History,
                look.Entries is { } entries ? [entries] : [],
                learnt.TextLengths,
                learnt.RecordCounts,
                hasNews && state.LastNewAt is { } last ? [(now - last).TotalHours] : []),
        };
        statistics.Forget(state.Definition.Id, learnt);
        return state with { Alerts = SourceJudgement.Alerts(state, now) };
    }

    private static List<SourceAlert> New(SourceState? state, HashSet<SourceAlertKind> before) => [.. state?.Alerts.Where(a => !before.Contains(a.Kind)) ?? []];

    private double Next()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
