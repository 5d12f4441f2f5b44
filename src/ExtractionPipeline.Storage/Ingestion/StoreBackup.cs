using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Files;

namespace ExtractionPipeline.Storage.Ingestion;

/// <summary>Copies a store in use. The copy is written beside its place and takes it only when it is whole and on the disk.</summary>
internal static class StoreBackup
{
    public static void Write(StoreDatabase database, string path)
    {
        if (Path.GetFullPath(path) == Path.GetFullPath(database.Path))
        {
            throw new StoreException($"{path}: is the store itself; name another file for its copy");
        }

        var half = path + ".part";
        try
        {
            File.Delete(half);
            using (var target = new DiskFileSystem().Open(half))
            {
                database.CopyTo(target);
            }

            File.Move(half, path, overwrite: true);
        }
        catch (Exception exception)
        {
            TryDelete(half);
            throw exception is StoreException or ObjectDisposedException ? exception : StoreFault.Of(path, exception);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A half copy under a name that says so harms nothing.
        }
    }
}
