using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Tests.Material;

namespace ExtractionPipeline.Storage.Tests.Database;

/// <summary>Takes the files as they are between two writes, as a process killed there leaves them.</summary>
public sealed class CrashTests
{
    private const int Count = 40;

    [Fact]
    public async Task A_crash_at_any_write_leaves_whole_articles_and_all_that_was_reported_saved()
    {
        using var folder = new StoreFolder();
        var crashes = await SaveAndCopyAsync(folder, every: 23);
        Assert.InRange(crashes.Count, 15, 200);

        var undisturbed = await DescribeUndisturbedAsync(folder);
        foreach (var crash in crashes)
        {
            await using var store = Stores.Open(crash.Store);
            var summary = await store.SummariseAsync();
            Assert.True(summary.Articles >= crash.Saved, $"{summary.Articles} of at least {crash.Saved} articles");
            Assert.Equal((summary.Articles, summary.Articles, summary.Articles), (summary.Versions, summary.Runs, summary.Records));
            await AssertArticlesAreWholeAsync(store);

            await Task.WhenAll(MakeDocuments().Select(d => store.SaveAsync(d)));
            Assert.Equal(undisturbed, await store.DescribeAsync());
        }
    }

    [Fact]
    public async Task A_log_that_ends_within_a_page_loses_only_what_was_not_reported_saved()
    {
        using var folder = new StoreFolder();
        foreach (var crash in await SaveAndCopyAsync(folder, every: 43))
        {
            using (var log = File.Open(crash.Log, FileMode.Append))
            {
                log.Write(new byte[5000]);
            }

            await using var store = Stores.Open(crash.Store);
            Assert.True((await store.SummariseAsync()).Articles >= crash.Saved);
            await AssertArticlesAreWholeAsync(store);
        }
    }

    private static async Task<List<Crash>> SaveAndCopyAsync(StoreFolder folder, int every)
    {
        var files = new FaultyFileSystem();
        var crashes = new List<Crash>();
        var saved = 0;
        var changes = 0;
        files.Changed = () =>
        {
            if (++changes % every == 0)
            {
                // Counted before the copy: what is reported while it is made may be missing from it.
                var crash = new Crash(folder[$"crash-{changes}"], Volatile.Read(ref saved));
                Directory.CreateDirectory(crash.Folder);
                files.CopyTo(crash.Folder);
                crashes.Add(crash);
            }
        };
        await using (var store = Stores.Open(folder.Store, files, batchSize: 3, checkpointMebibytes: 1))
        {
            foreach (var documents in MakeDocuments().Chunk(3))
            {
                await Task.WhenAll(documents.Select(d => store.SaveAsync(d)));
                Interlocked.Add(ref saved, documents.Length);
            }
        }

        return crashes;
    }

    private static async Task<string> DescribeUndisturbedAsync(StoreFolder folder)
    {
        await using var store = Stores.Open(folder["undisturbed.db"]);
        await Task.WhenAll(MakeDocuments().Select(d => store.SaveAsync(d)));
        return await store.DescribeAsync();
    }

    private static async Task AssertArticlesAreWholeAsync(LiteDbRecordStore store)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var records = await store.FindAsync();
        Assert.Equal((await store.SummariseAsync()).Records, records.Count);
        foreach (var record in records)
        {
            var article = await store.GetArticleAsync(record.ArticleId, record.ArticleVersion, cancellation);
            Assert.All(record.Record.Values.SelectMany(v => v.Evidence), e => Assert.Equal(e.Text, e.Span.Of(article!.Article.Text)));
            Assert.NotNull(await store.GetRawContentAsync(record.ArticleId, record.ArticleVersion, cancellation));
            Assert.True(await store.IsCurrentAsync(record.Source, article!.DocumentHash, cancellation));
        }
    }

    private static IEnumerable<ProcessedDocument> MakeDocuments() =>
        Enumerable.Range(0, Count).Select(i => Sample.Document($"{i:D2}.html", $"content {i} {new string('x', i * 100)}"));

    private sealed record Crash(string Folder, int Saved)
    {
        public string Store => Path.Combine(Folder, "store.db");

        public string Log => Path.Combine(Folder, "store-log.db");
    }
}
