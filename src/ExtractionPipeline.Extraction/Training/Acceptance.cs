using System.Globalization;
using ExtractionPipeline.Extraction.Decisions;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>
/// Finds from which confidence on something may be accepted without a person. Thresholds are tested in a fixed order from strict to loose,
/// each by an exact binomial test of "the precision is below the promise", and the search stops at the first that is not rejected:
/// the last one before it keeps the promise at the level of confidence, however many were tested (fixed-sequence testing as in
/// Learn then Test; Angelopoulos, Bates, Candès, Jordan and Lei, 2021).
/// </summary>
internal static class Acceptance
{
    /// <summary>The order of the tests: the surest so many parts of a hundred.</summary>
    private static readonly int[] Shares = [.. Enumerable.Range(1, 20).Select(i => 5 * i)];

    public static AcceptanceThresholds Find(IReadOnlyList<(float Confidence, bool IsRight)> values, IReadOnlyList<(float Confidence, bool IsRight)> records, double promise, double level)
    {
        var (value, valueReason) = Threshold(values, promise, level);
        var (record, recordReason) = Threshold(records, promise, level);
        return new AcceptanceThresholds(value, record, promise, level, valueReason, recordReason);
    }

    /// <summary>The loosest threshold that keeps the promise, and how it was found; null with the reason when there is none.</summary>
    internal static (double? Threshold, string Reason) Threshold(IReadOnlyList<(float Confidence, bool IsRight)> predictions, double promise, double level)
    {
        var needed = (int)Math.Ceiling(Math.Log(1 - level) / Math.Log(promise));
        if (predictions.Count < needed)
        {
            return (null, Line($"{predictions.Count} examples are too few: {needed} right ones in a row would be the least to promise {promise:0.###}"));
        }

        var sorted = predictions.OrderByDescending(p => p.Confidence).ToList();
        (double? Threshold, string Reason) found = (null, "");
        foreach (var share in Shares)
        {
            var last = (int)Math.Ceiling(sorted.Count * share / 100.0) - 1;
            var threshold = sorted[last].Confidence;
            var accepted = sorted.TakeWhile(p => p.Confidence >= threshold).ToList();
            if (accepted.Count < needed)
            {
                continue;
            }

            var right = accepted.Count(p => p.IsRight);
            var low = LowerBound(right, accepted.Count, level);
            if (low < promise)
            {
                return found.Threshold is null
                    ? (null, Line($"of the surest {accepted.Count} of {sorted.Count} held-out examples {right} are right, a precision of at least {low:F3} and not {promise:0.###}"))
                    : found;
            }

            found = (threshold, Line($"{right} of {accepted.Count} accepted held-out examples are right, a precision of at least {low:F3}; {100.0 * accepted.Count / sorted.Count:F0} % are accepted"));
        }

        return found;
    }

    /// <summary>One-sided exact lower bound of a share (Clopper and Pearson, 1934), by bisection.</summary>
    internal static double LowerBound(int right, int count, double level)
    {
        if (right == 0)
        {
            return 0;
        }

        double low = 0, high = (double)right / count;
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            if (AtLeast(right, count, middle) > 1 - level)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return low;
    }

    /// <summary>Probability of at least so many of a count when each is right with the given probability.</summary>
    private static double AtLeast(int right, int count, double probability)
    {
        double sum = 0, logChoose = 0;
        for (var wrong = 0; wrong <= count - right; wrong++)
        {
            if (wrong > 0)
            {
                logChoose += Math.Log(count - wrong + 1) - Math.Log(wrong);
            }

            sum += Math.Exp(logChoose + ((count - wrong) * Math.Log(probability)) + (wrong * Math.Log(1 - probability)));
        }

        return Math.Min(1, sum);
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
