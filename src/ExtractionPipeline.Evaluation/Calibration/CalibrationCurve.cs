namespace ExtractionPipeline.Evaluation.Calibration;

/// <summary>Predictions of about the same confidence.</summary>
/// <param name="Low">Lower bound of the bin.</param>
/// <param name="High">Upper bound of the bin.</param>
/// <param name="Count">Number of predictions.</param>
/// <param name="MeanConfidence">Their mean confidence.</param>
/// <param name="ShareRight">Share of them that was right.</param>
public sealed record CalibrationBin(double Low, double High, int Count, double MeanConfidence, double ShareRight);

/// <summary>Whether confidence means what it says.</summary>
/// <param name="Count">Number of predictions.</param>
/// <param name="BrierScore">Mean squared difference between confidence and outcome (Brier 1950); 0 is perfect. NaN without predictions.</param>
/// <param name="ExpectedCalibrationError">Mean gap between confidence and share right over the bins, weighted by their size (Naeini et al., AAAI 2015; ten bins of equal width). NaN without predictions.</param>
/// <param name="Bins">The bins that hold any prediction.</param>
public sealed record CalibrationCurve(int Count, double BrierScore, double ExpectedCalibrationError, IReadOnlyList<CalibrationBin> Bins)
{
    private const int BinCount = 10;

    /// <summary>The curve of predictions.</summary>
    public static CalibrationCurve Of(IReadOnlyList<Prediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Count == 0)
        {
            return new CalibrationCurve(0, double.NaN, double.NaN, []);
        }

        var bins = predictions.GroupBy(p => Math.Clamp((int)(p.Confidence * BinCount), 0, BinCount - 1)).OrderBy(g => g.Key)
            .Select(g => new CalibrationBin(
                (double)g.Key / BinCount, (double)(g.Key + 1) / BinCount, g.Count(), g.Average(p => p.Confidence), g.Average(p => p.IsRight ? 1.0 : 0.0)))
            .ToList();
        return new CalibrationCurve(
            predictions.Count,
            predictions.Average(p => Math.Pow(p.Confidence - (p.IsRight ? 1 : 0), 2)),
            bins.Sum(b => b.Count * Math.Abs(b.MeanConfidence - b.ShareRight)) / predictions.Count,
            bins);
    }
}
