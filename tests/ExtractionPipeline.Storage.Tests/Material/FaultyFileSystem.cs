using ExtractionPipeline.Storage.Files;

namespace ExtractionPipeline.Storage.Tests.Material;

/// <summary>Files on disk whose writing can be made to fail or wait, and that call back behind every change, for a look at the state of the files then.</summary>
internal sealed class FaultyFileSystem : IStoreFileSystem
{
    private readonly DiskFileSystem _disk = new();
    private readonly Dictionary<string, IStoreFile> _files = [];
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _hold;
    private long _limit = long.MaxValue;

    /// <summary>Thrown by the next opening.</summary>
    public Exception? OpeningFailure { get; set; }

    /// <summary>Called behind every write and change of length.</summary>
    public Action? Changed { get; set; }

    /// <summary>Ends once a write waits.</summary>
    public Task WriteHeld => _held.Task;

    /// <summary>The files may grow by so many bytes more, then the disk is full.</summary>
    public void LimitTo(long bytes) => Interlocked.Exchange(ref _limit, bytes == long.MaxValue ? bytes : Used() + bytes);

    public void HoldWrites() => _hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ReleaseWrites() => _hold?.SetResult();

    public IStoreFile Open(string path)
    {
        if (OpeningFailure is not null)
        {
            throw OpeningFailure;
        }

        var file = _disk.Open(path);
        _files[Path.GetFileName(path)] = file;
        return new FaultyFile(this, file);
    }

    /// <summary>Writes the files as they are now into another folder, as a killed process would leave them.</summary>
    public void CopyTo(string folder)
    {
        foreach (var (name, file) in _files)
        {
            var content = new byte[file.Length];
            file.Read(content, 0);
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }

    private long Used() => _files.Values.Sum(f => f.Length);

    private void Take(IStoreFile file, long end)
    {
        if (_hold is { Task.IsCompleted: false } hold)
        {
            _held.TrySetResult();
            hold.Task.GetAwaiter().GetResult();
        }

        var limit = Interlocked.Read(ref _limit);
        if (limit != long.MaxValue && Used() + Math.Max(0, end - file.Length) > limit)
        {
            throw new IOException("No space left on device");
        }
    }

    private sealed class FaultyFile(FaultyFileSystem system, IStoreFile file) : IStoreFile
    {
        public long Length
        {
            get => file.Length;
            set
            {
                file.Length = value;
                system.Changed?.Invoke();
            }
        }

        public int Read(Span<byte> buffer, long position) => file.Read(buffer, position);

        public void Write(ReadOnlySpan<byte> buffer, long position)
        {
            try
            {
                system.Take(file, position + buffer.Length);
            }
            catch (IOException)
            {
                // A full disk takes a part of the page, as a real one does.
                file.Write(buffer[..(buffer.Length / 3)], position);
                throw;
            }

            file.Write(buffer, position);
            system.Changed?.Invoke();
        }

        public void FlushToDisk() => file.FlushToDisk();

        public void Delete() => file.Delete();

        public void Dispose() => file.Dispose();
    }
}
