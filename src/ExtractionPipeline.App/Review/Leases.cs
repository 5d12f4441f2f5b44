namespace ExtractionPipeline.App.Review;

/// <summary>Who works on an item just now.</summary>
/// <param name="Reviewer">The reviewer.</param>
/// <param name="Tab">The page or program that asked; two tabs of one reviewer are two.</param>
/// <param name="ExpiresAt">When others get it.</param>
internal sealed record Lease(string Reviewer, string Tab, DateTimeOffset ExpiresAt);

/// <summary>
/// Keeps an opened item from being handed to others for a while. Leases only spare people double work: what keeps them from overwriting each other
/// is the revision that every decision names, so it does no harm that leases end with the process.
/// </summary>
internal sealed class Leases(TimeProvider time, TimeSpan duration)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lease> _held = new(StringComparer.Ordinal);

    /// <summary>Takes or prolongs the lease; gives another's lease, unexpired, when there is one.</summary>
    public (bool Granted, Lease Lease) Take(string articleId, string reviewer, string tab)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_held.TryGetValue(articleId, out var other) && other.ExpiresAt > now && (other.Reviewer != reviewer || other.Tab != tab))
            {
                return (false, other);
            }

            if (_held.Count > 10_000)
            {
                RemoveExpired(now);
            }

            var lease = new Lease(reviewer, tab, now + duration);
            _held[articleId] = lease;
            return (true, lease);
        }
    }

    /// <summary>Another's unexpired lease; null when there is none.</summary>
    public Lease? HeldByOther(string articleId, string reviewer, string tab)
    {
        lock (_gate)
        {
            return _held.TryGetValue(articleId, out var lease) && lease.ExpiresAt > time.GetUtcNow() && (lease.Reviewer != reviewer || lease.Tab != tab) ? lease : null;
        }
    }

    /// <summary>Gives one lease back, if it is the tab's.</summary>
    public void Release(string articleId, string reviewer, string tab)
    {
        lock (_gate)
        {
            if (_held.TryGetValue(articleId, out var lease) && lease.Reviewer == reviewer && lease.Tab == tab)
            {
                _held.Remove(articleId);
            }
        }
    }

    /// <summary>Gives all of a tab's leases back, but for the items named.</summary>
    public void Release(string reviewer, string tab, IReadOnlyCollection<string> except)
    {
        lock (_gate)
        {
            foreach (var articleId in _held.Where(p => p.Value.Reviewer == reviewer && p.Value.Tab == tab && !except.Contains(p.Key)).Select(p => p.Key).ToList())
            {
                _held.Remove(articleId);
            }
        }
    }

    private void RemoveExpired(DateTimeOffset now)
    {
        foreach (var articleId in _held.Where(p => p.Value.ExpiresAt <= now).Select(p => p.Key).ToList())
        {
            _held.Remove(articleId);
        }
    }
}
