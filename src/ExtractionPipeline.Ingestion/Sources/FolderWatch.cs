using System.Runtime.CompilerServices;

namespace ExtractionPipeline.Ingestion.Sources;

/// <summary>
/// Watches sources for new and changed documents. Looks again at set intervals, and at once when the system reports a
/// change; reports may be lost, looks are not. A file still being written is left until it rests.
/// </summary>
/// <param name="options">The sources and the interval.</param>
/// <param name="time">The clock and the timer.</param>
public sealed class FolderWatch(IngestionOptions options, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (long Length, DateTime Written)> seen = new(StringComparer.Ordinal);
    private bool isUnsettled;

    /// <summary>All documents once, then each new or changed file, until cancelled.</summary>
    public async IAsyncEnumerable<string> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var changed = new SemaphoreSlim(0);
        var watchers = options.Sources.Where(s => Directory.Exists(s.Path)).Select(s => Watcher(s, changed)).ToList();
        try
        {
            for (var isFirst = true; !cancellationToken.IsCancellationRequested; isFirst = false)
            {
                foreach (var document in options.Sources.SelectMany(SourceListing.Documents).Where(d => IsDue(d, isFirst)))
                {
                    yield return document;
                }

                await WaitAsync(changed, cancellationToken);
            }
        }
        finally
        {
            watchers.ForEach(w => w.Dispose());
        }
    }

    /// <summary>Addresses are fetched once; files whenever their length or time differs from the last look.</summary>
    private bool IsDue(string document, bool isFirst)
    {
        if (DocumentFetcher.IsAddress(document))
        {
            return isFirst;
        }

        var file = new FileInfo(document);
        var state = file.Exists ? (file.Length, file.LastWriteTimeUtc) : (-1, default);
        if (seen.TryGetValue(document, out var last) && last == state)
        {
            return false;
        }

        if (file.Exists && time.GetUtcNow().UtcDateTime - state.LastWriteTimeUtc < Rest)
        {
            isUnsettled = true;
            return false;
        }

        seen[document] = state;
        return true;
    }

    private async Task WaitAsync(SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        var interval = isUnsettled ? Rest : TimeSpan.FromSeconds(options.RescanSeconds);
        isUnsettled = false;
        using var timer = new CancellationTokenSource(interval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await changed.WaitAsync(either.Token);

            // Let what is being written come to rest, and take a burst of reports as one.
            await Task.Delay(Rest, time, either.Token);
        }
        catch (OperationCanceledException)
        {
            // The interval is over, or the watch is to end; the caller's loop tells which.
        }

        while (changed.Wait(0, CancellationToken.None))
        {
            // Drained: one look serves all reports so far.
        }
    }

    private static FileSystemWatcher Watcher(SourceOptions source, SemaphoreSlim changed)
    {
        var watcher = new FileSystemWatcher(source.Path) { IncludeSubdirectories = source.Recursive };
        watcher.Created += (_, _) => changed.Release();
        watcher.Changed += (_, _) => changed.Release();
        watcher.Renamed += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
