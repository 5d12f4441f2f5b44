using CsCheck;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Training;

namespace ExtractionPipeline.Extraction.Tests.Training;

public sealed class CalibrationTests
{
    [Fact]
    public void Isotonic_pools_what_is_out_of_order()
    {
        // Two pools: 20 examples with 5 yes below, 20 with 15 yes above; each pool's share is shrunk by half an example of each kind.
        var predictions = Enumerable.Range(0, 20).Select(i => (-1f, i % 4 == 0)).Concat(Enumerable.Range(0, 20).Select(i => (1f, i % 4 != 0))).ToList();
        var map = Calibration.Isotonic(predictions);
        Assert.Equal(5.5 / 21, map.Of(-1f), 4);
        Assert.Equal(15.5 / 21, map.Of(1f), 4);
        Assert.Equal(0.5, map.Of(0f), 4);
    }

    [Fact]
    public void Isotonic_never_falls_and_stays_within_0_and_1() =>
        Gen.Select(Gen.Float[-5, 5], Gen.Bool).List[1, 200].Sample(predictions =>
        {
            var map = Calibration.Isotonic([.. predictions.Select(p => (p.Item1, p.Item2))]);
            var curve = Enumerable.Range(-60, 121).Select(i => map.Of(i / 10f)).ToList();
            return curve.Zip(curve.Skip(1)).All(p => p.First <= p.Second + 1e-6) && curve.TrueForAll(p => p is >= 0 and <= 1);
        });

    [Fact]
    public void Isotonic_of_nothing_is_the_logistic_curve() => Assert.Equal(0.5f, Calibration.Isotonic([]).Of(0));

    [Fact]
    public void Figures_of_a_perfect_ranking_are_1()
    {
        var figures = Calibration.Figures(DecisionKind.Claim, [(3f, true), (2f, true), (-1f, false), (-2f, false)], CalibrationMap.Identity, 5);
        Assert.Equal((1.0, 1.0, 4, 2), (figures.F1, figures.AreaUnderCurve, figures.Examples, figures.Positives));
    }
}
