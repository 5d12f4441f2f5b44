using ExtractionPipeline.Extraction.Training;

namespace ExtractionPipeline.Extraction.Tests.Training;

public sealed class AcceptanceTests
{
    /// <summary>With all of n right, the exact bound is the n-th root of one minus the level.</summary>
    [Theory]
    [InlineData(59, 59, 0.95049)]
    [InlineData(100, 100, 0.97049)]
    [InlineData(10, 10, 0.74113)]
    [InlineData(0, 20, 0)]
    public void LowerBound_agrees_with_the_exact_binomial(int right, int count, double expected) =>
        Assert.Equal(expected, Acceptance.LowerBound(right, count, 0.95), 4);

    [Fact]
    public void LowerBound_with_errors_is_the_share_at_which_so_many_are_as_rare_as_agreed()
    {
        // 1 - (1 - p)^2 = 0.05 for one right of two.
        Assert.Equal(1 - Math.Sqrt(0.95), Acceptance.LowerBound(1, 2, 0.95), 6);
    }

    [Fact]
    public void Threshold_too_few_examples_are_refused_with_the_number_needed()
    {
        var (threshold, reason) = Acceptance.Threshold([.. Enumerable.Repeat((0.99f, true), 58)], 0.95, 0.95);
        Assert.Null(threshold);
        Assert.Contains("58 examples are too few: 59", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Threshold_is_the_loosest_one_before_the_first_that_breaks_the_promise()
    {
        // The surest 500 are all right, the next 500 only every other one.
        var predictions = Enumerable.Range(0, 1000).Select(i => (1f - (i / 1000f), i < 500 || i % 2 == 0)).ToList();
        var (threshold, reason) = Acceptance.Threshold(predictions, 0.95, 0.95);
        Assert.NotNull(threshold);
        var accepted = predictions.Where(p => p.Item1 >= threshold).ToList();
        Assert.InRange(accepted.Count, 500, 550);
        Assert.True(Acceptance.LowerBound(accepted.Count(p => p.Item2), accepted.Count, 0.95) >= 0.95, reason);
    }

    [Fact]
    public void Threshold_wrong_ones_among_the_surest_leave_none()
    {
        var (threshold, reason) = Acceptance.Threshold([.. Enumerable.Range(0, 1000).Select(i => (1f - (i / 1000f), i % 5 != 0))], 0.95, 0.95);
        Assert.Null(threshold);
        Assert.Contains("not 0.95", reason, StringComparison.Ordinal);
    }
}
