using System.Text.Json;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Schema;
using ExtractionPipeline.Storage.Tests.Material;

namespace ExtractionPipeline.Storage.Tests.Review;

/// <summary>What people decided, when articles are taken in anew or extracted by another extractor.</summary>
public sealed class DecidedRecordsTests : IDisposable
{
    private readonly StoreFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(DecisionKind.Confirm, ReviewState.Confirmed)]
    [InlineData(DecisionKind.Correct, ReviewState.Corrected)]
    [InlineData(DecisionKind.Reject, ReviewState.Rejected)]
    public async Task Reprocessing_and_a_new_version_change_proposals_and_no_decided_record(DecisionKind kind, ReviewState state)
    {
        await using var store = Stores.Open(folder.Store);
        await store.SaveAsync(Sample.Document("s", "one"));
        var article = Assert.Single(await store.Reviews.AllArticlesAsync(Token).ToListAsync(Token));
        var proposal = Assert.Single(article.Records);
        await store.Reviews.AppendAsync([Decide(proposal, kind)], Token);
        var decided = await OnlyAsync(store, article.ArticleId);
        Assert.Equal(state, decided.State);
        var told = new List<string>();
        store.Reviews.ArticleChanged += told.Add;

        // Another extractor says something else of the same record.
        var other = proposal.Record with { Confidence = 0.99, Disposition = Disposition.Accepted, Partners = [], FirstOfKind = [] };
        await store.Ingestion.SaveReprocessedAsync([new ReprocessedArticle(article.ArticleId, 1, [other], "rules-2", Stores.Now)], "rules-2", article.ArticleId, Token);
        Assert.Equal([article.ArticleId], told);
        Assert.Equal("rules-2", Assert.Single(await store.FindAsync()).ExtractorVersion);
        await HoldsAsync("rules-2");

        // It no longer finds the record at all.
        await store.Ingestion.SaveReprocessedAsync([new ReprocessedArticle(article.ArticleId, 1, [], "rules-3", Stores.Now)], "rules-3", article.ArticleId, Token);
        await HoldsAsync(null);

        // The article changes.
        await store.SaveAsync(Sample.Document("s", "two"));
        Assert.Equal(2, Assert.Single(await store.FindAsync()).ArticleVersion);
        await HoldsAsync("rules-1");
        Assert.Empty((await store.Ingestion.CheckAsync(Token)).Problems);

        async Task HoldsAsync(string? proposedBy)
        {
            var now = await OnlyAsync(store, article.ArticleId);
            Assert.Equal((state, proposal.Key, decided.TextHash, proposedBy), (now.State, now.Subject, now.TextHash, now.Proposal?.ExtractorVersion));
            Assert.Equal(JsonSerializer.Serialize(decided.Record), JsonSerializer.Serialize(now.Record));
        }
    }

    [Fact]
    public async Task A_store_from_before_review_keeps_its_content_and_takes_decisions()
    {
        string before;
        await using (var old = Stores.Open(folder.Store, migrations: [.. SchemaMigrations.All.TakeWhile(m => m.Version < 3)]))
        {
            await old.SaveAsync(Sample.Document("s", "one"));
            await old.Ingestion.UpdateSourceAsync("feed", _ => new SourceState { Definition = new SourceDefinition { Id = "feed", Kind = SourceKind.Feed, Location = "https://news.example/feed" } }, Token);
            before = await old.DescribeAsync();
        }

        await using (var store = Stores.Open(folder.Store))
        {
            Assert.Equal(before, await store.DescribeAsync());
            Assert.Equal("feed", Assert.Single(await store.Ingestion.GetSourcesAsync(Token)).Definition.Id);
            Assert.Equal(AppendOutcome.Stored, await store.Reviews.AppendAsync([Decide((await store.FindAsync())[0], DecisionKind.Confirm)], Token));
        }

        Stores.OpeningFails(folder.Store, migrations: [.. SchemaMigrations.All.TakeWhile(m => m.Version < 3)]);
    }

    [Fact]
    public async Task Check_names_a_decision_on_a_version_that_is_not_there()
    {
        await using var store = Stores.Open(folder.Store);
        await store.SaveAsync(Sample.Document("s", "one"));
        await store.Reviews.AppendAsync([Decide((await store.FindAsync())[0], DecisionKind.Confirm) with { ArticleVersion = 7 }], Token);
        Assert.Contains("decisions", Assert.Single((await store.Ingestion.CheckAsync(Token)).Problems), StringComparison.Ordinal);
    }

    private static async Task<ReviewedRecord> OnlyAsync(LiteDbRecordStore store, string articleId)
    {
        var article = await store.Reviews.FindArticleAsync(articleId, Token);
        return Assert.Single(ArticleReview.Fold(articleId, article!.Records, await store.Reviews.FindDecisionsAsync(articleId, Token)).Records);
    }

    private static Decision Decide(StoredRecord proposal, DecisionKind kind)
    {
        var before = new RecordImage(proposal.Key, proposal.Record);
        return new Decision
        {
            Id = "d1",
            ArticleId = proposal.ArticleId,
            Sequence = 1,
            Kind = kind,
            Subjects = [proposal.Key],
            Before = [before],
            After = kind switch
            {
                DecisionKind.Correct => [before with { Record = before.Record with { Specialties = [] } }],
                DecisionKind.Confirm => [before],
                _ => [],
            },
            Reviewer = "ann",
            At = Sample.ProcessedAt,
            ExtractorVersion = proposal.ExtractorVersion,
            ArticleVersion = proposal.ArticleVersion,
            TextHash = proposal.TextHash,
        };
    }
}
