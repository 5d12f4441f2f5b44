namespace ExtractionPipeline.Storage.Files;

/// <summary>A file that only this program may use while it is open. Positions are bytes from the start.</summary>
internal interface IStoreFile : IDisposable
{
    /// <summary>Bytes in the file.</summary>
    long Length { get; set; }

    /// <summary>Reads up to the buffer's length; fewer bytes only at the end of the file.</summary>
    int Read(Span<byte> buffer, long position);

    /// <summary>Writes all bytes, into the system's cache at least.</summary>
    void Write(ReadOnlySpan<byte> buffer, long position);

    /// <summary>Returns once everything written is on the disk itself.</summary>
    void FlushToDisk();

    /// <summary>Removes the file from its folder.</summary>
    void Delete();
}

/// <summary>Opens the store's files; tests put failing ones in their place.</summary>
internal interface IStoreFileSystem
{
    /// <summary>Opens the file for this program alone; creates it, and the folders above it, where missing.</summary>
    IStoreFile Open(string path);
}
