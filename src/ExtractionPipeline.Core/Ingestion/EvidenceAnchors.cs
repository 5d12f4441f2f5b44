using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Core.Ingestion;

/// <summary>What a new version of an article did to the evidence of an earlier version's record; the worst of its pieces counts.</summary>
public enum EvidenceState
{
    /// <summary>The words stand where they stood.</summary>
    Unchanged,

    /// <summary>The same words stand elsewhere.</summary>
    Moved,

    /// <summary>At its place stand other words that are much alike.</summary>
    Changed,

    /// <summary>Nothing like it is left.</summary>
    Gone,
}

/// <summary>Where a piece of evidence is in a later text.</summary>
/// <param name="Before">Its place in the earlier text.</param>
/// <param name="After">Its place in the later text; null when it is gone.</param>
/// <param name="State">What became of it.</param>
public sealed record EvidenceAnchor(TextSpan Before, TextSpan? After, EvidenceState State);

/// <summary>A record of an earlier version, anchored in the text of a later one.</summary>
/// <param name="RecordKey">The record's key.</param>
/// <param name="ArticleId">Its article.</param>
/// <param name="FromVersion">The version that it was extracted from.</param>
/// <param name="ToVersion">The version that it was anchored in; 0 before that is stored.</param>
/// <param name="State">The worst of its evidence.</param>
/// <param name="Anchors">One for each piece of evidence, in the order of the record's values.</param>
public sealed record AnchoredRecord(string RecordKey, string ArticleId, int FromVersion, int ToVersion, EvidenceState State, IReadOnlyList<EvidenceAnchor> Anchors);
