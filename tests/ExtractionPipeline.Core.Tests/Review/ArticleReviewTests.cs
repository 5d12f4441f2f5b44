using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.Core.Tests.Review;

public sealed class ArticleReviewTests
{
    private readonly ReviewSample sample = new();

    [Fact]
    public void Undecided_records_stand_as_they_were_proposed()
    {
        sample.Proposals.Add(ReviewSample.Propose(1, "r3", "Kestrel", [], Disposition.Accepted));

        Assert.Equal([ReviewState.Proposed, ReviewState.Proposed, ReviewState.Accepted], sample.Review.Records.Select(r => r.State));
    }

    [Fact]
    public void Confirm_as_proposed_confirms_and_after_an_edit_corrects()
    {
        sample.Decide(sample.Request(DecisionKind.Confirm, 0));
        sample.Decide(sample.Request(DecisionKind.Edit, 1) with { After = [ReviewSample.Form("Osprey")] });
        var open = sample[1].State;
        sample.Decide(sample.Request(DecisionKind.Confirm, 1));

        Assert.Equal(ReviewState.Confirmed, sample[0].State);
        Assert.Equal(ReviewState.Proposed, open);
        Assert.Equal(ReviewState.Corrected, sample[1].State);
        Assert.Empty(sample[1].Record.Hospitals);
        Assert.Single(sample[1].DecidedOn!.Hospitals);
    }

    [Fact]
    public void Accepting_every_value_confirms_the_record()
    {
        sample.Decide(sample.Request(DecisionKind.AcceptValue, 0) with { Value = new ValueReference(RecordField.Model, "Kestrel") });
        var half = sample[0].State;
        sample.Decide(sample.Request(DecisionKind.AcceptValue, 0) with { Value = new ValueReference(RecordField.Hospitals, "Ande Hospital") });

        Assert.Equal(ReviewState.Proposed, half);
        Assert.Equal(ReviewState.Confirmed, sample[0].State);
    }

    [Fact]
    public void Add_merge_and_split_change_which_records_there_are()
    {
        sample.Decide(sample.Request(DecisionKind.Add) with { After = [ReviewSample.Form("Ande Yizhi", "Baihe Clinic")] });
        sample.Decide(sample.Request(DecisionKind.Merge, 0, 2) with { After = [ReviewSample.Form("Kestrel", "Ande Hospital", "Baihe Clinic")] });
        sample.Decide(sample.Request(DecisionKind.Split, 1) with { After = [ReviewSample.Form("Osprey"), ReviewSample.Form("Kestrel", "Baihe Hospital")] });

        Assert.Equal(
            ["Kestrel Corrected", "Osprey Corrected", "Ande Yizhi Rejected", "Kestrel Corrected"],
            sample.Review.Records.Select(r => $"{r.Record.Model.Name} {r.State}"));
    }

    [Fact]
    public void Undo_goes_back_any_number_of_steps_and_keeps_the_events()
    {
        var before = sample.Review.Records.Select(r => (r.State, r.Record)).ToList();
        List<Decision> made =
        [
            sample.Decide(sample.Request(DecisionKind.Edit, 0) with { After = [ReviewSample.Form("Kestrel")] }),
            sample.Decide(sample.Request(DecisionKind.Confirm, 0)),
            sample.Decide(sample.Request(DecisionKind.Reject, 1)),
            sample.Decide(sample.Request(DecisionKind.Add) with { After = [ReviewSample.Form("Osprey", "Baihe Clinic")] }),
        ];
        foreach (var decision in made.AsEnumerable().Reverse())
        {
            sample.Decide(sample.Request(DecisionKind.Undo) with { Undoes = decision.Id });
        }

        Assert.Equal(before, sample.Review.Records.Select(r => (r.State, r.Record)));
        Assert.Equal(8, sample.Decisions.Count);
        Assert.Equal(4, sample[0].History.Count);
    }

    [Fact]
    public void Undo_below_a_later_decision_is_refused()
    {
        var edit = sample.Decide(sample.Request(DecisionKind.Edit, 0) with { After = [ReviewSample.Form("Kestrel")] });
        sample.Decide(sample.Request(DecisionKind.Confirm, 0), "bob");

        Assert.Equal(RefusalKind.Conflict, sample.Try(sample.Request(DecisionKind.Undo) with { Undoes = edit.Id }).Refusal?.Kind);
        Assert.Equal(RefusalKind.Conflict, sample.Try(sample.Request(DecisionKind.Undo) with { Undoes = "d2" }).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, sample.Try(sample.Request(DecisionKind.Undo) with { Undoes = "d9" }).Refusal?.Kind);
    }

    [Fact]
    public void A_new_extraction_changes_nothing_that_was_decided_and_is_listed_where_it_disagrees()
    {
        sample.Decide(sample.Request(DecisionKind.Confirm, 0));
        sample.Decide(sample.Request(DecisionKind.Reject, 1));
        const string text = "News: " + ReviewSample.Text;
        sample.Reread(
            2,
            text,
            ReviewSample.Propose(2, "n1", "Kestrel", ["Baihe Hospital"], extractor: "rules-2", text: text),
            ReviewSample.Propose(2, "n2", "Osprey", [], extractor: "rules-2", text: text));

        Assert.Equal(["a1.1.r1", "a1.1.r2"], sample.Review.Records.Select(r => r.Subject));
        Assert.Equal([ReviewState.Confirmed, ReviewState.Rejected], sample.Review.Records.Select(r => r.State));
        Assert.Equal("Ande Hospital", Assert.Single(sample[0].Record.Hospitals).Name);
        var difference = Assert.Single(sample[0].Disagreements);
        Assert.Equal((RecordField.Hospitals, "Ande Hospital", "Baihe Hospital"), (difference.Field, difference.OnlyFirst.Single(), difference.OnlySecond.Single()));
        Assert.True(sample[1].IsExistenceDisputed);
    }

    [Fact]
    public void A_decided_record_that_is_no_longer_proposed_stays()
    {
        sample.Decide(sample.Request(DecisionKind.Confirm, 0));
        sample.Reread(2, "Nothing here.");

        Assert.Equal(("a1.1.r1", ReviewState.Confirmed, true), (sample[0].Subject, sample[0].State, sample[0].IsExistenceDisputed));
        Assert.Single(sample.Review.Records);
    }

    [Fact]
    public void A_blind_second_look_changes_no_record()
    {
        sample.Decide(sample.Request(DecisionKind.Confirm, 0));
        var blind = ArticleReview.Fold(ReviewSample.ArticleId, sample.Proposals, sample.Decisions, ReviewPass.Blind);
        var result = DecisionCheck.Check(
            new DecisionRequest { Id = "b1", ArticleId = ReviewSample.ArticleId, Kind = DecisionKind.Reject, Subjects = [new SubjectRevision(blind.Records[0].Subject, 0)] },
            blind with { Decisions = sample.Decisions },
            sample.Article,
            new DecisionContext("bob", DateTimeOffset.UnixEpoch, ReviewPass.Blind));

        Decision[] all = [.. sample.Decisions, result.Decision!];
        Assert.Equal(ReviewState.Confirmed, ArticleReview.Fold(ReviewSample.ArticleId, sample.Proposals, all).Records[0].State);
        Assert.Equal(ReviewState.Rejected, ArticleReview.Fold(ReviewSample.ArticleId, sample.Proposals, all, ReviewPass.Blind).Records[0].State);
        Assert.Equal(2, result.Decision!.Sequence);
    }
}
