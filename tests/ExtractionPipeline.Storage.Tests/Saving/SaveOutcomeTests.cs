using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Tests.Material;

namespace ExtractionPipeline.Storage.Tests.Saving;

public sealed class SaveOutcomeTests
{
    [Fact]
    public async Task A_new_document_is_added()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);

        Assert.Equal(SaveOutcome.Added, await store.SaveAsync(Sample.Document("a.html", "one")));
        Assert.Equal(new StoreSummary(1, 1, 1, 1, 0), await store.SummariseAsync());
    }

    [Fact]
    public async Task The_same_content_from_the_same_source_changes_nothing()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        await store.SaveAsync(Sample.Document("a.html", "one"));
        var before = await store.DescribeAsync();

        Assert.Equal(SaveOutcome.Unchanged, await store.SaveAsync(Sample.Document("a.html", "one", extractorVersion: "rules-2")));
        Assert.Equal(before, await store.DescribeAsync());
    }

    [Fact]
    public async Task New_content_of_a_known_source_is_a_new_version_and_supersedes_the_records()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        await store.SaveAsync(Sample.Document("a.html", "one", model: "Kestrel"));
        var old = Assert.Single(await store.FindAsync());

        Assert.Equal(SaveOutcome.NewVersion, await store.SaveAsync(Sample.Document("a.html", "two", model: "Merlin")));

        var record = Assert.Single(await store.FindAsync());
        Assert.Equal("Merlin", record.Record.Model.Name);
        Assert.Equal((old.ArticleId, 2), (record.ArticleId, record.ArticleVersion));
        Assert.Null(await store.GetRecordAsync(old.Key, TestContext.Current.CancellationToken));
        Assert.Equal(new StoreSummary(1, 2, 2, 1, 0), await store.SummariseAsync());
        var first = await store.GetArticleAsync(old.ArticleId, 1, TestContext.Current.CancellationToken);
        Assert.StartsWith("one", first!.Article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Known_content_from_another_source_only_adds_the_source()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        await store.SaveAsync(Sample.Document("b.html", "one"));

        Assert.Equal(SaveOutcome.FurtherSource, await store.SaveAsync(Sample.Document("a.html", "one")));

        var record = Assert.Single(await store.FindAsync());
        Assert.Equal("a.html", record.Source);
        var article = await store.GetArticleAsync(record.ArticleId, null, TestContext.Current.CancellationToken);
        Assert.Equal(["a.html", "b.html"], article!.Sources);
        Assert.Equal(new StoreSummary(1, 1, 1, 1, 0), await store.SummariseAsync());
    }

    [Fact]
    public async Task Two_sources_of_an_article_that_part_ways_do_not_take_turns()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        await store.SaveAsync(Sample.Document("a.html", "one"));
        await store.SaveAsync(Sample.Document("b.html", "one"));

        Assert.Equal(SaveOutcome.NewVersion, await store.SaveAsync(Sample.Document("a.html", "two")));
        Assert.Equal(SaveOutcome.Unchanged, await store.SaveAsync(Sample.Document("b.html", "one")));
        Assert.Equal(SaveOutcome.Unchanged, await store.SaveAsync(Sample.Document("a.html", "two")));
        Assert.Equal(SaveOutcome.Unchanged, await store.SaveAsync(Sample.Document("b.html", "two")));
        Assert.Equal(new StoreSummary(1, 2, 2, 1, 0), await store.SummariseAsync());
    }

    [Fact]
    public async Task Content_that_an_article_has_left_behind_begins_an_article_of_its_own()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        await store.SaveAsync(Sample.Document("a.html", "one"));
        await store.SaveAsync(Sample.Document("a.html", "two"));

        Assert.Equal(SaveOutcome.Added, await store.SaveAsync(Sample.Document("b.html", "one")));

        var ids = (await store.FindAsync()).Select(r => r.ArticleId).Distinct().ToList();
        Assert.Equal(2, ids.Count);
        Assert.Equal(SaveOutcome.FurtherSource, await store.SaveAsync(Sample.Document("c.html", "one")));
    }

    [Fact]
    public async Task A_source_is_current_with_its_newest_content_only()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        var first = Sample.Document("a.html", "one");
        var second = Sample.Document("a.html", "two");
        await store.SaveAsync(first);
        await store.SaveAsync(second);

        Assert.True(await store.IsCurrentAsync("a.html", second.DocumentHash, TestContext.Current.CancellationToken));
        Assert.False(await store.IsCurrentAsync("a.html", first.DocumentHash, TestContext.Current.CancellationToken));
        Assert.False(await store.IsCurrentAsync("b.html", second.DocumentHash, TestContext.Current.CancellationToken));
        Assert.False(await store.IsCurrentAsync("a.html", ContentHash.Of("three"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Keys_and_run_ids_follow_from_content_and_extractor()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        var document = Sample.Document("a.html", "one");
        await store.SaveAsync(document);

        var record = Assert.Single(await store.FindAsync());
        Assert.Equal(document.DocumentHash.Hex[..16], record.ArticleId);
        Assert.Equal($"{record.ArticleId}.1.r1", record.Key);
        Assert.Equal($"{record.ArticleId}.1.{ContentHash.Of("rules-1").Hex[..8]}", record.RunId);
    }

    [Fact]
    public async Task A_source_may_be_an_address_of_any_length()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        var source = "https://example.org/?q=" + new string('x', 5000);

        await store.SaveAsync(Sample.Document(source, "one"));

        Assert.Equal(source, Assert.Single(await store.FindAsync()).Source);
        Assert.Equal(SaveOutcome.Unchanged, await store.SaveAsync(Sample.Document(source, "one")));
    }
}
