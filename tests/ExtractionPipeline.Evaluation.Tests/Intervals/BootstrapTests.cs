using ExtractionPipeline.Evaluation.Intervals;
using ExtractionPipeline.Evaluation.Scoring;
using static ExtractionPipeline.Evaluation.Tests.Samples;

namespace ExtractionPipeline.Evaluation.Tests.Intervals;

public sealed class BootstrapTests
{
    private static readonly Score Right = Of("Alder");
    private static readonly Score Wrong = Of("Birch");

    [Fact]
    public void Of_scores_that_are_all_alike_has_no_width() =>
        Assert.Equal(new Interval(1, 1, 1), Bootstrap(20).Of([.. Enumerable.Repeat(Right, 20)], F1)[0]);

    /// <summary>Of 100 records 80 are right: the standard error of the share is 0.04, the interval about 0.72 to 0.88.</summary>
    [Fact]
    public void Of_a_share_agrees_with_the_normal_interval()
    {
        var interval = Bootstrap(100).Of([.. Enumerable.Repeat(Right, 80), .. Enumerable.Repeat(Wrong, 20)], s => [s.RecordAccuracy])[0];
        Assert.Equal(0.8, interval.Estimate, 6);
        Assert.InRange(interval.Low, 0.70, 0.74);
        Assert.InRange(interval.High, 0.86, 0.90);
    }

    [Fact]
    public void Of_the_same_seed_gives_the_same_interval()
    {
        Score[] scores = [Right, Wrong, Right, Right];
        Assert.Equal(Bootstrap(4).Of(scores, F1), Bootstrap(4).Of(scores, F1));
    }

    [Fact]
    public void Difference_of_a_system_to_itself_is_nothing() => Assert.Equal(new Interval(0, 0, 0), Bootstrap(4).Difference([Right, Wrong, Right, Wrong], [Right, Wrong, Right, Wrong], F1)[0]);

    [Fact]
    public void Difference_to_a_worse_baseline_is_positive_and_paired()
    {
        List<Score> system = [.. Enumerable.Repeat(Right, 60), .. Enumerable.Repeat(Wrong, 40)];
        List<Score> baseline = [.. Enumerable.Repeat(Right, 50), .. Enumerable.Repeat(Wrong, 50)];
        var difference = Bootstrap(100).Difference(system, baseline, s => [s.RecordAccuracy])[0];
        Assert.Equal(0.1, difference.Estimate, 6);

        // Unpaired, the interval of a difference of two such shares would reach from -0.04 to 0.24.
        Assert.InRange(difference.Low, 0.03, 0.06);
        Assert.InRange(difference.High, 0.14, 0.17);
    }

    private static double[] F1(Score score) => [score.Slots.F1];

    private static Bootstrap Bootstrap(int clusters) => new(clusters, new Random(1));

    private static Score Of(string systemName) => Score.Of(RecordAligner.Strict.Align([Annotated("Alder")], [Extracted(systemName)]));
}
