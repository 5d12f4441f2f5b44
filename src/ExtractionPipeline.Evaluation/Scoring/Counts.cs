namespace ExtractionPipeline.Evaluation.Scoring;

/// <summary>True positives, false positives and false negatives.</summary>
/// <param name="TruePositives">Values that are right.</param>
/// <param name="FalsePositives">Values that are wrong.</param>
/// <param name="FalseNegatives">Values that are missing.</param>
public readonly record struct Counts(int TruePositives, int FalsePositives, int FalseNegatives)
{
    /// <summary>Share of the system's values that are right; 1 when it gave none.</summary>
    public double Precision => TruePositives + FalsePositives == 0 ? 1 : (double)TruePositives / (TruePositives + FalsePositives);

    /// <summary>Share of the gold values that were found; 1 when there are none.</summary>
    public double Recall => TruePositives + FalseNegatives == 0 ? 1 : (double)TruePositives / (TruePositives + FalseNegatives);

    /// <summary>Harmonic mean of precision and recall; 0 when both are 0.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>The sums.</summary>
    public static Counts operator +(Counts left, Counts right) =>
        new(left.TruePositives + right.TruePositives, left.FalsePositives + right.FalsePositives, left.FalseNegatives + right.FalseNegatives);

    /// <summary>The sums.</summary>
    public static Counts Add(Counts left, Counts right) => left + right;
}
