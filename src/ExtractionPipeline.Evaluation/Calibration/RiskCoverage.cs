namespace ExtractionPipeline.Evaluation.Calibration;

/// <summary>What happens when everything from a confidence on is accepted without a person.</summary>
/// <param name="Threshold">The confidence.</param>
/// <param name="Accepted">Number accepted.</param>
/// <param name="Precision">Share of the accepted that is right.</param>
/// <param name="PrecisionLow">Lower bound of the precision's 95 % interval (Wilson, JASA 22, 1927).</param>
/// <param name="ReviewShare">Share sent to review.</param>
public sealed record SelectivePoint(double Threshold, int Accepted, double Precision, double PrecisionLow, double ReviewShare);

/// <summary>Selective accuracy: precision against coverage for every threshold (El-Yaniv and Wiener, JMLR 11, 2010).</summary>
/// <param name="Points">One point for each confidence that occurs, from strict to loose.</param>
public sealed record RiskCoverage(IReadOnlyList<SelectivePoint> Points)
{
    private const double Z = 1.959964;

    /// <summary>The curve of predictions; no points without any.</summary>
    public static RiskCoverage Of(IReadOnlyList<Prediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        var points = new List<SelectivePoint>();
        var (accepted, right) = (0, 0);
        foreach (var group in predictions.GroupBy(p => p.Confidence).OrderByDescending(g => g.Key))
        {
            accepted += group.Count();
            right += group.Count(p => p.IsRight);
            points.Add(new SelectivePoint(group.Key, accepted, (double)right / accepted, WilsonLow(right, accepted), 1 - ((double)accepted / predictions.Count)));
        }

        return new RiskCoverage(points);
    }

    /// <summary>The loosest threshold from which on the accepted reach a precision on these data; null when none does.</summary>
    public SelectivePoint? For(double precision) => Points.LastOrDefault(p => p.Precision >= precision);

    private static double WilsonLow(int right, int all)
    {
        var share = (double)right / all;
        var square = Z * Z / all;
        return Math.Max(0, (share + (square / 2) - (Z * Math.Sqrt(((share * (1 - share)) + (square / 4)) / all))) / (1 + square));
    }
}
