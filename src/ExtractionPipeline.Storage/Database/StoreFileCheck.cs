using System.Buffers.Binary;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Files;

namespace ExtractionPipeline.Storage.Database;

/// <summary>Looks at the files before LiteDB does, which would create a new database over a short file and never notices a missing end.</summary>
internal static class StoreFileCheck
{
    private const int SignatureOffset = 32;
    private const int FormatOffset = 59;
    private const int LastPageOffset = 64;
    private const byte SupportedFormat = 8;

    private static ReadOnlySpan<byte> Signature => "** This is a LiteDB file **"u8;

    /// <summary>Refuses what is no LiteDB file.</summary>
    /// <exception cref="StoreException">It is none.</exception>
    public static void Validate(string path, IStoreFile data, IStoreFile log)
    {
        if (data.Length == 0)
        {
            if (log.Length > 0)
            {
                throw StoreFault.Damaged(path, "the file is empty but its log is not");
            }

            return;
        }

        Span<byte> header = stackalloc byte[LastPageOffset + sizeof(uint)];
        if (data.Read(header, 0) < header.Length || !header[SignatureOffset..].StartsWith(Signature))
        {
            throw new StoreException($"{path}: not a LiteDB file, or its beginning is damaged; name another file as the store");
        }

        if (header[FormatOffset] != SupportedFormat)
        {
            throw new StoreException($"{path}: LiteDB file of format {header[FormatOffset]}, this program reads format {SupportedFormat}");
        }

        if (log.Length == 0)
        {
            ValidateLength(path, data);
        }
    }

    /// <summary>Refuses a data file that has lost its end. Holds only while the log is empty.</summary>
    /// <exception cref="StoreException">Pages are missing.</exception>
    public static void ValidateLength(string path, IStoreFile data)
    {
        Span<byte> lastPage = stackalloc byte[sizeof(uint)];
        data.Read(lastPage, LastPageOffset);
        var needed = (BinaryPrimitives.ReadUInt32LittleEndian(lastPage) + 1L) * PageStream.PageSize;
        if (data.Length < needed)
        {
            throw StoreFault.Damaged(path, $"{data.Length} bytes of at least {needed} are left");
        }
    }
}
