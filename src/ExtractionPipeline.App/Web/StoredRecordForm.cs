using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.App.Web;

/// <summary>A stored record as the API carries it, complete: nothing is lost between the process that holds the store and a command.</summary>
internal sealed record StoredRecordForm(
    string Key, string ArticleId, int ArticleVersion, string? ArticleTitle, string Source, DateOnly? PublishedOn, string TextHash, string RunId, string ExtractorVersion, DateTimeOffset ExtractedAt, ModelRecord Record)
{
    public static StoredRecordForm Of(StoredRecord record) => new(
        record.Key, record.ArticleId, record.ArticleVersion, record.ArticleTitle, record.Source, record.PublishedOn, record.TextHash.Hex, record.RunId, record.ExtractorVersion, record.ExtractedAt, record.Record);

    public StoredRecord ToStored() => new(Key, ArticleId, ArticleVersion, ArticleTitle, Source, PublishedOn, new ContentHash(TextHash), RunId, ExtractorVersion, ExtractedAt, Record);
}
