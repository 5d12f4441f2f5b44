using System.Threading.Channels;
using ExtractionPipeline.Core.Ingestion;

namespace ExtractionPipeline.Ingestion.Pipeline;

/// <summary>
/// Hands due items to the fetchers: of each line at most one at a time and none before its domain is ready, fairly among the
/// lines however long each is. Holds some dozen items a line; everything else stays in the store, where every item is until it
/// is done, so that an end at any moment loses nothing.
/// </summary>
/// <param name="store">Where items wait.</param>
/// <param name="readyAt">When a line's next request may begin.</param>
/// <param name="isIncluded">Which items are worked on.</param>
/// <param name="time">The clock.</param>
internal sealed class ItemDispatcher(IIngestionStore store, Func<string, DateTimeOffset> readyAt, Func<IngestionItem, bool> isIncluded, TimeProvider time) : IDisposable
{
    private const int Portion = 64;

    private static readonly TimeSpan BetweenScans = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Line> lines = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private readonly HashSet<string> inFlight = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim changed = new(0);
    private int holders;

    private sealed class Line
    {
        public Queue<IngestionItem> Items { get; } = new();

        public bool IsBusy { get; set; }
    }

    /// <inheritdoc/>
    public void Dispose() => changed.Dispose();

    /// <summary>Items that are being worked on.</summary>
    public int InFlight
    {
        get
        {
            lock (gate)
            {
                return inFlight.Count;
            }
        }
    }

    /// <summary>Tells that there may be something new to do.</summary>
    public void Wake() => changed.Release();

    /// <summary>Keeps <see cref="RunAsync"/> from ending for want of work until the result is disposed.</summary>
    public IDisposable Hold()
    {
        Interlocked.Increment(ref holders);
        return new Holder(this);
    }

    /// <summary>The line's request is over; its next item may go.</summary>
    public void Release(string queue)
    {
        lock (gate)
        {
            if (lines.TryGetValue(queue, out var line))
            {
                line.IsBusy = false;
            }
        }

        Wake();
    }

    /// <summary>The item has reached a state in the store.</summary>
    public void Done(string key)
    {
        lock (gate)
        {
            inFlight.Remove(key);
        }

        Wake();
    }

    /// <summary>Hands out items until told to stop or, if so asked, until nothing is due.</summary>
    public async Task RunAsync(ChannelWriter<IngestionItem> output, bool endsWhenIdle, CancellationToken stop)
    {
        try
        {
            var nextScan = DateTimeOffset.MinValue;
            DateTimeOffset? nextDue = null;
            while (!stop.IsCancellationRequested)
            {
                var now = time.GetUtcNow();
                var wasHeld = Volatile.Read(ref holders) > 0;
                if (now >= nextScan || nextScan > now + BetweenScans)
                {
                    nextDue = await ScanAsync(now, stop);
                    nextScan = now + BetweenScans;
                }

                while (Next(now) is { } item)
                {
                    await output.WriteAsync(item, stop);
                }

                if (endsWhenIdle && !wasHeld && IsIdle())
                {
                    // Whoever held the end off may have recorded items since the last scan.
                    nextDue = await ScanAsync(time.GetUtcNow(), stop);
                    if (IsIdle())
                    {
                        return;
                    }

                    continue;
                }

                await WaitAsync(Wait(time.GetUtcNow(), nextDue), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop: what was handed out goes on.
        }
        finally
        {
            output.TryComplete();
        }
    }

    private async Task<DateTimeOffset?> ScanAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset? nextDue = null;
        foreach (var (queue, dueAt) in await store.DueQueuesAsync(cancellationToken))
        {
            if (dueAt > now)
            {
                nextDue = nextDue is { } known && known < dueAt ? known : dueAt;
                continue;
            }

            if (IsShort(queue))
            {
                Fill(queue, await store.DueItemsAsync(queue, now, Portion, cancellationToken));
            }
        }

        return nextDue;
    }

    private bool IsShort(string queue)
    {
        lock (gate)
        {
            return !lines.TryGetValue(queue, out var line) || line.Items.Count < Portion / 2;
        }
    }

    private void Fill(string queue, IReadOnlyList<IngestionItem> items)
    {
        lock (gate)
        {
            if (!lines.TryGetValue(queue, out var line))
            {
                lines[queue] = line = new Line();
                order.Enqueue(queue);
            }

            var waiting = line.Items.Select(i => i.Key).ToHashSet(StringComparer.Ordinal);
            foreach (var item in items.Where(i => !inFlight.Contains(i.Key) && !waiting.Contains(i.Key) && isIncluded(i)))
            {
                line.Items.Enqueue(item);
            }
        }
    }

    private IngestionItem? Next(DateTimeOffset now)
    {
        lock (gate)
        {
            // Each line gets its turn before any gets another.
            for (var i = order.Count; i > 0; i--)
            {
                var queue = order.Dequeue();
                var line = lines[queue];
                if (line is { IsBusy: false, Items.Count: 0 })
                {
                    lines.Remove(queue);
                    continue;
                }

                order.Enqueue(queue);
                if (!line.IsBusy && readyAt(queue) <= now && line.Items.TryDequeue(out var item))
                {
                    line.IsBusy = true;
                    inFlight.Add(item.Key);
                    return item;
                }
            }

            return null;
        }
    }

    private bool IsIdle()
    {
        lock (gate)
        {
            return inFlight.Count == 0 && lines.Values.All(l => l.Items.Count == 0) && Volatile.Read(ref holders) == 0;
        }
    }

    private TimeSpan Wait(DateTimeOffset now, DateTimeOffset? nextDue)
    {
        var wait = LongestWait;
        lock (gate)
        {
            foreach (var (queue, line) in lines)
            {
                if (!line.IsBusy && line.Items.Count > 0)
                {
                    wait = Shorter(wait, readyAt(queue) - now);
                }

                wait = line.Items.Count == 0 ? Shorter(wait, BetweenScans) : wait;
            }
        }

        return nextDue is { } due ? Shorter(wait, due - now) : wait;
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await changed.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The wait is over.
        }

        while (changed.Wait(0, CancellationToken.None))
        {
            // One look serves all that was told so far.
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private sealed class Holder(ItemDispatcher owner) : IDisposable
    {
        private int isDone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDone, 1) == 0)
            {
                Interlocked.Decrement(ref owner.holders);
                owner.Wake();
            }
        }
    }
}
