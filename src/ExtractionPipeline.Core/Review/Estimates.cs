namespace ExtractionPipeline.Core.Review;

/// <summary>A share with its 95 % interval.</summary>
/// <param name="Value">The estimate in 0..1; null when nothing was looked at.</param>
/// <param name="Low">Lower end in 0..1.</param>
/// <param name="High">Upper end in 0..1.</param>
/// <param name="Reviewed">How many were looked at.</param>
public sealed record ShareEstimate(double? Value, double Low, double High, int Reviewed);

/// <summary>One record that was drawn and looked at.</summary>
/// <param name="IsRight">Whether it was right as proposed.</param>
/// <param name="Probability">With which it was drawn, above 0 and up to 1.</param>
public readonly record struct SampledRecord(bool IsRight, double Probability);

/// <summary>Estimates shares of a population from a sample that was drawn with known, unequal probabilities.</summary>
public static class InverseProbability
{
    private const double Quantile = 1.959963984540054;

    /// <summary>
    /// The share of right records by Hájek's ratio of inverse-probability weights. The interval is Wilson's on Kish's effective sample size, which
    /// holds near 0 and 1 too. Linear.
    /// </summary>
    public static ShareEstimate Share(IEnumerable<SampledRecord> sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var (count, weights, squares, right) = (0, 0.0, 0.0, 0.0);
        foreach (var record in sample)
        {
            var weight = 1 / record.Probability;
            count++;
            weights += weight;
            squares += weight * weight;
            right += record.IsRight ? weight : 0;
        }

        if (count == 0)
        {
            return new ShareEstimate(null, 0, 1, 0);
        }

        var (share, size) = (right / weights, weights * weights / squares);
        var spread = Quantile * Quantile / size;
        var centre = (share + (spread / 2)) / (1 + spread);
        var half = Math.Sqrt((share * (1 - share) * spread) + (spread * spread / 4)) / (1 + spread);
        return new ShareEstimate(share, Math.Max(0, centre - half), Math.Min(1, centre + half), count);
    }

    /// <summary>The share within a whole of which <paramref name="certain"/> are known to be right and <paramref name="estimated"/> have the share <paramref name="of"/>.</summary>
    public static ShareEstimate Together(int certain, int estimated, ShareEstimate of)
    {
        ArgumentNullException.ThrowIfNull(of);
        var all = (double)(certain + estimated);
        double Mix(double share) => all == 0 ? share : (certain + (estimated * share)) / all;
        return new ShareEstimate(estimated == 0 ? (certain > 0 ? 1 : null) : of.Value is { } value ? Mix(value) : null, Mix(of.Low), Mix(of.High), of.Reviewed + certain);
    }
}

/// <summary>How far two reviewers agree beyond chance.</summary>
/// <param name="Both">Values that both kept.</param>
/// <param name="OnlyFirst">Values that only the first kept.</param>
/// <param name="OnlySecond">Values that only the second kept.</param>
/// <param name="Neither">Values that neither kept.</param>
public sealed record Agreement(int Both, int OnlyFirst, int OnlySecond, int Neither)
{
    /// <summary>Number of values judged twice.</summary>
    public int Count => Both + OnlyFirst + OnlySecond + Neither;

    /// <summary>Share of values judged alike; null when there are none.</summary>
    public double? Observed => Count == 0 ? null : (double)(Both + Neither) / Count;

    /// <summary>Cohen's kappa, at most 1; null when there is nothing to judge or chance alone would give full agreement.</summary>
    public double? Kappa
    {
        get
        {
            if (Observed is not { } observed)
            {
                return null;
            }

            var (first, second) = ((double)(Both + OnlyFirst) / Count, (double)(Both + OnlySecond) / Count);
            var chance = (first * second) + ((1 - first) * (1 - second));
            return chance >= 1 ? null : (observed - chance) / (1 - chance);
        }
    }

    /// <summary>Both counts together.</summary>
    public Agreement Plus(Agreement other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Agreement(Both + other.Both, OnlyFirst + other.OnlyFirst, OnlySecond + other.OnlySecond, Neither + other.Neither);
    }

    /// <summary>What two reviewers made of the same article, field by field: a unit is a value that was proposed or that one of them entered.</summary>
    public static IReadOnlyDictionary<RecordField, Agreement> Between(ArticleReview first, ArticleReview second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var counts = Enum.GetValues<RecordField>().ToDictionary(f => f, _ => new Agreement(0, 0, 0, 0));
        foreach (var one in first.Records.Where(r => r.IsDecided))
        {
            if (second.Find(one.Subject) is not { IsDecided: true } other)
            {
                continue;
            }

            var (ofFirst, ofSecond) = (Kept(one), Kept(other));
            var proposed = one.DecidedOn is { } original ? RecordValues.Of(original).Select(v => Unit(v.Reference)) : [];
            foreach (var unit in proposed.Concat(ofFirst).Concat(ofSecond).Distinct())
            {
                var (a, b) = (ofFirst.Contains(unit), ofSecond.Contains(unit));
                counts[unit.Field] = counts[unit.Field].Plus(new Agreement(a && b ? 1 : 0, a && !b ? 1 : 0, !a && b ? 1 : 0, !a && !b ? 1 : 0));
            }
        }

        return counts;
    }

    private static HashSet<(RecordField Field, string Key)> Kept(ReviewedRecord record) =>
        record.State == ReviewState.Rejected ? [] : [.. RecordValues.Of(record.Record).Select(v => Unit(v.Reference))];

    private static (RecordField Field, string Key) Unit(ValueReference value) => (value.Field, RecordValues.Key(value.Text));
}
