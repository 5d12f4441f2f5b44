using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Gold;

namespace ExtractionPipeline.Evaluation.Scoring;

/// <summary>One value of a record, whichever field it belongs to, as alignment and reports see it.</summary>
/// <param name="Text">The name or words of the value.</param>
/// <param name="Label">Label of a specialty or scope of a claim; null for names.</param>
/// <param name="Confidence">Probability that the value is right; 1 for gold.</param>
/// <param name="Evidence">Where a system value stands; empty for gold.</param>
public sealed record ScoredValue(string Text, string? Label, double Confidence, IReadOnlyList<EvidenceOutput> Evidence)
{
    /// <summary>Label and words as one line.</summary>
    public string Display => Label is null ? Text : $"{Label} ({Text})";
}

/// <summary>A gold value with the system value that was matched to it, or one of the two alone.</summary>
/// <param name="Field">The field.</param>
/// <param name="Gold">The gold value; null for a false alarm.</param>
/// <param name="System">The system's value; null for a miss.</param>
public sealed record AlignedValue(ScoredField Field, ScoredValue? Gold, ScoredValue? System)
{
    /// <summary>In gold and in the system's output.</summary>
    public bool IsRight => Gold is not null && System is not null;

    /// <summary>Only in gold.</summary>
    public bool IsMiss => System is null;

    /// <summary>Only in the system's output.</summary>
    public bool IsFalseAlarm => Gold is null;
}

/// <summary>A gold record with the system record that was matched to it, or one of the two alone.</summary>
/// <param name="Gold">The gold record; null for a system record that matches none.</param>
/// <param name="System">The system's record; null for a gold record that was not found.</param>
/// <param name="Values">All values of both, aligned.</param>
public sealed record AlignedRecord(GoldRecord? Gold, RecordOutput? System, IReadOnlyList<AlignedValue> Values)
{
    /// <summary>Whether the gold record can be defended either way; such a pair is neither rewarded nor penalised.</summary>
    public bool IsOptional => Gold is { Optional: true };

    /// <summary>Whether all five core fields are exactly right.</summary>
    public bool IsRight => Gold is not null && System is not null && Values.All(v => v.IsRight || !v.Field.IsCore());
}
