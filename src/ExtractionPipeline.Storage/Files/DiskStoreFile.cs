using Microsoft.Win32.SafeHandles;

namespace ExtractionPipeline.Storage.Files;

/// <summary>Files on disk.</summary>
internal sealed class DiskFileSystem : IStoreFileSystem
{
    public IStoreFile Open(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        return new DiskStoreFile(path, File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.RandomAccess));
    }

    private sealed class DiskStoreFile(string path, SafeFileHandle handle) : IStoreFile
    {
        public long Length
        {
            get => RandomAccess.GetLength(handle);
            set => RandomAccess.SetLength(handle, value);
        }

        public int Read(Span<byte> buffer, long position)
        {
            var total = 0;
            while (total < buffer.Length)
            {
                var count = RandomAccess.Read(handle, buffer[total..], position + total);
                if (count == 0)
                {
                    break;
                }

                total += count;
            }

            return total;
        }

        public void Write(ReadOnlySpan<byte> buffer, long position) => RandomAccess.Write(handle, buffer, position);

        public void FlushToDisk() => RandomAccess.FlushToDisk(handle);

        public void Delete() => File.Delete(path);

        public void Dispose() => handle.Dispose();
    }
}
