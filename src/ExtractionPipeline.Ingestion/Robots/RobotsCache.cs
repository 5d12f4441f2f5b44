using System.Collections.Concurrent;
using ExtractionPipeline.Ingestion.Fetching;

namespace ExtractionPipeline.Ingestion.Robots;

/// <summary>
/// Keeps the rules of hosts for a day at most (RFC 9309, section 2.4). No file means no rules; a file that cannot be had means
/// to stay away, or, for up to 30 days, to go by the rules that were known.
/// </summary>
internal sealed class RobotsCache(PageFetcher fetcher, FetchingOptions options, TimeProvider time)
{
    private const int Most = 10_000;

    private static readonly TimeSpan Unreachable = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan OldRules = TimeSpan.FromDays(30);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    private sealed record Entry(Lazy<Task<Known>> Asking);

    private sealed record Known(RobotsRules Rules, DateTimeOffset At, DateTimeOffset Until);

    public async Task<RobotsRules> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        var authority = address.GetLeftPart(UriPartial.Authority);
        var entry = entries.GetOrAdd(authority, key => Ask(key, null));
        var known = await entry.Asking.Value.WaitAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (now >= known.Until || known.At > now)
        {
            var renewed = Ask(authority, known);
            entry = entries.TryUpdate(authority, renewed, entry) ? renewed : entries.GetOrAdd(authority, renewed);
            known = await entry.Asking.Value.WaitAsync(cancellationToken);
        }

        return known.Rules;
    }

    private Entry Ask(string authority, Known? old)
    {
        if (entries.Count >= Most)
        {
            foreach (var key in entries.Keys.Take(Most / 10))
            {
                entries.TryRemove(key, out _);
            }
        }

        return new Entry(new Lazy<Task<Known>>(() => AskAsync(authority, old)));
    }

    private async Task<Known> AskAsync(string authority, Known? old)
    {
        // Not cancelled with the one who asks first: others wait for the same answer.
        var response = await fetcher.FetchAsync(new PageRequest(new Uri($"{authority}/robots.txt")) { AnyType = true, AskRobots = false }, CancellationToken.None);
        var now = time.GetUtcNow();
        var whole = now + TimeSpan.FromHours(options.RobotsHours);
        switch (response.Outcome)
        {
            case FetchOutcome.Fetched:
                return new Known(RobotsRules.Parse(response.Content.Span, options.Product), now, whole);
            case FetchOutcome.Gone or FetchOutcome.NotFound or FetchOutcome.Forbidden:
            case FetchOutcome.Refused when response.Status is >= 300 and < 400 || response.Failure!.Contains("redirects", StringComparison.Ordinal):
                return new Known(RobotsRules.AllowAll, now, whole);
            case FetchOutcome.ServerError when response.Status is >= 400 and < 500:
                return new Known(RobotsRules.AllowAll, now, whole);
            default:
                return old is { Rules.IsReachable: true } && now - old.At < OldRules
                    ? old with { Until = now + Unreachable }
                    : new Known(RobotsRules.OutOfReach(response.IsNetworkFault), now, now + Unreachable);
        }
    }
}
