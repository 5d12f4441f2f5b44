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

/// <summary>The fields that are scored.</summary>
public enum ScoredField
{
    /// <summary>The model's name.</summary>
    Model,

    /// <summary>Developing hospitals.</summary>
    Hospitals,

    /// <summary>Clinical fields.</summary>
    Specialties,

    /// <summary>Partners.</summary>
    Partners,

    /// <summary>Claims.</summary>
    FirstOfKind,

    /// <summary>Adopters; not part of slot F1 and record accuracy.</summary>
    Adopters,
}

/// <summary>The score of one article or the sum of several.</summary>
/// <param name="Fields">Counts per field.</param>
/// <param name="RightRecords">Gold records with all five core fields exactly right.</param>
/// <param name="GoldRecords">Gold records that count.</param>
/// <param name="FalseNamedRecords">System records with a name that match no gold record.</param>
public sealed record Score(IReadOnlyDictionary<ScoredField, Counts> Fields, int RightRecords, int GoldRecords, int FalseNamedRecords)
{
    /// <summary>Counts over model, hospitals, specialties, partners and claims.</summary>
    public Counts Slots => Fields.Where(f => f.Key != ScoredField.Adopters).Aggregate(default(Counts), (sum, f) => sum + f.Value);

    /// <summary>Share of gold records that are wholly right; 1 when there are none.</summary>
    public double RecordAccuracy => GoldRecords == 0 ? 1 : (double)RightRecords / GoldRecords;

    /// <summary>The sum of scores.</summary>
    public static Score Sum(IEnumerable<Score> scores)
    {
        var all = scores.ToList();
        var fields = Enum.GetValues<ScoredField>().ToDictionary(f => f, f => all.Aggregate(default(Counts), (sum, s) => sum + s.Fields[f]));
        return new Score(fields, all.Sum(s => s.RightRecords), all.Sum(s => s.GoldRecords), all.Sum(s => s.FalseNamedRecords));
    }
}
