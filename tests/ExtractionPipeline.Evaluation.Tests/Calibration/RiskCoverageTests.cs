using ExtractionPipeline.Evaluation.Calibration;

namespace ExtractionPipeline.Evaluation.Tests.Calibration;

public sealed class RiskCoverageTests
{
    private static readonly RiskCoverage Curve = RiskCoverage.Of([new(0.9, true), new(0.9, true), new(0.7, false), new(0.5, true), new(0.3, false)]);

    [Fact]
    public void Of_each_confidence_is_a_threshold_from_strict_to_loose()
    {
        Assert.Equal([0.9, 0.7, 0.5, 0.3], Curve.Points.Select(p => p.Threshold));
        Assert.Equal([1.0, 2 / 3.0, 0.75, 0.6], Curve.Points.Select(p => p.Precision));
        Assert.Equal([0.6, 0.4, 0.2, 0.0], Curve.Points.Select(p => Math.Round(p.ReviewShare, 6)));
    }

    [Fact]
    public void For_a_precision_is_the_loosest_threshold_that_meets_it()
    {
        Assert.Equal(0.5, Curve.For(0.75)!.Threshold);
        Assert.Equal(0.9, Curve.For(0.95)!.Threshold);
    }

    [Fact]
    public void For_a_precision_out_of_reach_is_nothing() => Assert.Null(RiskCoverage.Of([new(0.9, false)]).For(0.5));

    /// <summary>Wilson's interval of 8 of 10 is 0.490 to 0.943.</summary>
    [Fact]
    public void Of_the_lower_bound_is_Wilsons() =>
        Assert.Equal(0.490, RiskCoverage.Of([.. Enumerable.Range(0, 10).Select(i => new Prediction(0.5, i < 8))]).Points.Single().PrecisionLow, 3);
}
