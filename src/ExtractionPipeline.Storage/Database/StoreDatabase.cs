using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Files;
using ExtractionPipeline.Storage.Schema;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Database;

/// <summary>
/// The open LiteDB file. All use of the engine goes through one gate, reading included: LiteDB 5.0.20 counts a cached page as used only after
/// handing it out, so a reader beside a writer can see its page given away (MemoryCache.GetReadablePage and Extend), and concurrent writers
/// corrupt the file (its issues 2503 and 2825). Reads are short for that reason; long ones come in portions.
/// After any failure the engine is thrown away and opened anew on what is surely on disk, rather than trusting its rollback.
/// </summary>
internal sealed class StoreDatabase : IDisposable
{
    private static readonly TimeSpan LogTimeout = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly IReadOnlyList<SchemaMigration> _migrations;
    private readonly long _checkpointBytes;
    private readonly IStoreFile _data;
    private readonly IStoreFile _log;
    private EngineSession? _session;
    private long _durableLogLength;
    private bool _disposed;

    private StoreDatabase(string path, IStoreFile data, IStoreFile log, long checkpointBytes, IReadOnlyList<SchemaMigration> migrations)
    {
        Path = path;
        _data = data;
        _log = log;
        _checkpointBytes = checkpointBytes;
        _migrations = migrations;
        _durableLogLength = log.Length;
    }

    /// <summary>The store's file, as it was given.</summary>
    public string Path { get; }

    /// <summary>Opens or creates the file and brings it to the newest schema.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is no store.</exception>
    public static StoreDatabase Open(string path, IStoreFileSystem files, long checkpointBytes, IReadOnlyList<SchemaMigration> migrations)
    {
        IStoreFile? data = null;
        IStoreFile? log = null;
        try
        {
            data = files.Open(path);
            log = files.Open(LogPath(path));
            StoreFileCheck.Validate(path, data, log);
            var database = new StoreDatabase(path, data, log, checkpointBytes, migrations);
            database.Initialise();
            return database;
        }
        catch (Exception exception)
        {
            DeleteIfEmpty(log);
            log?.Dispose();
            DeleteIfEmpty(data);
            data?.Dispose();
            throw StoreFault.Of(path, exception);
        }
    }

    /// <summary>LiteDB's own name for the log, so that its tools find it.</summary>
    public static string LogPath(string path) => System.IO.Path.Combine(
        System.IO.Path.GetDirectoryName(path) ?? "",
        $"{System.IO.Path.GetFileNameWithoutExtension(path)}-log{System.IO.Path.GetExtension(path)}");

    /// <summary>Reads on the calling thread; <paramref name="read"/> must not keep anything of the engine.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<T> ReadAsync<T>(Func<ILiteEngine, T> read, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return read(Engine());
        }
        catch (Exception exception) when (exception is not ObjectDisposedException and not OperationCanceledException)
        {
            GiveUpSession();
            throw StoreFault.Of(Path, exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs <paramref name="write"/> in one transaction on the calling thread and returns once it is on disk.</summary>
    /// <exception cref="StoreException">Nothing of it was stored.</exception>
    public void Write(Action<ILiteEngine> write)
    {
        EnterGate();
        try
        {
            var engine = Engine();
            engine.BeginTrans();
            write(engine);
            engine.Commit();
            MakeDurable();
        }
        catch (Exception exception) when (exception is not ObjectDisposedException)
        {
            GiveUpSession();
            throw StoreFault.Of(Path, exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Copies the log into the data file once it is long. What is in the log is stored already, so a failure here loses nothing and is no one's error.</summary>
    public void CheckpointWhenDue()
    {
        EnterGate();
        try
        {
            if (_durableLogLength >= _checkpointBytes)
            {
                TryCheckpoint();

                // LiteDB empties its cache at a checkpoint but never gives the memory back; a new engine begins small and opens in a millisecond.
                GiveUpSession();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Copies the whole store into a file while nobody writes; the copy's log is empty. Returns once it is on the disk.</summary>
    /// <exception cref="StoreException">It could not be copied; no file is left.</exception>
    public void CopyTo(IStoreFile target)
    {
        EnterGate();
        try
        {
            Engine().Checkpoint();
            _durableLogLength = _log.Length;
            if (_durableLogLength > 0)
            {
                throw new IOException("the log could not be emptied");
            }

            var chunk = new byte[1 << 20];
            for (long position = 0; position < _data.Length;)
            {
                var read = _data.Read(chunk, position);
                target.Write(chunk.AsSpan(0, read), position);
                position += read;
            }

            target.FlushToDisk();
        }
        catch (Exception exception) when (exception is not ObjectDisposedException)
        {
            GiveUpSession();
            throw StoreFault.Of(Path, exception);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Checkpoints and closes the files. Never throws: what was stored is in the log.</summary>
    public void Dispose()
    {
        EnterGate();
        try
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            TryCheckpoint();
            GiveUpSession();
            DeleteIfEmpty(_log);
            _log.Dispose();
            _data.Dispose();
        }
        finally
        {
            _gate.Release();
        }
    }

    // Waiting the asynchronous way puts the writer in line: a released semaphore is handed on to the first of those, while one that waits
    // the blocking way is overtaken by every reader that comes back at once for its next portion.
    private void EnterGate() => _gate.WaitAsync().GetAwaiter().GetResult();

    private LiteEngine Engine()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(LiteDbRecordStore));
        return (_session ??= OpenSession()).Engine;
    }

    private EngineSession OpenSession()
    {
        if (_log.Length > _durableLogLength)
        {
            // The beginning of a transaction that failed.
            _log.Length = _durableLogLength;
        }

        return new EngineSession(_data, _log);
    }

    private void Initialise()
    {
        try
        {
            var engine = Engine();
            if (_log.Length > 0)
            {
                // Left by a program that was killed.
                engine.Checkpoint();
                _durableLogLength = _log.Length;
            }

            StoreFileCheck.ValidateLength(Path, _data);
            if (engine.Pragma("CHECKPOINT", 0))
            {
                // LiteDB's own checkpoints would fail inside of a commit, and leave it open whether the commit took place.
                MakeDurable();
            }

            SchemaUpgrade.Apply(Path, engine, _migrations, MakeDurable);
        }
        catch
        {
            GiveUpSession();
            throw;
        }
    }

    private void MakeDurable()
    {
        var end = _session!.LogEnd();
        _session.Log.WaitUntilDurable(end, LogTimeout);
        _durableLogLength = end;
    }

    private void TryCheckpoint()
    {
        try
        {
            _session?.Engine.Checkpoint();
            _durableLogLength = _log.Length;
        }
        catch (Exception)
        {
            // Half-written pages of the data file are covered by the log, which is cleared only behind a whole checkpoint; the next one repeats it.
            GiveUpSession();
        }
    }

    private void GiveUpSession()
    {
        _session?.Dispose();
        _session = null;
    }

    private static void DeleteIfEmpty(IStoreFile? file)
    {
        try
        {
            if (file is { Length: 0 })
            {
                file.Delete();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An empty file left behind harms nothing.
        }
    }
}
