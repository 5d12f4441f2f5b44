using ExtractionPipeline.Evaluation.Calibration;
using ExtractionPipeline.Evaluation.Scoring;
using static ExtractionPipeline.Evaluation.Tests.Samples;

namespace ExtractionPipeline.Evaluation.Tests.Calibration;

public sealed class CalibrationCurveTests
{
    /// <summary>By hand: Brier (0.04 + 0.64 + 0.01 + 0.09) / 4; bins 0.8–0.9: 0.8 against 1/2, 0.1–0.2: 0.1 against 0, 0.7–0.8: 0.7 against 1.</summary>
    [Fact]
    public void Of_four_predictions_equals_the_figures_by_hand()
    {
        var curve = CalibrationCurve.Of([new(0.8, true), new(0.8, false), new(0.1, false), new(0.7, true)]);
        Assert.Equal(0.195, curve.BrierScore, 6);
        Assert.Equal(((2 * 0.3) + 0.1 + 0.3) / 4, curve.ExpectedCalibrationError, 6);
        Assert.Equal([1, 1, 2], curve.Bins.Select(b => b.Count));
    }

    [Fact]
    public void Of_certainty_falls_into_the_last_bin() => Assert.Equal(0.9, CalibrationCurve.Of([new(1, true)]).Bins.Single().Low, 6);

    [Fact]
    public void Of_no_predictions_has_no_figures() => Assert.True(double.IsNaN(CalibrationCurve.Of([]).BrierScore));

    [Fact]
    public void Prediction_leaves_out_optional_records_and_counts_a_record_right_only_as_a_whole()
    {
        var alignment = RecordAligner.Strict.Align(
            [Annotated("A", hospitals: ["Alder Hospital"]), Annotated("B"), Annotated("C") with { Optional = true }],
            [Extracted("A", hospitals: ["Birch Hospital"], confidence: 0.4), Extracted("B", confidence: 0.9), Extracted("C"), Extracted("D", confidence: 0.2)]);
        Assert.Equal([new(0.4, false), new(0.9, true), new(0.2, false)], Prediction.OfRecords(alignment));
        Assert.Equal(4, Prediction.OfValues(alignment).Count);
    }
}
