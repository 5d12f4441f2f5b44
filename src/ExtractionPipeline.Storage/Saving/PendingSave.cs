using ExtractionPipeline.Core.Stores;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Saving;

/// <summary>A document that waits to be written, with what is to be written in the same transaction. Either the canceller or the writer takes it, never both.</summary>
internal sealed class PendingSave(PreparedArticle? article, Action<ILiteEngine, SaveOutcome>? alongside = null)
{
    private const int Waiting = 0;
    private const int Taken = 1;

    private readonly TaskCompletionSource<SaveOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private int _state;

    /// <summary>Compressed bytes that writing will store.</summary>
    public long StoredBytes => article?.StoredBytes ?? 0;

    public Task<SaveOutcome> Completion => _completion.Task;

    /// <summary>Lets the token cancel the save for as long as the writer has not taken it.</summary>
    public void CancelWith(CancellationToken cancellationToken) => _registration = cancellationToken.UnsafeRegister(
        static (state, token) =>
        {
            var pending = (PendingSave)state!;
            if (Interlocked.CompareExchange(ref pending._state, Taken, Waiting) == Waiting)
            {
                pending._completion.TrySetCanceled(token);
            }
        },
        this);

    /// <summary>Writes it within the caller's transaction. May run again in a later transaction when this one fails.</summary>
    public SaveOutcome Write(ILiteEngine engine, ArticleWriter writer)
    {
        var outcome = article is null ? SaveOutcome.Unchanged : writer.Save(engine, article);
        alongside?.Invoke(engine, outcome);
        return outcome;
    }

    /// <summary>Takes it for writing; false when it was cancelled.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    public void Complete(SaveOutcome outcome)
    {
        _registration.Dispose();
        _completion.TrySetResult(outcome);
    }

    public void Fail(Exception exception)
    {
        _registration.Dispose();
        _completion.TrySetException(exception);
    }
}
