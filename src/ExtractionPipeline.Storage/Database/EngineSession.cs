using ExtractionPipeline.Storage.Files;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Database;

/// <summary>One LiteDB engine on the store's files, thrown away after a failure.</summary>
internal sealed class EngineSession : IDisposable
{
    private readonly DataStream _data;

    public EngineSession(IStoreFile data, IStoreFile log)
    {
        _data = new DataStream(data);
        Log = new LogStream(log);
        try
        {
            // Ordinal comparison: keys and listings are searched by range, and no culture may change what is found.
            Engine = new LiteEngine(new EngineSettings { DataStream = _data, LogStream = Log, Collation = Collation.Binary });
        }
        catch
        {
            _data.Abandon();
            Log.Abandon();
            throw;
        }
    }

    public LiteEngine Engine { get; }

    public LogStream Log { get; }

    /// <summary>Where the log will end when LiteDB's own thread has written all that was committed.</summary>
    public long LogEnd()
    {
        using var reader = Engine.Query("$database", new Query());
        return reader.Read() ? (uint)reader.Current["logFileSize"].AsInt32 : throw new InvalidDataException("LiteDB does not tell the length of its log");
    }

    /// <summary>Ends the engine without letting it touch the files again.</summary>
    public void Dispose()
    {
        _data.Abandon();
        Log.Abandon();
        try
        {
            Engine.Dispose();
        }
        catch (Exception)
        {
            // It is being given up; there is nothing left that its complaint could change.
        }
    }
}
