using System.Threading.Channels;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Saving;

/// <summary>
/// The one writer of the store: a queue whose only consumer writes what waits, many documents in one transaction. It has a thread of its own,
/// as a LiteDB transaction belongs to the thread that began it.
/// </summary>
internal sealed class SaveQueue : IAsyncDisposable
{
    // A batch of large pages is cut short, so that no transaction grows beyond what LiteDB keeps in memory.
    private const long BatchBytes = 32L << 20;

    private readonly Channel<PendingSave> _channel;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StoreDatabase _database;
    private readonly ArticleWriter _writer;
    private readonly Action<string> _articleChanged;
    private readonly int _batchSize;

    public SaveQueue(StoreDatabase database, ArticleWriter writer, int capacity, int batchSize, Action<string> articleChanged)
    {
        _database = database;
        _writer = writer;
        _batchSize = batchSize;
        _articleChanged = articleChanged;
        _channel = Channel.CreateBounded<PendingSave>(new BoundedChannelOptions(capacity) { SingleReader = true });
        new Thread(Consume) { IsBackground = true, Name = "record store writer" }.Start();
    }

    /// <summary>Waits for a place in the queue and then until the document is on disk.</summary>
    /// <param name="article">The document; null when there is only something to write alongside.</param>
    /// <param name="cancellationToken">Takes back what still waits.</param>
    /// <param name="alongside">Written in the document's own transaction.</param>
    public async Task<SaveOutcome> SaveAsync(PreparedArticle? article, CancellationToken cancellationToken, Action<ILiteEngine, SaveOutcome>? alongside = null)
    {
        var pending = new PendingSave(article, alongside);
        pending.CancelWith(cancellationToken);
        try
        {
            await _channel.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(LiteDbRecordStore));
        }

        return await pending.Completion;
    }

    /// <summary>Takes nothing more and returns once everything that waited is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _channel.Writer.TryComplete();
        await _drained.Task;
    }

    private void Consume()
    {
        var batch = new List<PendingSave>(_batchSize);
        while (_channel.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            var bytes = 0L;
            while (batch.Count < _batchSize && bytes < BatchBytes && _channel.Reader.TryRead(out var pending))
            {
                if (pending.TryTake())
                {
                    batch.Add(pending);
                    bytes += pending.StoredBytes;
                }
            }

            WriteBatch(batch);
            _database.CheckpointWhenDue();
        }

        _drained.SetResult();
    }

    private void WriteBatch(List<PendingSave> batch)
    {
        if (batch.Count > 0 && TryWrite(batch) is { } exception)
        {
            if (batch.Count == 1)
            {
                batch[0].Fail(exception);
                return;
            }

            // One document must not take the others down: nothing of the batch was stored, so each is tried by itself.
            foreach (var pending in batch)
            {
                WriteBatch([pending]);
            }
        }
    }

    private Exception? TryWrite(List<PendingSave> batch)
    {
        try
        {
            var outcomes = new SaveOutcome[batch.Count];
            _writer.Changed.Clear();
            _database.Write(engine =>
            {
                for (var i = 0; i < outcomes.Length; i++)
                {
                    outcomes[i] = batch[i].Write(engine, _writer);
                }
            });
            for (var i = 0; i < outcomes.Length; i++)
            {
                batch[i].Complete(outcomes[i]);
            }

            _writer.Changed.ForEach(_articleChanged);

            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
