using System.IO.Compression;
using System.Text.Json.Serialization;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Storage.Schema;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace ExtractionPipeline.Storage.Mapping;

/// <summary>Raw pages and article texts, compressed, and cut into pieces because a LiteDB document holds at most 16 MB.</summary>
internal static class ContentMapping
{
    private const int PieceLength = 4 * 1024 * 1024;

    public static string RawKey(string articleId, int version) => $"{articleId}.{version}.raw";

    public static string ArticleKey(string articleId, int version) => $"{articleId}.{version}.article";

    public static byte[] Compress(ReadOnlySpan<byte> content)
    {
        using var buffer = new MemoryStream((content.Length / 4) + 64);
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(content);
        }

        return buffer.ToArray();
    }

    public static byte[] CompressArticle(Article article) => Compress(JsonSerializer.SerializeToUtf8Bytes(ArticleContent.Of(article), ContentContext.Default.ArticleContent));

    public static IEnumerable<BsonDocument> Pieces(string key, byte[] compressed)
    {
        for (var (start, number) = (0, 0); start == 0 || start < compressed.Length; start += PieceLength, number++)
        {
            yield return new BsonDocument { ["_id"] = $"{key}.{number}", ["data"] = compressed[start..Math.Min(compressed.Length, start + PieceLength)] };
        }
    }

    /// <summary>The content as it was before compression; null when the store has none under the key.</summary>
    public static byte[]? Read(ILiteDatabase database, string key)
    {
        var contents = database.GetCollection(StoreSchema.Contents);
        using var compressed = new MemoryStream();
        for (var number = 0; contents.FindById($"{key}.{number}") is { } piece; number++)
        {
            compressed.Write(piece["data"].AsBinary);
        }

        if (compressed.Length == 0)
        {
            return null;
        }

        compressed.Position = 0;
        using var content = new MemoryStream();
        using var brotli = new BrotliStream(compressed, CompressionMode.Decompress);
        brotli.CopyTo(content);
        return content.ToArray();
    }

    public static Article? ReadArticle(ILiteDatabase database, string articleId, int version) =>
        Read(database, ArticleKey(articleId, version)) is { } json ? JsonSerializer.Deserialize(json, ContentContext.Default.ArticleContent)!.ToArticle() : null;
}

/// <summary>An article in the form in which the store keeps it.</summary>
internal sealed record ArticleContent(
    string Text,
    string? Title,
    string? Author,
    DateOnly? PublishedOn,
    string? Language,
    string? CanonicalAddress,
    string? SiteName,
    IReadOnlyList<BlockContent> Blocks)
{
    public static ArticleContent Of(Article article) => new(
        article.Text,
        article.Title,
        article.Author,
        article.PublishedOn,
        article.Language,
        article.CanonicalAddress?.OriginalString,
        article.SiteName,
        [.. article.Blocks.Select(BlockContent.Of)]);

    public Article ToArticle() => new()
    {
        Text = Text,
        Title = Title,
        Author = Author,
        PublishedOn = PublishedOn,
        Language = Language,
        CanonicalAddress = CanonicalAddress is null ? null : new Uri(CanonicalAddress),
        SiteName = SiteName,
        Blocks = [.. Blocks.Select(b => b.ToBlock())],
    };
}

/// <summary>A block in the form in which the store keeps it; cells as pairs of start and end.</summary>
internal sealed record BlockContent(ArticleBlockKind Kind, int Start, int End, int Container, int Level, bool IsTableHeader, IReadOnlyList<int>? Cells)
{
    public static BlockContent Of(ArticleBlock block) => new(
        block.Kind,
        block.Span.Start,
        block.Span.End,
        block.Container,
        block.Level,
        block.IsTableHeader,
        block.Cells.Count == 0 ? null : [.. block.Cells.SelectMany(c => new[] { c.Start, c.End })]);

    public ArticleBlock ToBlock() => new(Kind, new TextSpan(Start, End), Container, Level, IsTableHeader)
    {
        Cells = Cells is null ? [] : [.. Cells.Chunk(2).Select(c => new TextSpan(c[0], c[1]))],
    };
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ArticleContent))]
internal sealed partial class ContentContext : JsonSerializerContext;
