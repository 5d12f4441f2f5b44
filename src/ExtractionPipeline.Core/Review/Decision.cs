using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Core.Review;

/// <summary>A record as it stood at some moment.</summary>
/// <param name="Subject">The reviewed record's name, which it keeps through all versions of its article: the key of the proposal that was decided first, or a name of its own for an added record.</param>
/// <param name="Record">The record.</param>
public sealed record RecordImage(string Subject, ModelRecord Record);

/// <summary>A value within a record.</summary>
/// <param name="Field">Its field.</param>
/// <param name="Text">Its name or label as written.</param>
public sealed record ValueReference(RecordField Field, string Text);

/// <summary>One thing that a person decided: an event that is kept for ever and never changed.</summary>
public sealed record Decision
{
    /// <summary>Chosen by whoever decides, 1 to 64 visible ASCII characters: the same id again is the same decision again, and is stored once.</summary>
    public required string Id { get; init; }

    /// <summary>The article whose records are decided on.</summary>
    public required string ArticleId { get; init; }

    /// <summary>Its place among the decisions on the article, counted from 1 without a gap.</summary>
    public required int Sequence { get; init; }

    /// <summary>What was done.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>The records decided on; empty for what concerns the article as a whole.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>The records as they stood before.</summary>
    public IReadOnlyList<RecordImage> Before { get; init; } = [];

    /// <summary>The records as they were to stand; empty where nothing in them changed.</summary>
    public IReadOnlyList<RecordImage> After { get; init; } = [];

    /// <summary>Who decided.</summary>
    public required string Reviewer { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The extractor whose proposal was decided on; empty for an added record.</summary>
    public required string ExtractorVersion { get; init; }

    /// <summary>The article's version that the reviewer saw.</summary>
    public required int ArticleVersion { get; init; }

    /// <summary>Hash of the text that every evidence in the images points into.</summary>
    public required ContentHash TextHash { get; init; }

    /// <summary>A note; null for none.</summary>
    public string? Remark { get; init; }

    /// <summary>The value that was accepted; set exactly for <see cref="DecisionKind.AcceptValue"/>.</summary>
    public ValueReference? Value { get; init; }

    /// <summary>Id of the decision taken back; set exactly for <see cref="DecisionKind.Undo"/>.</summary>
    public string? Undoes { get; init; }

    /// <summary>Which look it came from.</summary>
    public ReviewPass Pass { get; init; }

    /// <summary>Why the record came before a person.</summary>
    public ReviewReason Reason { get; init; }

    /// <summary>Probability above 0 and up to 1 with which the record was to come before a person; 1 unless it was drawn.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Whether a value put in wrong on purpose was noticed.</summary>
    public ProbeResult Probe { get; init; }

    /// <summary>Seconds that the record had the reviewer's attention; null when not measured.</summary>
    public double? Seconds { get; init; }

    /// <summary>Keys pressed and places clicked meanwhile; null when not measured.</summary>
    public int? Keystrokes { get; init; }

    /// <summary>What several decisions made at once have in common; null for a single one.</summary>
    public string? Bulk { get; init; }

    /// <summary>How many records were decided on at once; 1 for a single one.</summary>
    public int BulkSize { get; init; } = 1;

    /// <summary>Whether it changes what a record is, and not only says something about it.</summary>
    public bool ChangesRecords => Kind is not (DecisionKind.Remark or DecisionKind.Skip or DecisionKind.Complete);
}
