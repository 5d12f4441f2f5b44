namespace ExtractionPipeline.Evaluation.Scoring;

/// <summary>The score of one article or the sum of several. Sums in one pass, so that thousands of resamples are cheap.</summary>
public sealed class Score
{
    private readonly Counts[] fields = new Counts[ScoredFields.All.Count];

    /// <summary>Gold records with all five core fields exactly right.</summary>
    public int RightRecords { get; private set; }

    /// <summary>Gold records that count.</summary>
    public int GoldRecords { get; private set; }

    /// <summary>System records with a name that match no gold record.</summary>
    public int FalseNamedRecords { get; private set; }

    /// <summary>Counts of a field.</summary>
    public Counts this[ScoredField field] => fields[(int)field];

    /// <summary>Counts over model, hospitals, specialties, partners and claims.</summary>
    public Counts Slots
    {
        get
        {
            var sum = default(Counts);
            foreach (var scored in ScoredFields.All)
            {
                sum += scored.IsCore() ? this[scored] : default;
            }

            return sum;
        }
    }

    /// <summary>Share of gold records that are wholly right; 1 when there are none.</summary>
    public double RecordAccuracy => GoldRecords == 0 ? 1 : (double)RightRecords / GoldRecords;

    /// <summary>The score of an alignment; records aligned with an optional gold record do not count.</summary>
    public static Score Of(IEnumerable<AlignedRecord> alignment)
    {
        ArgumentNullException.ThrowIfNull(alignment);
        var score = new Score();
        foreach (var record in alignment.Where(r => !r.IsOptional))
        {
            foreach (var value in record.Values)
            {
                score.fields[(int)value.Field] += new Counts(value.IsRight ? 1 : 0, value.IsFalseAlarm ? 1 : 0, value.IsMiss ? 1 : 0);
            }

            score.GoldRecords += record.Gold is null ? 0 : 1;
            score.RightRecords += record is { Gold: not null, IsRight: true } ? 1 : 0;
            score.FalseNamedRecords += record is { Gold: null, System.Model.Name: not null } ? 1 : 0;
        }

        return score;
    }

    /// <summary>The sum of scores.</summary>
    public static Score Sum(IEnumerable<Score> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var sum = new Score();
        foreach (var score in scores)
        {
            for (var i = 0; i < sum.fields.Length; i++)
            {
                sum.fields[i] += score.fields[i];
            }

            sum.GoldRecords += score.GoldRecords;
            sum.RightRecords += score.RightRecords;
            sum.FalseNamedRecords += score.FalseNamedRecords;
        }

        return sum;
    }
}
