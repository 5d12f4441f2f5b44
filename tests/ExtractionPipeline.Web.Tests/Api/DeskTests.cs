using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.Web.Tests.Api;

public sealed class DeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_that_is_wrong_on_purpose_is_shown_and_never_stored()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { ProbeShare = 0.2 }, [.. SampleArticles.Reprints(60)]);
        var (missed, noticed) = (0, 0);
        foreach (var article in site.Desk.Index.Articles.OrderBy(a => a.Item.ArticleId, StringComparer.Ordinal).ToList())
        {
            var item = (await site.Desk.OpenAsync(article.Item.ArticleId, "ann", "t", Token))!;
            var shown = item.Records[0].Record;
            if (shown.Specialties.Count == 1)
            {
                Assert.Equal(ProbeResult.None, await DecideAsync(new DecisionRequest { Id = "c", ArticleId = item.ArticleId, Kind = DecisionKind.Confirm }));
            }
            else if (missed <= noticed)
            {
                Assert.Equal(ProbeResult.Missed, await DecideAsync(new DecisionRequest { Id = "c", ArticleId = item.ArticleId, Kind = DecisionKind.Confirm }));
                missed++;
            }
            else
            {
                Assert.Equal(ProbeResult.Noticed, await DecideAsync(new DecisionRequest { Id = "c", ArticleId = item.ArticleId, Kind = DecisionKind.Correct, After = [shown with { Specialties = [shown.Specialties[0]] }] }));
                noticed++;
            }

            async Task<ProbeResult> DecideAsync(DecisionRequest request)
            {
                var (receipt, refusal) = await site.Desk.DecideAsync(request with { Subjects = [new SubjectRevision(item.Records[0].Subject, 0)] }, "ann", "t", 1, Token);
                Assert.Null(refusal);
                return receipt!.Probe;
            }
        }

        Assert.True(missed > 1 && noticed > 1);
        Assert.All(site.Desk.Index.Articles.SelectMany(a => a.Records), r => Assert.Equal((ReviewState.Confirmed, "cerebrovascular"), (r.State, r.Values.Single(v => v.Field == RecordField.Specialties).Text)));
        var effort = ReviewStatus.Of(site.Desk).Reviewers.Single();
        Assert.Equal((noticed, missed), (effort.ProbesNoticed, effort.ProbesMissed));
    }

    [Fact]
    public async Task A_second_reviewer_looks_blind_and_a_third_settles_what_they_disagree_on()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { BlindShare = 1 }, [SampleArticles.Heart, SampleArticles.Eye]);
        await DecideAllAsync("ann");

        // The second sees proposals, not decisions, and drops one partner.
        var item = await NextAsync("bob");
        Assert.Equal(ReviewPass.Blind, item.Pass);
        Assert.All(item.Records, r => Assert.Equal((ReviewState.Proposed, 0), (r.State, r.History.Count)));
        await DecideAllAsync("bob", dropPartners: true);
        var kappa = ReviewStatus.Of(site.Desk).Agreement.Single(a => a.Field == RecordField.Partners);
        Assert.Equal((1, 0.0), (kappa.Values, kappa.Observed));
        Assert.Equal(1.0, ReviewStatus.Of(site.Desk).Agreement.Single(a => a.Field == RecordField.Hospitals).Observed);
        Assert.Equal("Ande Yizhi", (await site.RecordAsync("Pulsewise")).Record.Partners.Single().Name);

        // Neither of them, but a third gets what they disagreed on.
        Assert.Null((await site.Desk.NextAsync(new QueueQuery(), "ann", "ann", [], Token)).Item);
        Assert.Null((await site.Desk.NextAsync(new QueueQuery(), "bob", "bob", [], Token)).Item);
        var disputed = await NextAsync("cy");
        Assert.Equal((ReviewPass.Settling, "Pulsewise"), (disputed.Pass, disputed.Records[0].Record.Model.Name));
        await DecideAllAsync("cy", dropPartners: true);
        Assert.Empty((await site.RecordAsync("Pulsewise")).Record.Partners);
        Assert.Null((await site.Desk.NextAsync(new QueueQuery(), "dee", "dee", [], Token)).Item);

        async Task<ReviewItem> NextAsync(string reviewer) => (await site.Desk.NextAsync(new QueueQuery(), reviewer, reviewer, [], Token)).Item!;

        async Task DecideAllAsync(string reviewer, bool dropPartners = false)
        {
            while ((await site.Desk.NextAsync(new QueueQuery(), reviewer, reviewer, [], Token)).Item is { } next)
            {
                foreach (var record in next.Records)
                {
                    var request = new DecisionRequest { Id = $"{reviewer}-{record.Subject}", ArticleId = next.ArticleId, Kind = DecisionKind.Confirm, Subjects = [new SubjectRevision(record.Subject, record.Revision)] };
                    request = dropPartners && record.Record.Partners.Count > 0 ? request with { Kind = DecisionKind.Correct, After = [record.Record with { Partners = [] }] } : request;
                    var (_, refusal) = await site.Desk.DecideAsync(request, reviewer, reviewer, 1, Token);
                    Assert.Null(refusal);
                }
            }
        }
    }

    [Fact]
    public async Task Spot_checks_draw_their_share_and_carry_its_probability()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { SpotCheckShare = 0.25 }, [.. SampleArticles.Accepted(200)]);
        var waiting = site.Desk.Index.AwaitingRecords;
        Assert.InRange(waiting, 30, 70);
        var drawn = site.Desk.Index.Articles.First(a => a.Awaits);
        await site.Desk.DecideAsync(
            new DecisionRequest { Id = "d1", ArticleId = drawn.Item.ArticleId, Kind = DecisionKind.Confirm, Subjects = [new SubjectRevision(drawn.Records[0].Subject, 0)] }, "ann", "t", 1, Token);
        var decision = Assert.Single(await site.DecisionsAsync());
        Assert.Equal((ReviewReason.SpotCheck, 0.25), (decision.Reason, decision.Probability));

        // One that was not drawn and is decided on all the same belongs to no sample.
        var chosen = site.Desk.Index.Articles.First(a => !a.Awaits && a.Records[0].Settlement is null);
        await site.Desk.DecideAsync(
            new DecisionRequest { Id = "d2", ArticleId = chosen.Item.ArticleId, Kind = DecisionKind.Reject, Subjects = [new SubjectRevision(chosen.Records[0].Subject, 0)] }, "ann", "t", 1, Token);
        var status = ReviewStatus.Of(site.Desk);
        Assert.Equal((waiting, 1, 1.0), (status.SpotChecksDrawn, status.SpotChecksDone, status.PrecisionAsExtracted.Value));
    }

    [Fact]
    public async Task Saying_that_two_names_are_one_organisation_changes_all_their_records_and_confirms_none()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Heart]);
        var bulk = new BulkDecisions(site.Desk);
        var pair = Assert.Single(bulk.Pairs(10), p => p.Field == RecordField.Partners);
        Assert.Equal(("Ande Yizhi", "Ande Medical Intelligence", 1), (pair.Name, pair.KnownName, pair.Records));
        var (receipt, _) = await bulk.JoinAsync(new SameOrganisationRequest("b1", pair.Field, pair.Name, pair.KnownId), "ann", Token);

        Assert.Equal((1, 0), (receipt!.Stored, receipt.Refused.Count));
        var record = await site.RecordAsync("Pulsewise");
        Assert.Equal(("Ande Yizhi", pair.KnownId, ReviewState.Proposed), (record.Record.Partners[0].Name, record.Record.Partners[0].Id, record.State));
        Assert.DoesNotContain(bulk.Pairs(10), p => p.Field == RecordField.Partners);
    }

    [Fact]
    public async Task Filters_narrow_the_queue()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Heart, SampleArticles.Eye]);
        string[] Titles(QueueQuery query) => [.. site.Desk.Queue(query, "ann", 0, 10).Lines.Select(l => l.Models[0]).Order(StringComparer.Ordinal)];

        Assert.Equal(["LiverLens", "Pulsewise", "Retinote"], Titles(new QueueQuery()));
        Assert.Equal(["Pulsewise", "Retinote"], Titles(new QueueQuery { Source = "health.example" }));
        Assert.Equal(["Retinote"], Titles(new QueueQuery { Hospital = "westmere" }));
        Assert.Equal(["LiverLens"], Titles(new QueueQuery { From = new DateOnly(2026, 4, 1) }));
        Assert.Equal(["Retinote"], Titles(new QueueQuery { MaximumConfidence = 0.4 }));
        Assert.Equal(["LiverLens", "Pulsewise"], Titles(new QueueQuery { Field = RecordField.Partners }));
        Assert.Empty(Titles(new QueueQuery { Reviewer = "bob" }));
    }

    [Fact]
    public async Task A_new_version_that_is_taken_in_meanwhile_comes_into_the_queue()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Eye]);
        Assert.Single(site.Desk.Queue(new QueueQuery { Order = QueueOrder.Newest }, "ann", 0, 10).Lines);
        await site.Store.SaveAsync(SampleArticles.Heart, Token);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (site.Desk.Index.AwaitingRecords < 2)
        {
            await Task.Delay(10, limit.Token);
        }

        var item = (await site.Desk.NextAsync(new QueueQuery { Order = QueueOrder.Newest }, "ann", "t", [site.Desk.Index.Articles.Single(a => a.Item.Source.Contains("eye", StringComparison.Ordinal)).Item.ArticleId], Token)).Item;
        Assert.Equal("Pulsewise", item?.Records[0].Record.Model.Name);
    }
}
