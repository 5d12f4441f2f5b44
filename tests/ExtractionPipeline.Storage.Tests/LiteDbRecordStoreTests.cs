using System.Text.Json;
using CsCheck;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Storage.Tests;

public sealed class LiteDbRecordStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Save_then_read_gives_back_everything()
    {
        var saved = Documents.Of("a.html", "one", records: 2, published: new DateOnly(2025, 7, 27));
        await using (var store = Open())
        {
            Assert.Equal(SaveOutcome.Added, await store.SaveAsync(saved, default));
        }

        await using var again = Open();
        var records = await again.FindRecordsAsync(new RecordQuery(), default).ToListAsync();
        Assert.Equal(2, records.Count);
        Assert.Equal(Json(saved.Records[0]), Json(records.Single(r => r.Record.Id == "r0").Record));
        var article = await again.GetArticleAsync(records[0].ArticleId, null, default);
        Assert.Equal(Json(saved.Article), Json(article!.Article));
        Assert.Equal(ContentHash.Of(saved.Article.Text), article.TextHash);
        Assert.Equal(article.TextHash, records[0].TextHash);
        Assert.Equal(saved.Document.Content.ToArray(), await again.GetRawContentAsync(article.ArticleId, 1, default));
        Assert.Equal(new StoreSummary(1, 1, 1, 2, 2), await again.SummariseAsync(default));
    }

    [Fact]
    public async Task Save_the_same_content_again_changes_nothing()
    {
        await using var store = Open();
        await store.SaveAsync(Documents.Of("a.html", "one"), default);
        var before = await store.SummariseAsync(default);
        Assert.Equal(SaveOutcome.Unchanged, await store.SaveAsync(Documents.Of("a.html", "one"), default));
        Assert.Equal(before, await store.SummariseAsync(default));
        Assert.True(await store.IsCurrentAsync("a.html", ContentHash.Of("one"), default));
        Assert.False(await store.IsCurrentAsync("a.html", ContentHash.Of("two"), default));
        Assert.False(await store.IsCurrentAsync("b.html", ContentHash.Of("one"), default));
    }

    [Fact]
    public async Task Save_changed_content_is_a_new_version_and_only_its_records_are_current()
    {
        await using var store = Open();
        await store.SaveAsync(Documents.Of("a.html", "one", records: 3), default);
        Assert.Equal(SaveOutcome.NewVersion, await store.SaveAsync(Documents.Of("a.html", "two", records: 1), default));
        var record = Assert.Single(await store.FindRecordsAsync(new RecordQuery(), default).ToListAsync());
        Assert.Equal(2, record.ArticleVersion);
        Assert.Equal("one", System.Text.Encoding.UTF8.GetString((await store.GetRawContentAsync(record.ArticleId, 1, default))!));
        Assert.NotNull(await store.GetRecordAsync($"{record.ArticleId}.1.r2", default));
        Assert.Equal(new StoreSummary(1, 2, 2, 1, 1), await store.SummariseAsync(default));
    }

    [Fact]
    public async Task Save_known_content_from_elsewhere_adds_the_source()
    {
        await using var store = Open();
        await store.SaveAsync(Documents.Of("b.html", "one"), default);
        Assert.Equal(SaveOutcome.FurtherSource, await store.SaveAsync(Documents.Of("a.html", "one"), default));
        var record = Assert.Single(await store.FindRecordsAsync(new RecordQuery(), default).ToListAsync());
        Assert.Equal("a.html", record.Source);
        Assert.Equal(["a.html", "b.html"], (await store.GetArticleAsync(record.ArticleId, null, default))!.Sources);
        Assert.Equal(SaveOutcome.Unchanged, await store.SaveAsync(Documents.Of("b.html", "one"), default));
    }

    [Fact]
    public async Task Save_in_any_order_and_at_once_gives_the_same_store() =>
        await Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).SampleAsync(
            async order =>
            {
                using var own = TestPaths.Temporary();
                await using var store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = own.File("s.db"), BatchSize = 3 });
                await Task.WhenAll(order.Select(i => store.SaveAsync(Documents.Of($"{i}.html", $"content {i % 8}", i % 8 % 3), default)));
                var keys = await store.FindRecordsAsync(new RecordQuery(), default).Select(r => $"{r.Key} {r.Source}").ToListAsync();
                Assert.Equal(string.Join('\n', Expected()), string.Join('\n', keys.Order(StringComparer.Ordinal)));
            },
            iter: 6,
            threads: 1);

    [Fact]
    public async Task Save_from_many_threads_loses_nothing()
    {
        await using (var store = Open())
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(p => Task.Run(async () =>
            {
                for (var i = 0; i < 60; i++)
                {
                    await store.SaveAsync(Documents.Of($"{p}-{i}.html", $"{p}-{i}"), default);
                }
            })));
        }

        await using var again = Open();
        Assert.Equal(new StoreSummary(480, 480, 480, 480, 480), await again.SummariseAsync(default));
    }

    [Fact]
    public async Task Save_evidence_that_is_not_in_the_text_stores_nothing()
    {
        await using var store = Open();
        var good = Documents.Of("a.html", "one");
        var bad = good with { Records = [Documents.Record("\nother text with Alder Hospital, cancer, first", 0)] };
        await Assert.ThrowsAsync<StoreException>(() => store.SaveAsync(bad, default));
        Assert.Equal(0, (await store.SummariseAsync(default)).Articles);
        Assert.Equal(SaveOutcome.Added, await store.SaveAsync(good, default));
    }

    [Fact]
    public async Task Save_a_page_larger_than_a_piece_is_kept_whole()
    {
        await using var store = Open();
        var random = new byte[9 * 1024 * 1024];
        new Random(7).NextBytes(random);
        var document = Documents.Of("a.html", "one");
        document = document with { Document = document.Document with { Content = random }, DocumentHash = ContentHash.Of(random) };
        await store.SaveAsync(document, default);
        var record = Assert.Single(await store.FindRecordsAsync(new RecordQuery(), default).ToListAsync());
        Assert.Equal(random, await store.GetRawContentAsync(record.ArticleId, 1, default));
    }

    [Fact]
    public async Task Save_cancelled_before_its_turn_is_not_written()
    {
        await using var store = Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.SaveAsync(Documents.Of("a.html", "one"), new CancellationToken(canceled: true)));
        Assert.Equal(0, (await store.SummariseAsync(default)).Articles);
    }

    [Fact]
    public async Task Save_after_closing_says_so()
    {
        var store = Open();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<StoreException>(() => store.SaveAsync(Documents.Of("a.html", "one"), default));
    }

    [Fact]
    public async Task Find_newest_publications_first_and_filters()
    {
        await using var store = Open();
        await store.SaveAsync(Documents.Of("a.html", "old", published: new DateOnly(2024, 1, 1)), default);
        await store.SaveAsync(Documents.Of("b.html", "new", published: new DateOnly(2025, 1, 1), disposition: Disposition.Accepted), default);
        await store.SaveAsync(Documents.Of("c.html", "undated"), default);
        Assert.Equal(["b.html", "a.html", "c.html"], await Sources(store, new RecordQuery()));
        Assert.Equal(["b.html"], await Sources(store, new RecordQuery { Limit = 1 }));
        Assert.Equal(["b.html"], await Sources(store, new RecordQuery { Disposition = Disposition.Accepted }));
        Assert.Equal(["a.html"], await Sources(store, new RecordQuery { PublishedTo = new DateOnly(2024, 12, 31) }));
        Assert.Equal(["b.html"], await Sources(store, new RecordQuery { PublishedFrom = new DateOnly(2024, 12, 31) }));
        Assert.Equal(3, (await Sources(store, new RecordQuery { Model = "alder LARGE", Hospital = "ah", Partner = "birch", Specialty = Specialty.RareDisease, FirstOfKind = ClaimScope.National, MinimumConfidence = 0.5 })).Count);
        Assert.Empty(await Sources(store, new RecordQuery { Hospital = "Cedar" }));
    }

    [Fact]
    public async Task Find_more_records_than_a_page_gives_all_of_them()
    {
        await using var store = Open();
        await store.SaveAsync(Documents.Of("a.html", "one", records: 600), default);
        Assert.Equal(600, (await store.FindRecordsAsync(new RecordQuery(), default).ToListAsync()).Select(r => r.Key).Distinct().Count());
    }

    [Fact]
    public async Task Get_a_record_by_the_beginning_of_its_key()
    {
        await using var store = Open();
        await store.SaveAsync(Documents.Of("a.html", "one", records: 2), default);
        var key = (await store.FindRecordsAsync(new RecordQuery(), default).ToListAsync())[0].Key;
        Assert.Equal(key, (await store.GetRecordAsync(key, default))!.Key);
        Assert.Null(await store.GetRecordAsync(key[..8], default));
        Assert.Null(await store.GetRecordAsync("no such key", default));
    }

    private static IEnumerable<string> Expected() => Enumerable.Range(0, 12).GroupBy(i => i % 8).SelectMany(twins =>
    {
        // Which of two documents with one content comes first decides the records; the test keeps them alike.
        var id = ContentHash.Of($"content {twins.Key}").Hex[..16];
        var source = twins.Select(i => $"{i}.html").Order(StringComparer.Ordinal).First();
        return Enumerable.Range(0, twins.Key % 3).Select(r => $"{id}.1.r{r} {source}");
    }).Order(StringComparer.Ordinal);

    private static async Task<List<string>> Sources(IRecordStore store, RecordQuery query) => await store.FindRecordsAsync(query, default).Select(r => r.Source).ToListAsync();

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private LiteDbRecordStore Open() => LiteDbRecordStore.Open(new RecordStoreOptions { Path = folder.File("records.db") });
}
