using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Saving;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Documents;

/// <summary>One version of an article; its text and raw bytes are kept as contents.</summary>
internal static class VersionDocument
{
    private const string RawPieces = "raw_pieces";
    private const string ArticlePieces = "article_pieces";

    public static string IdOf(string articleId, int version) => $"{articleId}.{version}";

    public static BsonDocument ToBson(PreparedArticle prepared, string articleId, int version, DateTimeOffset storedAt) => new()
    {
        [Fields.Id] = IdOf(articleId, version),
        [Fields.ArticleId] = articleId,
        [Fields.Version] = version,
        [Fields.DocumentHash] = prepared.DocumentHash.Hex,
        [Fields.TextHash] = prepared.TextHash.Hex,
        [RawPieces] = prepared.Raw.Count,
        [ArticlePieces] = prepared.Body.Count,
        ["stored_at"] = BsonFields.Stored(storedAt),
    };

    /// <summary>The article of a version; its text is checked against the hash that the records' offsets are bound to.</summary>
    public static StoredArticle ReadArticle(ILiteEngine engine, BsonDocument version, IReadOnlyList<string> sources)
    {
        var article = ArticleBody.FromBytes(StoredContent.Read(engine, version.Text(Fields.Id), StoredContent.Article, version.Integer(ArticlePieces)));
        var textHash = new ContentHash(version.Text(Fields.TextHash));
        if (ContentHash.Of(article.Text) != textHash)
        {
            throw new InvalidDataException($"the text of {version.Text(Fields.Id)} has changed");
        }

        return new StoredArticle(
            version.Text(Fields.ArticleId),
            version.Integer(Fields.Version),
            sources,
            new ContentHash(version.Text(Fields.DocumentHash)),
            textHash,
            article,
            version.Time("stored_at"));
    }

    /// <summary>The raw bytes of a version, checked against their hash.</summary>
    public static byte[] ReadRaw(ILiteEngine engine, BsonDocument version)
    {
        var content = StoredContent.Read(engine, version.Text(Fields.Id), StoredContent.Raw, version.Integer(RawPieces));
        return ContentHash.Of(content).Hex == version.Text(Fields.DocumentHash)
            ? content
            : throw new InvalidDataException($"the content of {version.Text(Fields.Id)} has changed");
    }
}
