using System.Threading.Channels;
using ExtractionPipeline.Storage.Database;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Review;

/// <summary>
/// The one writer of decisions and users: what waits is written in one transaction, so that many reviewers share the wait for the disk. It has a
/// thread of its own, as a LiteDB transaction belongs to the thread that began it.
/// </summary>
internal sealed class ReviewWriter : IAsyncDisposable
{
    private const int MostAtOnce = 256;

    private readonly Channel<Pending> _channel = Channel.CreateBounded<Pending>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StoreDatabase _database;

    public ReviewWriter(StoreDatabase database)
    {
        _database = database;
        new Thread(Consume) { IsBackground = true, Name = "review writer" }.Start();
    }

    /// <summary>Runs <paramref name="write"/> within a transaction and ends once that is on disk. It may be run again when its transaction failed for another's sake.</summary>
    public async Task<T> WriteAsync<T>(Func<ILiteEngine, T> write, CancellationToken cancellationToken)
    {
        var pending = new Pending(engine => write(engine));
        try
        {
            await _channel.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(LiteDbRecordStore));
        }

        return (T)(await pending.Completion.Task)!;
    }

    /// <summary>Takes nothing more and returns once everything that waited is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        await _drained.Task;
    }

    private void Consume()
    {
        var batch = new List<Pending>();
        while (_channel.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < MostAtOnce && _channel.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
            }

            WriteBatch(batch);
            _database.CheckpointWhenDue();
        }

        _drained.SetResult();
    }

    private void WriteBatch(List<Pending> batch)
    {
        if (batch.Count == 0 || TryWrite(batch) is not { } exception)
        {
            return;
        }

        if (batch.Count == 1)
        {
            batch[0].Completion.SetException(exception);
            return;
        }

        // Nothing of the batch was stored; one that fails must not take the others down.
        foreach (var pending in batch)
        {
            WriteBatch([pending]);
        }
    }

    private Exception? TryWrite(List<Pending> batch)
    {
        try
        {
            var results = new object?[batch.Count];
            _database.Write(engine =>
            {
                for (var i = 0; i < results.Length; i++)
                {
                    results[i] = batch[i].Write(engine);
                }
            });
            for (var i = 0; i < results.Length; i++)
            {
                batch[i].Completion.SetResult(results[i]);
            }

            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private sealed record Pending(Func<ILiteEngine, object?> Write)
    {
        public TaskCompletionSource<object?> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
