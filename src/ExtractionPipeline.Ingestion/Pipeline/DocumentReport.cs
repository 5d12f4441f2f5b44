using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Ingestion.Pipeline;

/// <summary>What became of a document.</summary>
public enum DocumentStatus
{
    /// <summary>A new article was stored.</summary>
    Added,

    /// <summary>A new version of a known article was stored.</summary>
    NewVersion,

    /// <summary>The content is known from another source, which it was added to.</summary>
    FurtherSource,

    /// <summary>The content is the same as before; nothing was done.</summary>
    Unchanged,

    /// <summary>It was left out; the reason tells why.</summary>
    Skipped,

    /// <summary>Nothing was stored; the reason tells why.</summary>
    Failed,
}

/// <summary>What became of one document.</summary>
/// <param name="Source">The path or address.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Failure">The reason in one line; null unless it failed or was left out.</param>
/// <param name="Title">The article's title; null when unknown or not read.</param>
/// <param name="Records">The records that were stored; empty when nothing was.</param>
public sealed record DocumentReport(string Source, DocumentStatus Status, string? Failure, string? Title, IReadOnlyList<ModelRecord> Records);
