using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation.Calibration;

/// <summary>How sure the system was of a value or record, and whether it was right.</summary>
/// <param name="Confidence">Probability in 0..1 that the system gave.</param>
/// <param name="IsRight">Whether it was right.</param>
public readonly record struct Prediction(double Confidence, bool IsRight)
{
    /// <summary>One prediction a system record; those aligned with an optional gold record are left out.</summary>
    public static IReadOnlyList<Prediction> OfRecords(IEnumerable<AlignedRecord> alignment) =>
        [.. alignment.Where(r => r.System is not null && !r.IsOptional).Select(r => new Prediction(r.System!.Confidence, r.IsRight))];

    /// <summary>One prediction a system value of a field, or of all fields; those of records aligned with an optional gold record are left out.</summary>
    public static IReadOnlyList<Prediction> OfValues(IEnumerable<AlignedRecord> alignment, ScoredField? field = null) =>
    [
        .. alignment.Where(r => !r.IsOptional).SelectMany(r => r.Values)
            .Where(v => v.System is not null && (field is null || v.Field == field))
            .Select(v => new Prediction(v.System!.Confidence, v.IsRight)),
    ];
}
