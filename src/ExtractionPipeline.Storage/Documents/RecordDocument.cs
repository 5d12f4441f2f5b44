using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Saving;
using LiteDB;

namespace ExtractionPipeline.Storage.Documents;

/// <summary>A record with its provenance. What queries look at comes first: LiteDB reads a document only as far as it is asked for.</summary>
internal static class RecordDocument
{
    public const string Search = "search";

    private const string Record = "record";
    private const string RunId = "run_id";
    private const string ArticleTitle = "article_title";
    private const string PublishedOn = "published_on";
    private const string ExtractorVersion = "extractor_version";
    private const string ExtractedAt = "extracted_at";

    public static string KeyOf(string articleId, int version, string recordId) => $"{articleId}.{version}.{recordId}";

    /// <summary>How the keys of an article's records begin, and no others.</summary>
    public static string KeysOf(string articleId) => $"{articleId}.";

    public static BsonDocument ToBson(PreparedArticle prepared, PreparedRecord prepare, string articleId, int version, string runId)
    {
        var key = KeyOf(articleId, version, prepare.Record.Id);
        var order = RecordListing.Order(prepared.PublishedOn);
        return new BsonDocument
        {
            [Fields.Id] = key,
            [Fields.Order] = order,
            [Fields.State] = DispositionNames.Name(prepare.Record.Disposition),
            [Search] = prepare.Search,
            [Fields.ArticleId] = articleId,
            [Fields.Version] = version,
            [Fields.Listings] = RecordListing.Entries(prepare.Record, order, key),
            [Fields.TextHash] = prepared.TextHash.Hex,
            [RunId] = runId,
            [ArticleTitle] = prepared.Title,
            [PublishedOn] = BsonFields.Stored(prepared.PublishedOn),
            [ExtractorVersion] = prepared.ExtractorVersion,
            [ExtractedAt] = BsonFields.Stored(prepared.ProcessedAt),
            [Record] = prepare.Body,
        };
    }

    /// <param name="document">The record's document.</param>
    /// <param name="source">The first source of its article.</param>
    public static StoredRecord FromBson(BsonDocument document, string source) => new(
        document.Text(Fields.Id),
        document.Text(Fields.ArticleId),
        document.Integer(Fields.Version),
        document.OptionalText(ArticleTitle),
        source,
        document.OptionalDay(PublishedOn),
        new ContentHash(document.Text(Fields.TextHash)),
        document.Text(RunId),
        document.Text(ExtractorVersion),
        document.Time(ExtractedAt),
        RecordBody.FromBson(document.Inner(Record)));
}
