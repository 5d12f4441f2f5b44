using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Storage.Saving;

/// <summary>A document that waits to be written. Either the canceller or the writer takes it, never both.</summary>
internal sealed class PendingSave(PreparedArticle article)
{
    private const int Waiting = 0;
    private const int Taken = 1;

    private readonly TaskCompletionSource<SaveOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private int _state;

    public PreparedArticle Article => article;

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
