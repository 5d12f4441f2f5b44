using System.Threading.Channels;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Schema;
using LiteDB;

namespace ExtractionPipeline.Storage.Writing;

/// <summary>
/// The store's one writer: a queue and a thread that commits in batches. LiteDB files have been corrupted by writers
/// working side by side on different collections (its issues 2503 and 2825), and its transactions belong to threads.
/// </summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    private readonly LiteDatabase database;
    private readonly string path;
    private readonly int batchSize;
    private readonly DocumentWriter writer;
    private readonly Channel<Pending> queue;
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreException? broken;

    public WriteQueue(LiteDatabase database, RecordStoreOptions options)
    {
        this.database = database;
        path = options.Path;
        batchSize = options.BatchSize;
        writer = new DocumentWriter(database);
        queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        new Thread(Run) { Name = "store writer", IsBackground = true }.Start();
    }

    private sealed record Pending(PreparedDocument Document, TaskCompletionSource<SaveOutcome> Done, CancellationToken Cancellation);

    /// <summary>Queues a document; the task ends when it is on disk. Cancelled before its turn, it is not written.</summary>
    public async Task<SaveOutcome> SaveAsync(PreparedDocument document, CancellationToken cancellationToken)
    {
        var pending = new Pending(document, new TaskCompletionSource<SaveOutcome>(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        try
        {
            await queue.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new StoreException($"{path}: the store is closed");
        }

        return await pending.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await finished.Task;
    }

    private void Run()
    {
        try
        {
            var batch = new List<Pending>(batchSize);
            while (WaitToRead())
            {
                batch.Clear();
                while (batch.Count < batchSize && queue.Reader.TryRead(out var pending))
                {
                    if (pending.Cancellation.IsCancellationRequested)
                    {
                        pending.Done.TrySetCanceled(pending.Cancellation);
                    }
                    else
                    {
                        batch.Add(pending);
                    }
                }

                Commit(batch);
            }
        }
        finally
        {
            finished.TrySetResult();
        }
    }

    /// <summary>The thread blocks here: it has nothing else to do, and a transaction must not change threads.</summary>
    private bool WaitToRead() => queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>All of the batch in one transaction; where that fails, one by one, so that one bad document does not take others with it.</summary>
    private void Commit(List<Pending> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        if (broken is null && TryWrite(batch, out var outcomes) is not { } error)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Done.TrySetResult(outcomes[i]);
            }

            return;
        }

        if (batch.Count > 1 && broken is null)
        {
            foreach (var pending in batch)
            {
                Commit([pending]);
            }

            return;
        }

        foreach (var pending in batch)
        {
            pending.Done.TrySetException(broken ?? new StoreException($"{path}: not written"));
        }
    }

    /// <summary>Null when the batch was committed.</summary>
    private StoreException? TryWrite(List<Pending> batch, out List<SaveOutcome> outcomes)
    {
        outcomes = new List<SaveOutcome>(batch.Count);
        try
        {
            database.BeginTrans();
            foreach (var pending in batch)
            {
                outcomes.Add(writer.Write(pending.Document));
            }

            database.Commit();
            return null;
        }
        catch (Exception error)
        {
            FailedDatabase.Keep(database);
            var explained = StoreFile.Explain(path, error);
            if (!TryRollback() || error is IOException)
            {
                // What a failed write left in LiteDB's memory cannot be trusted; the file itself holds whole commits only.
                broken = explained;
            }

            return explained;
        }
    }

    private bool TryRollback()
    {
        try
        {
            return database.Rollback();
        }
        catch (Exception)
        {
            return false;
        }
    }
}
