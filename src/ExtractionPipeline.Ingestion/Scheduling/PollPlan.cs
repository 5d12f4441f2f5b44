using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Sources;
using Quartz;

namespace ExtractionPipeline.Ingestion.Scheduling;

/// <summary>
/// Decides when a source is looked at next. A source that had something new is looked at sooner, one that had not later, within
/// its limits; what server and feed ask for (<c>Retry-After</c>, <c>Cache-Control</c>, <c>ttl</c>, <c>skipHours</c>, <c>skipDays</c>)
/// is respected; failures make the pauses grow up to a day and never endless. Pure but for the randomness it is given.
/// </summary>
public static class PollPlan
{
    private const double Sooner = 0.7;
    private const double Later = 1.3;
    private const double Spread = 0.1;

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);
    private static readonly TimeSpan CronSpread = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NetworkPause = TimeSpan.FromMinutes(1);

    /// <summary>Why the definition's times are unusable, in one line; null when they are usable.</summary>
    public static string? Problem(SourceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (definition.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            return $"unknown time zone '{zone}'";
        }

        if (definition.MinimumInterval > definition.MaximumInterval)
        {
            return "the shortest interval is longer than the longest";
        }

        if (definition.Cron is { } cron)
        {
            try
            {
                return Expression(definition, cron).GetNextValidTimeAfter(DateTimeOffset.UtcNow) is null ? $"the cron expression '{cron}' names no time to come" : null;
            }
            catch (Exception error) when (error is FormatException or ArgumentException)
            {
                return $"'{cron}' is no cron expression: {error.Message.Split('\n')[0]}";
            }
        }

        return null;
    }

    /// <summary>The first look at a new source: soon, at a random moment, so that many do not start at once.</summary>
    /// <param name="state">The source.</param>
    /// <param name="now">Now.</param>
    /// <param name="spread">The time over which first looks are spread.</param>
    /// <param name="random">Uniform in 0 to 1.</param>
    public static DateTimeOffset First(SourceState state, DateTimeOffset now, TimeSpan spread, double random)
    {
        ArgumentNullException.ThrowIfNull(state);
        var soon = now + (spread * random);
        var furthest = now + (state.Definition.MaximumInterval > LongestPause ? state.Definition.MaximumInterval : LongestPause) * 2;
        return state.NextPollAt switch
        {
            // Missed while nobody ran: caught up with one look. Further off than can be: the clock was set back.
            { } planned when planned > now && (planned <= furthest || state.Definition.Cron is not null) => planned,
            { } => soon,
            null => soon,
        };
    }

    /// <summary>The state behind a look that succeeded, with its next time.</summary>
    public static SourceState AfterSuccess(SourceState state, SourceLook look, int news, DateTimeOffset now, double random)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(look);
        var definition = state.Definition;
        var pace = state.CurrentInterval ?? definition.Interval;
        pace = state.Polls == 0 ? pace : Clamp(pace * (news > 0 ? Sooner : Later), definition);
        state = state with { CurrentInterval = pace, Failures = 0, LastFailure = null };
        var next = definition.Cron is { } cron
            ? Cron(definition, cron, now, random)
            : now + Longest(Jitter(pace, random), Within(look.TimeToLive ?? state.TimeToLive, definition), Within(look.FreshFor, definition));
        return state with { NextPollAt = look.IsUnsettled ? now + Moment : Allowed(state, Latest(next, look.RetryAt)) };
    }

    /// <summary>The state behind a look that failed, with its next time.</summary>
    /// <param name="state">The source.</param>
    /// <param name="look">The look.</param>
    /// <param name="isNetworkDown">Whether our own network is to blame; then the source is not.</param>
    /// <param name="now">Now.</param>
    /// <param name="random">Uniform in 0 to 1.</param>
    public static SourceState AfterFailure(SourceState state, SourceLook look, bool isNetworkDown, DateTimeOffset now, double random)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(look);
        if (isNetworkDown)
        {
            return state with { NextPollAt = now + Jitter(Shorter(NetworkPause, state.Definition.MinimumInterval), random) };
        }

        var failures = state.Failures + 1;
        var first = state.Definition.MinimumInterval;
        var most = state.Definition.MaximumInterval > LongestPause ? state.Definition.MaximumInterval : LongestPause;
        var pause = failures > 20 ? most : Shorter(most, first * Math.Pow(2, failures - 1));
        return state with { Failures = failures, LastFailure = look.Failure, NextPollAt = Latest(now + Jitter(pause, random), look.RetryAt) };
    }

    private static DateTimeOffset Cron(SourceDefinition definition, string cron, DateTimeOffset now, double random)
    {
        var expression = Expression(definition, cron);
        if (expression.GetNextValidTimeAfter(now) is not { } next)
        {
            return now + LongestPause;
        }

        var gap = (expression.GetNextValidTimeAfter(next) ?? next + LongestPause) - next;
        return next + (Shorter(CronSpread, gap * Spread) * random);
    }

    private static CronExpression Expression(SourceDefinition definition, string cron) =>
        new(cron, definition.TimeZone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Utc);

    /// <summary>The first moment from then on that lies in no hour or day that the feed wants to be left out.</summary>
    private static DateTimeOffset Allowed(SourceState state, DateTimeOffset at)
    {
        if (state.SkipHours.Count >= 24 || state.SkipDays.Count >= 7)
        {
            return at;
        }

        for (var hours = 0; hours < 24 * 7 && (state.SkipHours.Contains(at.UtcDateTime.Hour) || state.SkipDays.Contains(at.UtcDateTime.DayOfWeek)); hours++)
        {
            at = new DateTimeOffset(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour + 1), default).AddMinutes(at.Minute % 10).AddSeconds(at.Second);
        }

        return at;
    }

    private static TimeSpan Jitter(TimeSpan pause, double random) => pause * (1 - Spread + (2 * Spread * random));

    private static TimeSpan Clamp(TimeSpan pace, SourceDefinition definition) =>
        pace < definition.MinimumInterval ? definition.MinimumInterval : pace > definition.MaximumInterval ? definition.MaximumInterval : pace;

    private static TimeSpan Within(TimeSpan? asked, SourceDefinition definition) => asked is { } time ? Shorter(time, definition.MaximumInterval) : TimeSpan.Zero;

    private static TimeSpan Longest(params ReadOnlySpan<TimeSpan> times)
    {
        var longest = TimeSpan.Zero;
        foreach (var time in times)
        {
            longest = time > longest ? time : longest;
        }

        return longest;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset? other) => other is { } asked && asked > one ? asked : one;
}
