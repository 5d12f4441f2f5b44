using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Core.Review;

/// <summary>A record as proposals and decisions together make it.</summary>
public sealed record ReviewedRecord
{
    /// <summary>Its name through all versions of the article.</summary>
    public required string Subject { get; init; }

    /// <summary>Sequence of the last decision that touched it; 0 when there is none. Whoever decides tells which revision they saw.</summary>
    public required int Revision { get; init; }

    /// <summary>Where it stands.</summary>
    public required ReviewState State { get; init; }

    /// <summary>The record as it stands.</summary>
    public required ModelRecord Record { get; init; }

    /// <summary>The text that the record's evidence points into.</summary>
    public required ContentHash TextHash { get; init; }

    /// <summary>What the newest extraction proposes; null for an added record and for one that is no longer proposed.</summary>
    public StoredRecord? Proposal { get; init; }

    /// <summary>What was proposed when it was decided on first; null for an undecided or added record.</summary>
    public ModelRecord? DecidedOn { get; init; }

    /// <summary>The decision that its state rests on; null while it is undecided.</summary>
    public Decision? Settlement { get; init; }

    /// <summary>Values that a person accepted one by one.</summary>
    public IReadOnlyList<ValueReference> AcceptedValues { get; init; } = [];

    /// <summary>All decisions on it, those taken back included, in order.</summary>
    public IReadOnlyList<Decision> History { get; init; } = [];

    /// <summary>Where a newer extraction says something else than the person did: first the person's values, second the extractor's.</summary>
    public IReadOnlyList<FieldDifference> Disagreements { get; init; } = [];

    /// <summary>Whether a newer extraction proposes a record that a person rejected, or no longer proposes one that a person kept.</summary>
    public bool IsExistenceDisputed { get; init; }

    /// <summary>Whether a person decided on it as a whole.</summary>
    public bool IsDecided => State is ReviewState.Confirmed or ReviewState.Corrected or ReviewState.Rejected;

    /// <summary>Whether a newer extraction disagrees with a person.</summary>
    public bool IsDisputed => IsExistenceDisputed || Disagreements.Count > 0;
}
