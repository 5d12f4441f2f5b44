using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Querying;

/// <summary>Reads articles and their contents.</summary>
internal static class ArticleReading
{
    public static StoredArticle? Find(ILiteEngine engine, string articleId, int? version)
    {
        var article = engine.FindById(Collections.Articles, articleId);
        return article is not null
            && engine.FindById(Collections.Versions, VersionDocument.IdOf(articleId, version ?? article.Integer(Fields.NewestVersion))) is { } found
            ? VersionDocument.ReadArticle(engine, found, article.Texts("sources"))
            : null;
    }

    public static byte[]? FindRawContent(ILiteEngine engine, string articleId, int version) =>
        engine.FindById(Collections.Versions, VersionDocument.IdOf(articleId, version)) is { } found
            ? VersionDocument.ReadRaw(engine, found)
            : null;

    /// <summary>Whether the source's newest content has this hash.</summary>
    public static bool IsCurrent(ILiteEngine engine, string source, string documentHash) =>
        engine.FindById(Collections.Sources, SourceKey.Of(source))?.Text(Fields.DocumentHash) == documentHash;
}
