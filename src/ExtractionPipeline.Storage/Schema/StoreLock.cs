using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Storage.Schema;

/// <summary>
/// Keeps a store's file to one process. LiteDB relies on the system's file sharing for that, which on Unix holds for
/// exclusive files only, and two processes at once would damage the store; so a file beside the store is held exclusively.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream file;

    private StoreLock(FileStream file) => this.file = file;

    /// <exception cref="StoreException">Another process, or another part of this one, holds the store.</exception>
    public static StoreLock Take(string path)
    {
        try
        {
            return new StoreLock(new FileStream($"{path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (error is not DirectoryNotFoundException)
        {
            throw new StoreException($"{path}: the store is in use by another process", error);
        }
    }

    /// <summary>Lets the store go. The file beside it stays: removing it could take it from under another process.</summary>
    public void Dispose() => file.Dispose();
}
