using ExtractionPipeline.Core.Contract;

namespace ExtractionPipeline.Core.Review;

/// <summary>A record that is decided on, and the state of it that the reviewer saw.</summary>
/// <param name="Subject">The record.</param>
/// <param name="Revision">Its revision as it was seen.</param>
public sealed record SubjectRevision(string Subject, int Revision);

/// <summary>What a reviewer asks to be decided; nothing in it is trusted.</summary>
public sealed record DecisionRequest
{
    /// <summary>Chosen by the sender; the same id again is the same decision again.</summary>
    public required string Id { get; init; }

    /// <summary>The article.</summary>
    public required string ArticleId { get; init; }

    /// <summary>What is done.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>The records decided on; the first one survives a merge and keeps its place in a split.</summary>
    public IReadOnlyList<SubjectRevision> Subjects { get; init; } = [];

    /// <summary>The records' new forms: one for an edit, correction, merge or added record, two for a split.</summary>
    public IReadOnlyList<RecordOutput> After { get; init; } = [];

    /// <summary>A note of at most 2,000 characters.</summary>
    public string? Remark { get; init; }

    /// <summary>The value that is accepted.</summary>
    public ValueReference? Value { get; init; }

    /// <summary>Id of the decision to take back.</summary>
    public string? Undoes { get; init; }

    /// <summary>Seconds of attention, 0 to 86,400; others count as not measured.</summary>
    public double? Seconds { get; init; }

    /// <summary>Keys and clicks, 0 to 100,000; others count as not measured.</summary>
    public int? Keystrokes { get; init; }

    /// <summary>What several decisions have in common.</summary>
    public string? Bulk { get; init; }
}

/// <summary>Why a decision was not taken.</summary>
public enum RefusalKind
{
    /// <summary>The request contradicts itself, the article or the rules for records.</summary>
    Invalid,

    /// <summary>The article or record is not there.</summary>
    NotFound,

    /// <summary>Someone else decided meanwhile, or the record changed.</summary>
    Conflict,
}

/// <summary>Why a decision was not taken, in one line for the reviewer.</summary>
/// <param name="Kind">The class of the refusal.</param>
/// <param name="Message">The line.</param>
public sealed record Refusal(RefusalKind Kind, string Message);
