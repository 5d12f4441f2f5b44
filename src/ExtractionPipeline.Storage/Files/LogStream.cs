using System.Runtime.ExceptionServices;

namespace ExtractionPipeline.Storage.Files;

/// <summary>
/// The write-ahead log. LiteDB 5 writes it on a thread of its own: its commit returns before the pages are in the file, and an exception on
/// that thread deadlocks the engine (its issue 2821). So this stream never throws there: the first failure is kept, nothing is written behind
/// it (no later page may confirm a transaction that has holes), and <see cref="WaitUntilDurable"/> tells the committing thread.
/// </summary>
internal sealed class LogStream(IStoreFile file) : PageStream(file)
{
    /// <summary>Place of the flag in a page's header that makes it the last one of its transaction.</summary>
    private const int ConfirmedFlagOffset = 18;

    private readonly Lock _sync = new();
    private readonly ManualResetEventSlim _progress = new();
    private ExceptionDispatchInfo? _failure;
    private long _writtenEnd = file.Length;

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_sync)
        {
            if (_failure is null && !IsAbandoned)
            {
                TryWrite(buffer.AsSpan(offset, count));
            }
        }

        Position += count;
        _progress.Set();
    }

    /// <summary>Does nothing: the committing thread flushes, when it knows that its pages are there.</summary>
    public override void Flush()
    {
    }

    public override void SetLength(long value)
    {
        lock (_sync)
        {
            base.SetLength(value);
            _writtenEnd = value;
        }
    }

    /// <summary>Returns once the log is on disk up to <paramref name="end"/>.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void WaitUntilDurable(long end, TimeSpan timeout)
    {
        while (true)
        {
            _progress.Reset();
            lock (_sync)
            {
                _failure?.Throw();
                if (_writtenEnd >= end)
                {
                    File.FlushToDisk();
                    return;
                }
            }

            if (!_progress.Wait(timeout))
            {
                throw new IOException("the log was not written in time");
            }
        }
    }

    private void TryWrite(ReadOnlySpan<byte> page)
    {
        try
        {
            if (page.Length > ConfirmedFlagOffset && page[ConfirmedFlagOffset] != 0)
            {
                // The confirming page must not reach the disk before the pages it confirms, or a loss of power could leave a transaction with holes.
                File.FlushToDisk();
            }

            File.Write(page, Position);
            _writtenEnd = Math.Max(_writtenEnd, Position + page.Length);
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
    }
}
