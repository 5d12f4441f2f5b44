using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Core.Stores;

/// <summary>What the pipeline hands to the store: a document, the article read from it and the records extracted from that.</summary>
/// <param name="Document">The document as it came in.</param>
/// <param name="DocumentHash">Hash of the document's bytes.</param>
/// <param name="Article">The article read from it.</param>
/// <param name="Records">The records; every evidence points into <c>Article.Text</c>.</param>
/// <param name="ExtractorVersion">What made the records.</param>
/// <param name="ProcessedAt">When.</param>
public sealed record ProcessedDocument(
    RawDocument Document,
    ContentHash DocumentHash,
    Article Article,
    IReadOnlyList<ModelRecord> Records,
    string ExtractorVersion,
    DateTimeOffset ProcessedAt);

/// <summary>One version of an article as the store holds it.</summary>
/// <param name="ArticleId">Identifies the article through all versions: the same sources and contents give the same id in any store.</param>
/// <param name="Version">1 for the first content seen, then counting up.</param>
/// <param name="Sources">The paths or addresses it came from, in ordinal order; at least one.</param>
/// <param name="DocumentHash">Hash of the raw bytes.</param>
/// <param name="TextHash">Hash of <c>Article.Text</c>; the records' offsets hold for this text and no other.</param>
/// <param name="Article">The article.</param>
/// <param name="StoredAt">When this version was stored.</param>
public sealed record StoredArticle(
    string ArticleId,
    int Version,
    IReadOnlyList<string> Sources,
    ContentHash DocumentHash,
    ContentHash TextHash,
    Article Article,
    DateTimeOffset StoredAt);

/// <summary>A record with its provenance.</summary>
/// <param name="Key">Identifies the record in the store: article id, article version and record id.</param>
/// <param name="ArticleId">The article.</param>
/// <param name="ArticleVersion">The version of the article whose text the evidence points into.</param>
/// <param name="ArticleTitle">The article's title; null when it has none.</param>
/// <param name="Source">The first of the article's sources.</param>
/// <param name="PublishedOn">The article's day of publication; null when unknown.</param>
/// <param name="TextHash">Hash of the text that the evidence points into.</param>
/// <param name="RunId">The extraction run that made it.</param>
/// <param name="ExtractorVersion">What made it.</param>
/// <param name="ExtractedAt">When.</param>
/// <param name="Record">The record.</param>
public sealed record StoredRecord(
    string Key,
    string ArticleId,
    int ArticleVersion,
    string? ArticleTitle,
    string Source,
    DateOnly? PublishedOn,
    ContentHash TextHash,
    string RunId,
    string ExtractorVersion,
    DateTimeOffset ExtractedAt,
    ModelRecord Record);
