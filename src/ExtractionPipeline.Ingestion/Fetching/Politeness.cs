using ExtractionPipeline.Ingestion.Addresses;

namespace ExtractionPipeline.Ingestion.Fetching;

/// <summary>
/// Lets one request at a time to each registrable domain, with a pause between the end of one and the beginning of the next.
/// Safe to use from any number of threads. Domains that rest are forgotten, so its size follows the domains at work.
/// </summary>
public sealed class Politeness(PublicSuffixes suffixes, FetchingOptions options, TimeProvider time)
{
    private const int Sweep = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Turn> turns = new(StringComparer.Ordinal);
    private int entries;

    private sealed class Turn
    {
        public SemaphoreSlim Free { get; } = new(1, 1);

        public int Users { get; set; }

        public DateTimeOffset ReadyAt { get; set; }

        public TimeSpan Delay { get; set; }
    }

    /// <summary>The name under which the host's requests are counted.</summary>
    public string DomainOf(string host) => suffixes.RegistrableDomain(host);

    /// <summary>When the next request to the domain may begin; now or earlier when nothing holds it back.</summary>
    public DateTimeOffset ReadyAt(string domain)
    {
        lock (gate)
        {
            return turns.TryGetValue(domain, out var turn) ? turn.ReadyAt : DateTimeOffset.MinValue;
        }
    }

    /// <summary>Sets the pause that the domain asks for; the longer of it and the general one holds.</summary>
    public void Slow(string domain, TimeSpan delay)
    {
        var most = TimeSpan.FromSeconds(options.MaximumCrawlDelaySeconds);
        lock (gate)
        {
            Find(domain).Delay = Longer(TimeSpan.FromMilliseconds(options.DelayMilliseconds), delay < most ? delay : most);
        }
    }

    /// <summary>The pause that holds for the domain.</summary>
    public TimeSpan DelayOf(string domain)
    {
        lock (gate)
        {
            return turns.TryGetValue(domain, out var turn) ? turn.Delay : TimeSpan.FromMilliseconds(options.DelayMilliseconds);
        }
    }

    /// <summary>Waits for the domain's turn. Disposing the result ends the request and begins the pause.</summary>
    public async Task<IDisposable> EnterAsync(string domain, CancellationToken cancellationToken)
    {
        Turn turn;
        lock (gate)
        {
            turn = Find(domain);
            turn.Users++;
        }

        var isMine = false;
        try
        {
            await turn.Free.WaitAsync(cancellationToken);
            isMine = true;
            var wait = turn.ReadyAt - time.GetUtcNow();

            // A clock set back must not stop a host for as long as it was set.
            wait = wait > turn.Delay ? turn.Delay : wait;
            if (wait > TimeSpan.Zero)
            {
                // Timers count whole milliseconds and may ring within the last one.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds) + 1), time, cancellationToken);
            }

            return new Lease(this, turn);
        }
        catch
        {
            Leave(turn, isMine, began: false);
            throw;
        }
    }

    private sealed class Lease(Politeness owner, Turn turn) : IDisposable
    {
        private Turn? held = turn;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref held, null) is { } mine)
            {
                owner.Leave(mine, isMine: true, began: true);
            }
        }
    }

    private void Leave(Turn turn, bool isMine, bool began)
    {
        lock (gate)
        {
            turn.Users--;
            if (began)
            {
                turn.ReadyAt = time.GetUtcNow() + turn.Delay;
            }
        }

        if (isMine)
        {
            turn.Free.Release();
        }
    }

    private Turn Find(string domain)
    {
        if (++entries % Sweep == 0)
        {
            var now = time.GetUtcNow();
            foreach (var (name, idle) in turns.Where(t => t.Value.Users == 0 && t.Value.ReadyAt < now && t.Value.Delay <= TimeSpan.FromMilliseconds(options.DelayMilliseconds)).ToList())
            {
                turns.Remove(name);
            }
        }

        if (!turns.TryGetValue(domain, out var turn))
        {
            turns[domain] = turn = new Turn { Delay = TimeSpan.FromMilliseconds(options.DelayMilliseconds) };
        }

        return turn;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
