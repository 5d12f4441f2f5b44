using System.Text.Json;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Storage.Tests.Material;

namespace ExtractionPipeline.Storage.Tests.Review;

public sealed class ReviewStoreTests : IDisposable
{
    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Append_keeps_decisions_whole_and_in_order_through_reopening()
    {
        var first = Full("a", 1);
        var second = Full("a", 2) with { Value = null, Remark = null, Seconds = null, Keystrokes = null, Bulk = null, After = [] };
        await using (var store = Stores.Open(folder.Store))
        {
            Assert.Equal(AppendOutcome.Stored, await store.Reviews.AppendAsync([first, second], TestContext.Current.CancellationToken));
            Assert.Equal(AppendOutcome.Stored, await store.Reviews.AppendAsync([Full("b", 1)], TestContext.Current.CancellationToken));
        }

        await using var reopened = Stores.Open(folder.Store);
        var found = await reopened.Reviews.FindDecisionsAsync("a", TestContext.Current.CancellationToken);
        Assert.Equal([JsonSerializer.Serialize(first), JsonSerializer.Serialize(second)], found.Select(d => JsonSerializer.Serialize(d)));
        Assert.Equal(3, await reopened.Reviews.AllDecisionsAsync(TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Append_in_a_taken_place_or_behind_a_gap_stores_nothing()
    {
        await using var store = Stores.Open(folder.Store);
        await store.Reviews.AppendAsync([Full("a", 1)], TestContext.Current.CancellationToken);

        Assert.Equal(AppendOutcome.Conflict, await store.Reviews.AppendAsync([Full("a", 1)], TestContext.Current.CancellationToken));
        Assert.Equal(AppendOutcome.Conflict, await store.Reviews.AppendAsync([Full("a", 3)], TestContext.Current.CancellationToken));
        Assert.Single(await store.Reviews.FindDecisionsAsync("a", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Append_by_many_at_once_loses_none_and_lets_one_win_each_place()
    {
        await using var store = Stores.Open(folder.Store);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() =>
            store.Reviews.AppendAsync([Full($"article-{i / 2}", 1) with { Id = $"d{i}" }], TestContext.Current.CancellationToken))));

        Assert.Equal(100, outcomes.Count(o => o == AppendOutcome.Stored));
        Assert.Equal(100, await store.Reviews.AllDecisionsAsync(TestContext.Current.CancellationToken).CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Articles_are_read_with_their_current_proposals_and_without_any()
    {
        await using var store = Stores.Open(folder.Store);
        for (var i = 0; i < 450; i++)
        {
            var document = Sample.Document($"source-{i}", $"content {i}");
            await store.SaveAsync(i % 10 == 0 ? document with { Records = [] } : document);
        }

        await store.SaveAsync(Sample.Document("source-1", "changed content", model: "Osprey"));
        var articles = await store.Reviews.AllArticlesAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(450, articles.Count);
        Assert.Equal(45, articles.Count(a => a.Records.Count == 0));
        Assert.Equal("Osprey", articles.Single(a => a.Source == "source-1").Records.Single().Record.Model.Name);
        Assert.Equal(JsonSerializer.Serialize(articles[7]), JsonSerializer.Serialize(await store.Reviews.FindArticleAsync(articles[7].ArticleId, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_stored_version_is_told_once_and_an_unchanged_one_not()
    {
        var told = new List<string>();
        await using (var store = Stores.Open(folder.Store))
        {
            store.Reviews.ArticleChanged += told.Add;
            await store.SaveAsync(Sample.Document("s", "one"));
            await store.SaveAsync(Sample.Document("s", "one"));
            await store.SaveAsync(Sample.Document("s", "two"));
        }

        Assert.Equal(2, told.Count);
        Assert.Single(told.Distinct());
    }

    [Fact]
    public async Task Users_are_kept_by_name_in_any_case_and_removed()
    {
        var user = new UserAccount("Ann", UserRole.Reviewer, "hash", null, "stamp", Sample.ProcessedAt);
        await using var store = Stores.Open(folder.Store);
        await store.Reviews.SaveUserAsync(user, TestContext.Current.CancellationToken);
        await store.Reviews.SaveUserAsync(user with { Name = "ann", Role = UserRole.Reader }, TestContext.Current.CancellationToken);

        Assert.Equal(UserRole.Reader, Assert.Single(await store.Reviews.GetUsersAsync(TestContext.Current.CancellationToken)).Role);
        Assert.True(await store.Reviews.RemoveUserAsync("ANN", TestContext.Current.CancellationToken));
        Assert.False(await store.Reviews.RemoveUserAsync("ANN", TestContext.Current.CancellationToken));
    }

    private static Decision Full(string articleId, int sequence)
    {
        var document = Sample.Document("s", "content");
        var record = document.Records[0];
        return new Decision
        {
            Id = $"d{sequence}",
            ArticleId = articleId,
            Sequence = sequence,
            Kind = DecisionKind.AcceptValue,
            Subjects = ["a.1.r1"],
            Before = [new RecordImage("a.1.r1", record)],
            After = [new RecordImage("a.1.r1", record)],
            Reviewer = "ann",
            At = Sample.ProcessedAt,
            ExtractorVersion = "rules-1",
            ArticleVersion = 1,
            TextHash = ContentHash.Of(document.Article.Text),
            Remark = "a note",
            Value = new ValueReference(RecordField.Partners, "Ande"),
            Pass = ReviewPass.Settling,
            Reason = ReviewReason.SpotCheck,
            Probability = 0.05,
            Probe = ProbeResult.Noticed,
            Seconds = 1.5,
            Keystrokes = 3,
            Bulk = "b1",
            BulkSize = 37,
        };
    }
}
