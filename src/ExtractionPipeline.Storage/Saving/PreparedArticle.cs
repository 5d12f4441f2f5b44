using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Documents;
using LiteDB;

namespace ExtractionPipeline.Storage.Saving;

/// <summary>A document ready to be written: checked, compressed and in stored form as far as its place in the store does not matter.</summary>
internal sealed record PreparedArticle(
    RawDocument Origin,
    ContentHash DocumentHash,
    ContentHash TextHash,
    string? Title,
    DateOnly? PublishedOn,
    string ExtractorVersion,
    DateTimeOffset ProcessedAt,
    IReadOnlyList<byte[]> Raw,
    IReadOnlyList<byte[]> Body,
    IReadOnlyList<PreparedRecord> Records)
{
    /// <summary>Compressed bytes that writing will store.</summary>
    public long StoredBytes => Raw.Sum(p => (long)p.Length) + Body.Sum(p => (long)p.Length);

    /// <summary>Checks and compresses a document; costs time and belongs on the caller's thread.</summary>
    /// <exception cref="StoreException">It contradicts itself: some offset does not fit the text. That is a fault of the program.</exception>
    public static PreparedArticle From(string path, ProcessedDocument processed)
    {
        ProcessedDocumentCheck.Validate(path, processed);
        var article = processed.Article;
        return new PreparedArticle(
            processed.Document with { Content = default },
            processed.DocumentHash,
            ContentHash.Of(article.Text),
            article.Title,
            article.PublishedOn,
            processed.ExtractorVersion,
            processed.ProcessedAt,
            StoredContent.Compress(processed.Document.Content.Span),
            StoredContent.Compress(ArticleBody.ToBytes(article)),
            [.. processed.Records.Select(r => new PreparedRecord(r, RecordListing.Search(r), RecordBody.ToBson(r)))]);
    }
}

/// <summary>A record ready to be written.</summary>
internal sealed record PreparedRecord(ModelRecord Record, BsonDocument Search, BsonDocument Body);
