namespace ExtractionPipeline.Extraction.Decisions;

/// <summary>
/// Turns scores into probabilities: Platt's logistic curve (1999), or isotonic steps between which lines are drawn (Zadrozny and Elkan, 2002).
/// Never falls as the score rises.
/// </summary>
/// <param name="Scores">Knots in rising order; empty for the logistic curve.</param>
/// <param name="Probabilities">The probability at each knot, in 0..1, never falling.</param>
/// <param name="Slope">Slope of the logistic curve over the score.</param>
/// <param name="Offset">Its offset.</param>
internal sealed record CalibrationMap(float[] Scores, float[] Probabilities, float Slope, float Offset)
{
    /// <summary>Takes the score for log odds as it is.</summary>
    public static CalibrationMap Identity { get; } = new([], [], 1, 0);

    /// <summary>The probability of a score.</summary>
    public float Of(float score)
    {
        if (Scores.Length == 0)
        {
            return 1f / (1f + MathF.Exp(-((Slope * score) + Offset)));
        }

        var at = Array.BinarySearch(Scores, score);
        if (at >= 0)
        {
            return Probabilities[at];
        }

        var next = ~at;
        if (next == 0 || next == Scores.Length)
        {
            return Probabilities[next == 0 ? 0 : ^1];
        }

        var share = (score - Scores[next - 1]) / (Scores[next] - Scores[next - 1]);
        return Probabilities[next - 1] + (share * (Probabilities[next] - Probabilities[next - 1]));
    }
}
