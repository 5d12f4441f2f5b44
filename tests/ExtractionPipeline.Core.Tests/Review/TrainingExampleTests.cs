using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.Core.Tests.Review;

public sealed class TrainingExampleTests
{
    [Fact]
    public void Decided_records_become_examples_weighted_by_how_they_came_before_a_person()
    {
        var sample = new ReviewSample();
        sample.Decide(sample.Request(DecisionKind.Confirm, 0));
        sample.Decide(sample.Request(DecisionKind.Reject, 1));
        sample.Decide(sample.Request(DecisionKind.Add) with { After = [ReviewSample.Form("Ande Yizhi", "Baihe Clinic")] });
        Decision[] decisions =
        [
            sample.Decisions[0] with { Reason = ReviewReason.SpotCheck, Probability = 0.05 },
            sample.Decisions[1] with { BulkSize = 4 },
            sample.Decisions[2] with { Reason = ReviewReason.Chosen },
        ];

        var examples = TrainingExample.Of(ArticleReview.Fold(ReviewSample.ArticleId, sample.Proposals, decisions)).ToList();

        Assert.Equal([ReviewState.Confirmed, ReviewState.Rejected, ReviewState.Corrected], examples.Select(e => e.State));
        Assert.Equal([20, 0.25, 1], examples.Select(e => Math.Round(e.Weight, 9)));
        Assert.Equal([true, true, false], examples.Select(e => e.IsSampled));
        Assert.Equal([false, true, false], examples.Select(e => e.Decided is null));
        Assert.Equal([false, false, true], examples.Select(e => e.Proposed is null));
    }

    [Fact]
    public void Undecided_records_give_no_example()
    {
        var sample = new ReviewSample();
        sample.Decide(sample.Request(DecisionKind.Edit, 0) with { After = [ReviewSample.Form("Kestrel")] });
        sample.Decide(sample.Request(DecisionKind.Skip, 1));

        Assert.Empty(TrainingExample.Of(sample.Review));
    }
}
