using System.IO.Compression;
using ExtractionPipeline.Storage.Database;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Documents;

/// <summary>
/// Bytes that may be longer than LiteDB's 16 MB for one document: compressed and cut into pieces, each a document of its own.
/// A piece's id is the version's id, the kind of content and the piece's number.
/// </summary>
internal static class StoredContent
{
    public const string Raw = "raw";
    public const string Article = "article";

    private const int PieceLength = 1 << 20;
    private const int BrotliQuality = 4;
    private const int BrotliQuickQuality = 1;
    private const string Data = "data";

    /// <summary>Compresses and cuts; costs time, so it is done before a document waits to be written.</summary>
    /// <param name="content">The content.</param>
    /// <param name="isPassing">Whether it is kept for a moment only, as most pages are until they are extracted; then less time is spent on it.</param>
    public static IReadOnlyList<byte[]> Compress(ReadOnlySpan<byte> content, bool isPassing = false)
    {
        using var compressed = new MemoryStream((content.Length / 4) + 256);
        using (var brotli = new BrotliStream(compressed, new BrotliCompressionOptions { Quality = isPassing ? BrotliQuickQuality : BrotliQuality }, leaveOpen: true))
        {
            brotli.Write(content);
        }

        var bytes = compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
        var pieces = new List<byte[]>();
        for (var start = 0; start < bytes.Length || pieces.Count == 0; start += PieceLength)
        {
            pieces.Add(bytes[start..Math.Min(start + PieceLength, bytes.Length)].ToArray());
        }

        return pieces;
    }

    /// <summary>Stores the pieces of a version's content.</summary>
    public static void Insert(ILiteEngine engine, string versionId, string kind, IReadOnlyList<byte[]> pieces) => engine.Insert(
        Collections.Contents,
        pieces.Select((piece, number) => new BsonDocument { [Fields.Id] = PieceId(versionId, kind, number), [Data] = piece }),
        BsonAutoId.ObjectId);

    /// <summary>The content as it was before compression.</summary>
    public static byte[] Read(ILiteEngine engine, string versionId, string kind, int pieces)
    {
        using var compressed = new MemoryStream();
        for (var number = 0; number < pieces; number++)
        {
            var piece = engine.FindById(Collections.Contents, PieceId(versionId, kind, number))
                ?? throw new InvalidDataException($"content {PieceId(versionId, kind, number)} is missing");
            compressed.Write(piece.Bytes(Data));
        }

        compressed.Position = 0;
        using var brotli = new BrotliStream(compressed, CompressionMode.Decompress);
        using var content = new MemoryStream();
        brotli.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The id of a piece.</summary>
    public static string PieceId(string versionId, string kind, int number) => $"{versionId}/{kind}/{number:D4}";
}
