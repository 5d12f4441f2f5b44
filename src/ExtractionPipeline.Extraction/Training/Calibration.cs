using ExtractionPipeline.Extraction.Decisions;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>Fits curves from scores to probabilities on predictions for articles not seen in training.</summary>
internal static class Calibration
{
    /// <summary>
    /// Isotonic regression by pool-adjacent-violators (Ayer et al., 1955), each pool's share of yes shrunk a little towards one half
    /// (one example of each kind added), knots at the pools' mean scores.
    /// </summary>
    public static CalibrationMap Isotonic(IReadOnlyList<(float Score, bool Answer)> predictions)
    {
        if (predictions.Count == 0)
        {
            return CalibrationMap.Identity;
        }

        var pools = new List<(double Yes, double Count, double Sum)>();
        foreach (var tied in predictions.GroupBy(p => p.Score).OrderBy(g => g.Key))
        {
            pools.Add((tied.Count(p => p.Answer), tied.Count(), (double)tied.Key * tied.Count()));
            while (pools.Count > 1 && Share(pools[^2]) >= Share(pools[^1]))
            {
                var (last, before) = (pools[^1], pools[^2]);
                pools.RemoveRange(pools.Count - 2, 2);
                pools.Add((before.Yes + last.Yes, before.Count + last.Count, before.Sum + last.Sum));
            }
        }

        var knots = Merge(pools);
        return new CalibrationMap([.. knots.Select(p => (float)(p.Sum / p.Count))], [.. Rising(knots.Select(p => (float)((p.Yes + 0.5) / (p.Count + 1))))], 1, 0);
    }

    /// <summary>How well a question was answered: F1 at the best threshold, area under the curve, calibration error.</summary>
    public static DecisionFigures Figures(DecisionKind kind, IReadOnlyList<(float Score, bool Answer)> predictions, CalibrationMap calibration, int features)
    {
        var sorted = predictions.OrderByDescending(p => p.Score).ToList();
        int positives = sorted.Count(p => p.Answer), right = 0;
        double best = 0, area = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            right += sorted[i].Answer ? 1 : 0;
            area += sorted[i].Answer ? 0 : right;
            best = Math.Max(best, 2.0 * right / (i + 1 + positives));
        }

        var negatives = sorted.Count - positives;
        var under = positives == 0 || negatives == 0 ? double.NaN : area / positives / negatives;
        return new DecisionFigures(kind.ToString(), sorted.Count, positives, best, under, Error([.. predictions.Select(p => (calibration.Of(p.Score), p.Answer))]), features);
    }

    /// <summary>Expected calibration error over ten bins of equal width.</summary>
    private static double Error(IReadOnlyList<(float Confidence, bool Answer)> predictions) =>
        predictions.Count == 0 ? double.NaN : predictions.GroupBy(p => Math.Min(9, (int)(p.Confidence * 10)))
            .Sum(bin => Math.Abs(bin.Average(p => p.Confidence) - bin.Average(p => p.Answer ? 1.0 : 0))* bin.Count() / predictions.Count);

    private const int SmallestPool = 8;

    /// <summary>Pools of a few examples are joined with the next: they say little by themselves.</summary>
    private static List<(double Yes, double Count, double Sum)> Merge(List<(double Yes, double Count, double Sum)> pools)
    {
        var merged = new List<(double Yes, double Count, double Sum)>();
        foreach (var pool in pools)
        {
            if (merged.Count > 0 && merged[^1].Count < SmallestPool)
            {
                merged[^1] = (merged[^1].Yes + pool.Yes, merged[^1].Count + pool.Count, merged[^1].Sum + pool.Sum);
            }
            else
            {
                merged.Add(pool);
            }
        }

        return merged;
    }

    /// <summary>Shrinking small pools may disturb the order; the larger value so far holds.</summary>
    private static IEnumerable<float> Rising(IEnumerable<float> values)
    {
        var last = 0f;
        foreach (var value in values)
        {
            last = MathF.Max(last, value);
            yield return last;
        }
    }

    private static double Share((double Yes, double Count, double Sum) pool) => pool.Yes / pool.Count;
}
