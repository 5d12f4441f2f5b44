using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Saving;
using LiteDB;

namespace ExtractionPipeline.Storage.Documents;

/// <summary>One extraction run: what made the records of a version, from which text.</summary>
internal static class RunDocument
{
    /// <summary>The same version of an article and of the extractor give the same id.</summary>
    public static string IdOf(string versionId, string extractorVersion) => $"{versionId}.{ContentHash.Of(extractorVersion).Hex[..8]}";

    public static BsonDocument ToBson(PreparedArticle prepared, string articleId, int version, string runId) => new()
    {
        [Fields.Id] = runId,
        [Fields.ArticleId] = articleId,
        [Fields.Version] = version,
        [Fields.TextHash] = prepared.TextHash.Hex,
        ["extractor_version"] = prepared.ExtractorVersion,
        ["records"] = prepared.Records.Count,
        ["processed_at"] = BsonFields.Stored(prepared.ProcessedAt),
    };
}
