using ExtractionPipeline.Core.Stores;
using LiteDB;

namespace ExtractionPipeline.Storage.Database;

/// <summary>Says in one line what is wrong with a store.</summary>
internal static class StoreFault
{
    private const int InvalidDatafileState = 999;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);
    private const int SharingViolationOnWindows = unchecked((int)0x80070020);
    private const int LockViolationOnWindows = unchecked((int)0x80070021);

    /// <summary>An exception whose message names the store and, in one line, what happened to it.</summary>
    public static StoreException Of(string path, Exception exception) => exception switch
    {
        StoreException known => known,
        _ => new StoreException($"{path}: {Reason(exception)}", exception),
    };

    /// <summary>An exception for a store whose content cannot be right.</summary>
    public static StoreException Damaged(string path, string detail) => new($"{path}: the store is damaged ({detail}); restore it from a copy, or delete it and run again");

    private static string Reason(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "no right to read and write the store here",
        DirectoryNotFoundException or FileNotFoundException => "the store's folder cannot be created or used",
        PathTooLongException => "the store's path is too long",
        InvalidDataException => Damage(exception),
        IOException io when IsLocked(io) => "the store is in use by another process",
        IOException io when IsDiskFull(io) => "the disk is full; the store could not be written",
        IOException => $"the store cannot be read or written: {OneLine(exception.Message)}",
        LiteException { ErrorCode: not 0 and not InvalidDatafileState and not LiteException.INVALID_DATABASE } => $"LiteDB refuses: {OneLine(exception.Message)}",
        _ => Damage(exception),
    };

    // LiteDB does not check what it reads: on damaged pages it fails in whichever way comes first, index and cast errors included.
    private static string Damage(Exception exception) =>
        $"the store is damaged ({OneLine(exception.Message)}); restore it from a copy, or delete it and run again";

    private static bool IsLocked(IOException exception) =>
        exception.HResult is SharingViolationOnWindows or LockViolationOnWindows
        || exception.Message.Contains("being used by another process", StringComparison.OrdinalIgnoreCase);

    private static bool IsDiskFull(IOException exception) =>
        exception.HResult == DiskFullOnWindows
        || exception.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase)
        || exception.Message.Contains("disk is full", StringComparison.OrdinalIgnoreCase)
        || exception.Message.Contains("quota exceeded", StringComparison.OrdinalIgnoreCase)
        || exception.Message.Contains("File too large", StringComparison.OrdinalIgnoreCase);

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
