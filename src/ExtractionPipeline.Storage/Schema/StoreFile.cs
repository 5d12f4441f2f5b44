using ExtractionPipeline.Core.Stores;
using LiteDB;

namespace ExtractionPipeline.Storage.Schema;

/// <summary>Opens the store's file and says in one line what is wrong with it.</summary>
internal static class StoreFile
{
    /// <exception cref="StoreException">The file cannot be opened, is damaged, in use or newer than the program.</exception>
    public static (LiteDatabase Database, StoreLock Lock) Open(string path)
    {
        LiteDatabase? database = null;
        StoreLock? storeLock = null;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            RefuseForeign(path);
            storeLock = StoreLock.Take(path);
            database = new LiteDatabase(new ConnectionString { Filename = path, Connection = ConnectionType.Direct });
            StoreSchema.Upgrade(database, path);

            // A file cut off or overwritten in the middle opens; reading its catalogue and first pages tells.
            _ = database.GetCollection(StoreSchema.Articles).FindAll().Take(1).Count();
            _ = database.GetCollection(StoreSchema.Records).FindAll().Take(1).Count();
            return (database, storeLock);
        }
        catch (StoreException)
        {
            Close(database);
            storeLock?.Dispose();
            throw;
        }
        catch (Exception error)
        {
            Close(database);
            storeLock?.Dispose();
            throw Explain(path, error);
        }
    }

    /// <summary>The exception that tells a person what is wrong with the store.</summary>
    public static StoreException Explain(string path, Exception error) => error switch
    {
        StoreException known => known,
        UnauthorizedAccessException => new StoreException($"{path}: no rights to write the store", error),
        DirectoryNotFoundException => new StoreException($"{path}: the folder cannot be made", error),
        LiteException { ErrorCode: LiteException.LOCK_TIMEOUT } => new StoreException($"{path}: the store is busy", error),
        IOException when IsInUse(error) => new StoreException($"{path}: the store is in use by another process", error),
        IOException => new StoreException($"{path}: {FirstLine(error.Message)}", error),
        _ => new StoreException($"{path}: the store is damaged or no store at all ({FirstLine(error.Message)})", error),
    };

    private static bool IsInUse(Exception error) =>
        error.Message.Contains("another process", StringComparison.OrdinalIgnoreCase) || (error.HResult & 0xffff) is 32 or 33 or 11;

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();

    /// <summary>LiteDB overwrites an empty file and may take long over one that is none of its own.</summary>
    private static void RefuseForeign(string path)
    {
        const int HeaderInfo = 32;
        if (Directory.Exists(path))
        {
            throw new StoreException($"{path}: is a folder, not a store");
        }

        if (!File.Exists(path))
        {
            return;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var head = new byte[HeaderInfo + 27];
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read > 0 && !head.AsSpan(HeaderInfo).StartsWith("** This is a LiteDB file **"u8))
        {
            throw new StoreException($"{path}: the store is damaged or no store at all");
        }
    }

    private static void Close(LiteDatabase? database)
    {
        try
        {
            if (database is not null)
            {
                FailedDatabase.Keep(database);
                database.Dispose();
            }
        }
        catch (Exception)
        {
            // The reason why it could not be opened is the one to tell.
        }
    }
}
