using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation.Intervals;

/// <summary>
/// Percentile bootstrap over clusters (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13; clusters resampled whole:
/// Field and Welsh, JRSS B 69, 2007). Copies of one story belong to one cluster, so that they do not make a figure look surer than it is.
/// </summary>
public sealed class Bootstrap
{
    /// <summary>Coverage of the intervals.</summary>
    public const double Level = 0.95;

    private readonly int[][] resamples;

    /// <summary>Draws the resamples once; all intervals of a run rest on the same ones, which makes differences between systems paired.</summary>
    /// <param name="clusters">Number of clusters.</param>
    /// <param name="random">Source of chance; the same seed gives the same intervals.</param>
    /// <param name="count">Number of resamples.</param>
    public Bootstrap(int clusters, Random random, int count = 2000)
    {
        ArgumentNullException.ThrowIfNull(random);
        resamples = new int[count][];
        for (var i = 0; i < count; i++)
        {
            var draw = resamples[i] = new int[clusters];
            for (var j = 0; j < clusters; j++)
            {
                draw[j] = random.Next(clusters);
            }
        }
    }

    /// <summary>Intervals of several figures of a score, given the clusters' own scores.</summary>
    public IReadOnlyList<Interval> Of(IReadOnlyList<Score> clusters, Func<Score, double[]> figures)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(figures);
        return Intervals(figures(Score.Sum(clusters)), resample => figures(Score.Sum(resample.Select(i => clusters[i]))));
    }

    /// <summary>
    /// Paired bootstrap of differences, system minus baseline (Koehn, EMNLP 2004): both are scored on the same resample.
    /// </summary>
    public IReadOnlyList<Interval> Difference(IReadOnlyList<Score> system, IReadOnlyList<Score> baseline, Func<Score, double[]> figures)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(figures);
        return Intervals(
            Minus(figures(Score.Sum(system)), figures(Score.Sum(baseline))),
            resample => Minus(figures(Score.Sum(resample.Select(i => system[i]))), figures(Score.Sum(resample.Select(i => baseline[i])))));
    }

    private static double[] Minus(double[] left, double[] right) => [.. left.Zip(right, (l, r) => l - r)];

    private Interval[] Intervals(double[] estimates, Func<int[], double[]> figures)
    {
        var drawn = resamples.AsParallel().AsOrdered().Select(figures).ToList();
        return [.. estimates.Select((estimate, i) => Percentiles(estimate, [.. drawn.Select(d => d[i]).Order()]))];
    }

    private static Interval Percentiles(double estimate, double[] sorted)
    {
        var tail = (1 - Level) / 2;
        return new Interval(estimate, Quantile(sorted, tail), Quantile(sorted, 1 - tail));
    }

    /// <summary>Linear between order statistics.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
