using System.Text;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Tests.Material;

namespace ExtractionPipeline.Storage.Tests.Ingestion;

public sealed class IngestionStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = Stores.Now;

    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_look_adds_new_items_once_and_its_sources_state_with_them()
    {
        await using var store = await OpenAsync("feed");
        Assert.Equal(new DiscoveryCounts(2, 0, 0), await PollAsync(store, "feed", Shown("a"), Shown("b")));
        Assert.Equal(new DiscoveryCounts(1, 0, 0, 2), await PollAsync(store, "feed", Shown("a"), Shown("b"), Shown("c")));
        var source = Assert.Single(await store.Ingestion.GetSourcesAsync(default));
        Assert.Equal((2, 3), (source.Polls, source.Items));
        Assert.Equal(3, (await store.Ingestion.CountItemsAsync(default)).Discovered);
    }

    [Fact]
    public async Task Items_wait_in_lines_by_their_time()
    {
        await using var store = await OpenAsync("feed");
        await PollAsync(store, "feed", Shown("a", "x.example"), Shown("b", "y.example"), Shown("c", "x.example"));
        Assert.Equal(["x.example", "y.example"], (await store.Ingestion.DueQueuesAsync(default)).Select(q => q.Queue));
        var items = await store.Ingestion.DueItemsAsync("x.example", Now, 10, default);
        Assert.Equal(["//a", "//c"], items.Select(i => i.Key).Order());
        await store.Ingestion.SaveItemAsync(items[0] with { State = ItemState.Failed, Reason = "no", DueAt = Now.AddHours(1), ChangedAt = Now }, null, default);
        Assert.Single(await store.Ingestion.DueItemsAsync("x.example", Now, 10, default));
        Assert.Equal(2, (await store.Ingestion.DueItemsAsync("x.example", Now.AddHours(1), 10, default)).Count);
    }

    [Fact]
    public async Task A_known_item_is_due_again_when_its_title_time_or_address_has_changed()
    {
        await using var store = await OpenAsync("feed");
        var first = Shown("a") with { Title = "One", UpdatedAt = Now, FeedId = "7" };
        await PollAsync(store, "feed", first);
        var item = await FinishAsync(store, "//a");
        Assert.Equal(1, (await PollAsync(store, "feed", first)).Known);
        Assert.Equal(1, (await PollAsync(store, "feed", first with { Title = "One, mended" })).Updated);
        await FinishAsync(store, "//a");
        Assert.Equal(1, (await PollAsync(store, "feed", first with { Title = "One, mended", UpdatedAt = Now.AddDays(1) })).Updated);
        await FinishAsync(store, "//a");

        // The same entry under another address is the same story, and known by both addresses from then on.
        Assert.Equal(1, (await PollAsync(store, "feed", Shown("a-moved") with { FeedId = "7" })).Updated);
        var moved = await store.Ingestion.FindItemAsync("//a-moved", default);
        Assert.Equal(("//a", "https://a-moved/", item.ArticleId), (moved!.Key, moved.Address, moved.ArticleId));
        Assert.Equal(1, (await store.Ingestion.CountItemsAsync(default)).Total);
    }

    [Fact]
    public async Task Another_source_of_an_item_is_noted_and_does_not_make_it_due()
    {
        await using var store = await OpenAsync("feed", "other");
        await PollAsync(store, "feed", Shown("a"));
        await FinishAsync(store, "//a");
        Assert.Equal(1, (await PollAsync(store, "other", Shown("a") with { Title = "Elsewhere" })).Known);
        Assert.Equal(["other"], (await store.Ingestion.FindItemAsync("//a", default))!.FurtherSources);
    }

    [Fact]
    public async Task A_page_is_kept_until_its_item_is_extracted_and_then_lives_with_the_article()
    {
        await using var store = await OpenAsync("feed");
        await PollAsync(store, "feed", Shown("a"));
        var item = (await store.Ingestion.FindItemAsync("//a", default))!;
        var document = Sample.Document(item.Name, "one");
        await store.Ingestion.SaveItemAsync(item with { State = ItemState.Fetched }, document.Document.Content, default);
        Assert.Equal(document.Document.Content.ToArray(), await store.Ingestion.GetPageAsync("//a", default));

        var (outcome, saved) = await store.Ingestion.SaveExtractedAsync(item with { State = ItemState.Extracted, DueAt = null }, document, Signature(), [], default);
        Assert.Equal(SaveOutcome.Added, outcome);
        Assert.Null(await store.Ingestion.GetPageAsync("//a", default));
        Assert.Equal(document.Document.Content.ToArray(), await store.GetRawContentAsync(saved.ArticleId!, 1, default));
        Assert.Equal(saved.ArticleId, Assert.Single(await store.Ingestion.SignaturesAsync(Now.AddDays(-1), default).ToListAsync(TestContext.Current.CancellationToken)).ArticleId);
        Assert.Equal(new ItemCounts(0, 0, 1, 0, 0), await store.Ingestion.CountItemsAsync(default));
    }

    [Fact]
    public async Task A_refused_article_leaves_its_item_as_it_was()
    {
        await using var store = await OpenAsync("feed");
        await PollAsync(store, "feed", Shown("a"));
        var item = (await store.Ingestion.FindItemAsync("//a", default))!;
        var document = Sample.Document(item.Name, "one") with { DocumentHash = ContentHash.Of("other") };
        await Assert.ThrowsAsync<StoreException>(() => store.Ingestion.SaveExtractedAsync(item with { State = ItemState.Extracted, DueAt = null }, document, Signature(), [], default));
        Assert.Equal(ItemState.Discovered, (await store.Ingestion.FindItemAsync("//a", default))!.State);
    }

    [Fact]
    public async Task A_duplicate_becomes_a_further_source_of_the_article()
    {
        await using var store = await OpenAsync("feed");
        await PollAsync(store, "feed", Shown("a"), Shown("b"));
        var first = await FinishAsync(store, "//a");
        var copy = (await store.Ingestion.FindItemAsync("//b", default))! with { State = ItemState.Extracted, DueAt = null, ArticleId = first.ArticleId, Similarity = 0.97 };
        var page = Encoding.UTF8.GetBytes("<p>copy");
        await store.Ingestion.SaveDuplicateAsync(copy, copy.Document(page), ContentHash.Of(page), default);
        Assert.Equal(["https://a/", "https://b/"], (await store.GetArticleAsync(first.ArticleId!, null, default))!.Sources);
        Assert.Equal((1, 1), ((await store.SummariseAsync()).Articles, (await store.SummariseAsync()).Records));
        Assert.True(await store.IsCurrentAsync("https://b/", ContentHash.Of(page), default));
    }

    [Fact]
    public async Task Failed_items_are_listed_latest_first_and_can_be_tried_again()
    {
        await using var store = await OpenAsync("feed", "other");
        await PollAsync(store, "feed", Shown("a"), Shown("b"));
        await PollAsync(store, "other", Shown("c"));
        foreach (var (key, minutes) in new[] { ("//a", 1), ("//b", 2), ("//c", 3) })
        {
            var item = (await store.Ingestion.FindItemAsync(key, default))!;
            await store.Ingestion.SaveItemAsync(item with { State = ItemState.Failed, Reason = "gone", DueAt = null, Attempts = 8, ChangedAt = Now.AddMinutes(minutes) }, null, default);
        }

        Assert.Equal(["//c", "//b", "//a"], (await store.Ingestion.FindItemsAsync(new ItemQuery(ItemState.Failed), default)).Select(i => i.Key));
        Assert.Equal(["//c"], (await store.Ingestion.FindItemsAsync(new ItemQuery(ItemState.Failed, "other"), default)).Select(i => i.Key));
        Assert.Equal(2, await store.Ingestion.RetryAsync(new ItemQuery(ItemState.Failed, "feed", 100), null, Now, default));
        Assert.Equal(new ItemCounts(2, 0, 0, 0, 1), await store.Ingestion.CountItemsAsync(default));
        Assert.Equal(1, await store.Ingestion.RetryAsync(new ItemQuery(ItemState.Failed), "//c", Now, default));
    }

    [Fact]
    public async Task Hours_count_what_was_reached()
    {
        await using var store = await OpenAsync("feed");
        await PollAsync(store, "feed", Shown("a"));
        await FinishAsync(store, "//a");
        var hour = Assert.Single(await store.Ingestion.HoursAsync(Now.AddDays(-1), default));
        Assert.Equal((7, 1, 1), (hour.Hour.Hour, hour.Counts.Discovered, hour.Counts.Extracted));
    }

    [Fact]
    public async Task Records_made_again_replace_the_old_ones_under_their_keys_and_can_be_resumed()
    {
        await using var store = await OpenAsync("feed");
        await PollAsync(store, "feed", Shown("a"));
        var item = await FinishAsync(store, "//a");
        var before = Assert.Single(await store.FindAsync());
        var article = (await store.GetArticleAsync(item.ArticleId!, null, default))!;
        var better = before.Record with { Confidence = 0.99 };
        await store.Ingestion.SaveReprocessedAsync([new ReprocessedArticle(item.ArticleId!, 1, [better, better with { Id = "r2" }], "rules-2", Now)], "rules-2", item.ArticleId!, default);
        var after = await store.FindAsync();
        Assert.Equal([before.Key, before.Key[..^1] + "2"], after.Select(r => r.Key).Order());
        Assert.All(after, r => Assert.Equal(("rules-2", 0.99), (r.ExtractorVersion, r.Record.Confidence)));
        Assert.Equal((1, 1, 2, 2), ((await store.SummariseAsync()).Articles, (await store.SummariseAsync()).Versions, (await store.SummariseAsync()).Runs, (await store.SummariseAsync()).Records));
        Assert.Equal(item.ArticleId, await store.Ingestion.ReprocessedUpToAsync("rules-2", default));
        Assert.Null(await store.Ingestion.ReprocessedUpToAsync("rules-3", default));
        Assert.Equal(article.TextHash, (await store.GetArticleAsync(item.ArticleId!, null, default))!.TextHash);
        Assert.Empty((await store.Ingestion.CheckAsync(default)).Problems);
    }

    [Fact]
    public async Task A_backup_made_in_use_opens_and_holds_the_same()
    {
        await using var store = await OpenAsync("feed");
        await PollAsync(store, "feed", [.. Enumerable.Range(0, 30).Select(i => Shown($"p{i}"))]);
        await FinishAsync(store, "//p0");
        await store.Ingestion.BackUpAsync(folder["copy.db"], default);
        await PollAsync(store, "feed", Shown("later"));
        await using var copy = Stores.Open(folder["copy.db"]);
        Assert.Equal(30, (await copy.Ingestion.CountItemsAsync(default)).Total);
        Assert.Equal(1, (await copy.SummariseAsync()).Articles);
        Assert.False(File.Exists(folder["copy.db.part"]));
        await Assert.ThrowsAsync<StoreException>(() => store.Ingestion.BackUpAsync(folder.Store, default));
    }

    [Fact]
    public async Task A_check_passes_a_sound_store_and_names_what_is_wrong_with_another()
    {
        await using (var store = await OpenAsync("feed"))
        {
            await PollAsync(store, "feed", Shown("a"), Shown("b"));
            await FinishAsync(store, "//a");
            Assert.Empty((await store.Ingestion.CheckAsync(default)).Problems);
        }

        using (var raw = new LiteDB.LiteDatabase(new LiteDB.ConnectionString { Filename = folder.Store, Collation = LiteDB.Collation.Binary }))
        {
            raw.GetCollection("contents").DeleteMany("$._id LIKE '%/raw/%'");
        }

        await using var damaged = Stores.Open(folder.Store);
        Assert.Contains("missing", Assert.Single((await damaged.Ingestion.CheckAsync(default)).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_lets_old_pages_go_and_keeps_items_texts_and_the_newest_page()
    {
        await using var store = await OpenAsync("feed");
        await PollAsync(store, "feed", Shown("a"), Shown("b"));
        var a = await FinishAsync(store, "//a", "one");
        await FinishAsync(store, "//a", "two");
        var b = (await store.Ingestion.FindItemAsync("//b", default))!;
        await store.Ingestion.SaveItemAsync(b with { State = ItemState.Skipped, Reason = "off topic", DueAt = null }, Encoding.UTF8.GetBytes("page"), default);
        var gone = await store.Ingestion.PruneAsync(new RetentionRules(Now.AddDays(1), Now.AddDays(1), Now.AddDays(-1)), default);
        Assert.Equal(2, gone);
        Assert.Null(await store.Ingestion.GetPageAsync("//b", default));
        Assert.NotNull(await store.Ingestion.FindItemAsync("//b", default));
        Assert.NotNull(await store.GetRawContentAsync(a.ArticleId!, 2, default));
        Assert.NotNull(await store.GetArticleAsync(a.ArticleId!, 1, default));
        Assert.Empty((await store.Ingestion.CheckAsync(default)).Problems);
    }

    [Fact]
    public async Task A_crash_between_any_two_writes_leaves_every_item_in_one_state_and_doubles_none()
    {
        var files = new FaultyFileSystem();
        var crashes = new List<string>();
        var changes = 0;
        files.Changed = () =>
        {
            if (++changes % 19 == 0)
            {
                var crash = Directory.CreateDirectory(folder[$"crash-{changes}"]).FullName;
                files.CopyTo(crash);
                crashes.Add(Path.Combine(crash, "store.db"));
            }
        };
        await using (var store = Stores.Open(folder.Store, files, batchSize: 3))
        {
            await WorkAsync(store);
        }

        Assert.InRange(crashes.Count, 5, 500);
        foreach (var crash in crashes)
        {
            await using var store = Stores.Open(crash);
            Assert.Empty((await store.Ingestion.CheckAsync(default)).Problems);
            await WorkAsync(store);
            Assert.Equal((10, 10, 10), ((await store.SummariseAsync()).Articles, (await store.SummariseAsync()).Records, (int)(await store.Ingestion.CountItemsAsync(default)).Extracted));
        }
    }

    /// <summary>What a worker does, from a look to the store, begun anew after a crash.</summary>
    private static async Task WorkAsync(LiteDbRecordStore store)
    {
        await AddSourceAsync(store, "feed");
        await PollAsync(store, "feed", [.. Enumerable.Range(0, 10).Select(i => Shown($"p{i}"))]);
        foreach (var item in await store.Ingestion.DueItemsAsync("x.example", Now, 100, default))
        {
            var document = Sample.Document(item.Name, item.Key);
            if (item.State == ItemState.Discovered)
            {
                await store.Ingestion.SaveItemAsync(item with { State = ItemState.Fetched }, document.Document.Content, default);
            }

            await store.Ingestion.SaveExtractedAsync(item with { State = ItemState.Extracted, DueAt = null }, document, Signature(), [], default);
        }
    }

    private async Task<LiteDbRecordStore> OpenAsync(params string[] sources)
    {
        var store = Stores.Open(folder.Store);
        foreach (var source in sources)
        {
            await AddSourceAsync(store, source);
        }

        return store;
    }

    private static Task AddSourceAsync(LiteDbRecordStore store, string id) => store.Ingestion.UpdateSourceAsync(
        id, known => known ?? new SourceState { Definition = new SourceDefinition { Id = id, Kind = SourceKind.Feed, Location = $"https://{id}.example/" } }, default);

    private static Task<DiscoveryCounts> PollAsync(LiteDbRecordStore store, string source, params DiscoveredItem[] items) => store.Ingestion.RecordPollAsync(
        source, (state, counts) => state with { Polls = state.Polls + 1, Items = state.Items + counts.Added }, items, Now, default);

    private static DiscoveredItem Shown(string name, string queue = "x.example") => new($"//{name}", $"https://{name}/", queue);

    private static ArticleSignature Signature() => new("", [1, 2, 3], Now);

    private static async Task<IngestionItem> FinishAsync(LiteDbRecordStore store, string key, string content = "one")
    {
        var item = (await store.Ingestion.FindItemAsync(key, default))!;
        return (await store.Ingestion.SaveExtractedAsync(item with { State = ItemState.Extracted, DueAt = null }, Sample.Document(item.Name, key + content), Signature(), [], default)).Item;
    }
}
