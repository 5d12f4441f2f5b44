using System.Runtime.InteropServices;
using LiteDB;

namespace ExtractionPipeline.Storage.Schema;

/// <summary>
/// Keeps a LiteDB database in which an operation failed out of the garbage collector's reach. LiteDB 5 leaves the failed
/// transaction undisposed, and its finalizer throws on the finalizer thread, which ends the process (LiteDB issue 2828).
/// A failure ends the use of the store, so that little is kept, and once.
/// </summary>
internal static class FailedDatabase
{
    public static void Keep(LiteDatabase database) => GCHandle.Alloc(database);
}
