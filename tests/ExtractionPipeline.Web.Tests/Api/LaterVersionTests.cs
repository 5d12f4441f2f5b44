using System.Net.Http.Json;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Versions;
using Spectre.Console.Testing;

namespace ExtractionPipeline.Web.Tests.Api;

/// <summary>Decided records beside what the worker does afterwards to their articles.</summary>
public sealed class LaterVersionTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 2, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Westmere Eye Hospital unveiled Retinote, which screens photographs of the eye for signs of diabetes.", EvidenceState.Moved)]
    [InlineData("A correction: this report has been taken back by its editors.", EvidenceState.Gone)]
    public async Task A_decided_record_tells_what_a_new_version_did_to_its_evidence(string sentence, EvidenceState state)
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Eye]);
        var before = (await site.Store.FindRecordsAsync(new RecordQuery(), Token).ToListAsync(Token)).Single();
        var old = (await site.Store.GetArticleAsync(before.ArticleId, 1, Token))!;
        await ConfirmAsync(site, before.ArticleId);

        // As the worker stores a page that changed.
        var changed = SampleArticles.Of(before.Source, "Eye hospital unveils a screening model", new DateOnly(2026, 2, 11), ["Updated in the evening with a note of the editors.", sentence], _ => []);
        var item = new IngestionItem { Key = before.Source, Name = before.Source, SourceId = "feed", Address = before.Source, Queue = "health.example", State = ItemState.Extracted, DiscoveredAt = Now, ChangedAt = Now, ArticleId = before.ArticleId };
        await site.Store.Ingestion.SaveExtractedAsync(item, changed, new ArticleSignature("", [1], Now), [EvidenceAnchoring.Anchor(before, old.Article.Text, changed.Article.Text)], Token);

        var opened = (await site.Desk.OpenAsync(before.ArticleId, "bob", "t", Token))!;
        var record = Assert.Single(opened.Records);
        Assert.Equal((2, ReviewState.Confirmed, new LaterEvidence(1, 2, state)), (opened.Version, record.State, record.LaterEvidence));
        using var client = site.Client();
        Assert.Equal(state, Assert.Single((await client.GetFromJsonAsync<List<AnchoredRecord>>($"api/articles/{before.ArticleId}/anchors", ApiClient.Json, Token))!).State);
        var console = new TestConsole();
        new ReviewHistoryCard(console).Write((await site.Desk.ReviewAsync(before.ArticleId, Token))!.Records[0], record.LaterEvidence);
        Assert.Contains($"evidence of version 1 in version 2: {state.ToString().ToLowerInvariant()}", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reprocessing_beside_the_page_brings_new_proposals_into_the_queue_and_leaves_the_decided_record()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions { SpotCheckShare = 0 }, [SampleArticles.Eye]);
        var before = (await site.Store.FindRecordsAsync(new RecordQuery(), Token).ToListAsync(Token)).Single();
        await ConfirmAsync(site, before.ArticleId);
        Assert.Equal(0, site.Desk.Index.AwaitingRecords);

        var further = before.Record with { Id = "r2", Model = before.Record.Model with { Name = "Westmere" }, Hospitals = [] };
        var other = before.Record with { Specialties = [] };
        await site.Store.Ingestion.SaveReprocessedAsync([new ReprocessedArticle(before.ArticleId, 1, [other, further], "rules-2", Now)], "rules-2", before.ArticleId, Token);

        var opened = (await site.Desk.OpenAsync(before.ArticleId, "bob", "t", Token))!;
        Assert.Equal([(before.Key, ReviewState.Confirmed), (before.Key[..^1] + "2", ReviewState.Proposed)], opened.Records.Select(r => (r.Subject, r.State)));
        Assert.Equal(Specialty.Ophthalmology.Label(), Assert.Single(opened.Records[0].Record.Specialties).Label);
        Assert.Equal(RecordField.Specialties, Assert.Single(opened.Records[0].Disagreements).Field);
        Assert.Equal(1, site.Desk.Index.AwaitingRecords);
    }

    private static async Task ConfirmAsync(ReviewSite site, string articleId)
    {
        var item = (await site.Desk.OpenAsync(articleId, "ann", "t", Token))!;
        var request = new DecisionRequest { Id = "d1", ArticleId = articleId, Kind = DecisionKind.Confirm, Subjects = [new SubjectRevision(item.Records[0].Subject, 0)] };
        Assert.Null((await site.Desk.DecideAsync(request, "ann", "t", 1, Token)).Refusal);
    }
}
