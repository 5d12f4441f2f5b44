using System.Net;
using System.Net.Sockets;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Feeds;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.Ingestion.Tests.Fetching;
using Microsoft.Extensions.Time.Testing;

namespace ExtractionPipeline.Ingestion.Tests.Pipeline;

/// <summary>The worker from a look at a source to the store, against a server that goes wrong.</summary>
public sealed class WorkerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, default)) { AutoAdvanceAmount = TimeSpan.FromTicks(1) };
    private readonly Dictionary<string, Func<LoopbackRequest, LoopbackReply>> pages = [];
    private LoopbackServer server = null!;
    private TestWorker worker = null!;

    public ValueTask InitializeAsync()
    {
        server = new LoopbackServer(r => pages.TryGetValue(r.Path, out var page) ? page(r) : LoopbackReply.Empty(404));
        worker = new TestWorker(time: time);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Entries_of_a_feed_are_taken_in_once_however_often_it_is_looked_at()
    {
        await AddFeedAsync(("/1", "one"), ("/2", "two"));
        Serve("/1", TestWorker.Article(1));
        Serve("/2", TestWorker.Article(2));
        Assert.Equal([DocumentStatus.Added, DocumentStatus.Added], (await worker.RoundAsync("feed")).Select(r => r.Status));
        Assert.Empty(await worker.RoundAsync("feed"));
        Assert.Equal((2, 2, 2), (worker.Extractor.Calls, (await worker.Store.SummariseAsync(default)).Articles, server.Paths.Count(p => p.Length == 2)));
    }

    [Fact]
    public async Task An_unchanged_feed_costs_one_conditional_request()
    {
        pages["/feed"] = r => r.Header("If-None-Match") == "\"1\"" ? LoopbackReply.Empty(304) : LoopbackReply.Xml(TestWorker.Feed(server.Address, ("/1", "one"))) with { Headers = [("ETag", "\"1\"")] };
        await worker.AddAsync("feed", new Uri(server.Address, "/feed"));
        await worker.PollAsync("feed");
        var second = await worker.PollAsync("feed");
        Assert.Equal((0, 2), (second.Counts.Known, server.Requests.Count));
        Assert.Equal(("\"1\"", 0), (second.State!.ETag, second.State.Failures));
    }

    [Fact]
    public async Task A_feed_that_turns_into_an_error_page_fails_and_loses_nothing()
    {
        await AddFeedAsync(("/1", "one"));
        Serve("/1", TestWorker.Article(1));
        await worker.RoundAsync("feed");
        pages["/feed"] = _ => LoopbackReply.Html("<!DOCTYPE html><html><body>Please accept our terms</body></html>");
        var failed = await worker.PollAsync("feed");
        Assert.Equal(("a page for people instead of a feed", 1), (failed.State!.LastFailure, failed.State.Failures));
        await AddFeedAsync(("/1", "one"));
        Assert.Equal((0, 1), ((await worker.PollAsync("feed")).State!.Failures, (await worker.Store.SummariseAsync(default)).Articles));
    }

    [Fact]
    public async Task A_source_that_answers_410_is_stopped_and_its_owner_told()
    {
        pages["/feed"] = _ => LoopbackReply.Empty(410);
        await worker.AddAsync("feed", new Uri(server.Address, "/feed"));
        var report = await worker.PollAsync("feed");
        Assert.False(report.State!.IsActive);
        Assert.Equal(SourceAlertKind.Stopped, Assert.Single(report.NewAlerts).Kind);
    }

    [Fact]
    public async Task A_feed_that_has_moved_for_good_is_asked_at_its_new_address()
    {
        pages["/feed"] = _ => LoopbackReply.Redirect(301, "/moved");
        pages["/moved"] = _ => LoopbackReply.Xml(TestWorker.Feed(server.Address));
        await worker.AddAsync("feed", new Uri(server.Address, "/feed"));
        await worker.PollAsync("feed");
        await worker.PollAsync("feed");
        Assert.Equal(["/feed", "/moved", "/moved"], server.Paths);
    }

    [Fact]
    public async Task Retry_after_of_a_feed_and_of_an_item_is_respected()
    {
        pages["/feed"] = _ => LoopbackReply.Empty(429, ("Retry-After", "7200"));
        await worker.AddAsync("feed", new Uri(server.Address, "/feed"));
        Assert.True((await worker.PollAsync("feed")).State!.NextPollAt >= time.GetUtcNow().AddSeconds(7199));
        await AddFeedAsync(("/1", "one"));
        pages["/1"] = _ => LoopbackReply.Empty(503, ("Retry-After", "7200"));
        await worker.RoundAsync("feed");
        Assert.True((await ItemAsync("/1")).DueAt >= time.GetUtcNow().AddSeconds(7199));
    }

    [Fact]
    public async Task An_item_that_fails_is_tried_again_after_growing_pauses_given_up_and_retried_when_asked()
    {
        await AddFeedAsync(("/1", "one"));
        pages["/1"] = _ => LoopbackReply.Empty(500);
        var pauses = new List<TimeSpan>();
        await worker.RoundAsync("feed");
        for (var item = await ItemAsync("/1"); item.DueAt is { } due; item = await ItemAsync("/1"))
        {
            pauses.Add(due - time.GetUtcNow());
            time.SetUtcNow(due);
            await worker.WorkAsync();
        }

        Assert.Equal(worker.Options.MaximumAttempts - 1, pauses.Count);
        Assert.All(pauses.Zip(pauses.Skip(1)), p => Assert.True(p.Second > p.First));
        var failure = Assert.Single(await worker.Items.FindItemsAsync(new ItemQuery(ItemState.Failed), default));
        Assert.Contains("500", failure.Reason, StringComparison.Ordinal);

        Serve("/1", TestWorker.Article(1));
        Assert.Equal(1, await worker.Items.RetryAsync(new ItemQuery(ItemState.Failed), null, time.GetUtcNow(), default));
        Assert.Equal(DocumentStatus.Added, Assert.Single(await worker.WorkAsync()).Status);
    }

    [Theory]
    [InlineData(LoopbackFault.Reset)]
    [InlineData(LoopbackFault.ShortBody)]
    internal async Task A_broken_body_is_never_stored_half(LoopbackFault fault)
    {
        await AddFeedAsync(("/1", "one"));
        pages["/1"] = _ => LoopbackReply.Html(TestWorker.Article(1)) with { Fault = fault };
        await worker.RoundAsync("feed");
        Assert.Equal(ItemState.Failed, (await ItemAsync("/1")).State);
        Assert.Null(await worker.Items.GetPageAsync((await ItemAsync("/1")).Key, default));
        Assert.Equal(0, (await worker.Store.SummariseAsync(default)).Articles);
    }

    [Fact]
    public async Task A_410_is_given_up_at_once_and_a_page_that_went_later_keeps_its_article()
    {
        await AddFeedAsync(("/1", "one"), ("/2", "two"));
        pages["/1"] = _ => LoopbackReply.Empty(410);
        Serve("/2", TestWorker.Article(2));
        await worker.RoundAsync("feed");
        Assert.Equal((ItemState.Failed, null), ((await ItemAsync("/1")).State, (await ItemAsync("/1")).DueAt));
        pages["/2"] = _ => LoopbackReply.Empty(410);
        pages["/feed"] = _ => LoopbackReply.Xml(TestWorker.Feed(server.Address, ("/2", "two, renamed")));
        await worker.RoundAsync("feed");
        Assert.Equal((ItemState.Extracted, 1), ((await ItemAsync("/2")).State, (await worker.Store.SummariseAsync(default)).Articles));
    }

    [Fact]
    public async Task The_same_entry_under_another_link_is_the_same_story()
    {
        await AddFeedAsync(("/1", "one"));
        Serve("/1", TestWorker.Article(1));
        Serve("/1-moved", TestWorker.Article(1));
        await worker.RoundAsync("feed");
        await AddFeedAsync(("/1-moved", "one"));
        await worker.RoundAsync("feed");
        Assert.Equal((1L, 1), ((await worker.Items.CountItemsAsync(default)).Total, (await worker.Store.SummariseAsync(default)).Versions));
    }

    [Fact]
    public async Task Entries_without_a_link_or_a_date_do_not_keep_the_others_out()
    {
        pages["/feed"] = _ => LoopbackReply.Xml($"<rss><channel><item><title>no link</title></item><item><title>no date</title><link>{new Uri(server.Address, "/1")}</link></item><item><link>http://10.0.0.1/private</link></item></channel></rss>");
        await worker.AddAsync("feed", new Uri(server.Address, "/feed"));
        var report = await worker.PollAsync("feed");
        Assert.Equal((1, "2 entries without a usable address"), (report.Counts.Added, report.Look.Note));
    }

    [Fact]
    public async Task An_identifier_that_all_entries_share_tells_nothing()
    {
        await AddFeedAsync(("/1", "same"), ("/2", "same"));
        Assert.Equal(2, (await worker.PollAsync("feed")).Counts.Added);
        Assert.Null((await ItemAsync("/1")).FeedId);
    }

    [Fact]
    public async Task A_feed_of_a_hundred_thousand_entries_is_taken_in_up_to_the_limit()
    {
        await using var small = new TestWorker(new IngestionOptions { MaximumEntries = 300 });
        var feed = $"<rss><channel>{string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<item><link>/{i}</link></item>"))}</channel></rss>";
        Assert.Equal(99_700, FeedReader.Read(System.Text.Encoding.UTF8.GetBytes(feed), null, server.Address, 300).Feed!.LeftOut);
        pages["/feed"] = _ => LoopbackReply.Xml(feed) with { Body = Zip(feed), Headers = [("Content-Type", "text/xml"), ("Content-Encoding", "gzip")] };
        await small.AddAsync("feed", new Uri(server.Address, "/feed"));
        var report = await small.PollAsync("feed");
        Assert.Equal((300, "99700 entries beyond the limit"), (report.Counts.Added, report.Look.Note));
    }

    [Fact]
    public async Task A_copy_in_another_outlet_is_a_further_source_and_not_extracted_again()
    {
        await using var other = new LoopbackServer(_ => LoopbackReply.Html(TestWorker.Article(1, "<p>This copy has a line of its own at the end of it.</p>")), IPAddress.Parse("127.0.0.2"));
        pages["/feed"] = _ => LoopbackReply.Xml(TestWorker.Feed(server.Address, ("/1", "one"), (new Uri(other.Address, "/copy").AbsoluteUri, "two")));
        Serve("/1", TestWorker.Article(1));
        await worker.AddAsync("feed", new Uri(server.Address, "/feed"));
        var reports = await worker.RoundAsync("feed");
        Assert.Equal([DocumentStatus.Added, DocumentStatus.FurtherSource], reports.Select(r => r.Status).Order());
        Assert.Equal((1, 1), (worker.Extractor.Calls, (await worker.Store.SummariseAsync(default)).Articles));
        var article = await worker.Store.GetArticleAsync((await ItemAsync("/1")).ArticleId!, null, default);
        Assert.Equal(2, article!.Sources.Count);
    }

    [Fact]
    public async Task A_copy_that_turns_into_another_story_gets_an_article_of_its_own_and_leaves_the_first_as_it_was()
    {
        await AddFeedAsync(("/1", "one"));
        Serve("/1", TestWorker.Article(1));
        await worker.RoundAsync("feed");
        Serve("/2", TestWorker.Article(1, "<p>A line of its own.</p>"));
        await AddFeedAsync(("/1", "one"), ("/2", "two"));
        Assert.Equal(DocumentStatus.FurtherSource, Assert.Single(await worker.RoundAsync("feed")).Status);
        Serve("/2", TestWorker.Article(2));
        await AddFeedAsync(("/1", "one"), ("/2", "two, renamed"));
        Assert.Equal(DocumentStatus.Added, Assert.Single(await worker.RoundAsync("feed")).Status);
        var summary = await worker.Store.SummariseAsync(default);
        Assert.Equal((2, 2), (summary.Articles, summary.Versions));
        Assert.Single((await worker.Store.GetArticleAsync((await ItemAsync("/1")).ArticleId!, null, default))!.Sources);
        Assert.Empty((await worker.Items.CheckAsync(default)).Problems);
    }

    [Fact]
    public async Task An_updated_page_becomes_a_new_version_whose_evidence_is_anchored_and_other_frames_do_not()
    {
        await AddFeedAsync(("/1", "one"));
        Serve("/1", TestWorker.Article(1));
        await worker.RoundAsync("feed");

        Serve("/1", TestWorker.Article(1).Replace("<body>", "<body><nav>other frames</nav>", StringComparison.Ordinal));
        await AddFeedAsync(("/1", "one, renamed"));
        Assert.Equal(DocumentStatus.Unchanged, Assert.Single(await worker.RoundAsync("feed")).Status);

        Serve("/1", TestWorker.Article(1).Replace("Ande Hospital presented", "Correction. Ande Hospital presented", StringComparison.Ordinal));
        await AddFeedAsync(("/1", "one, renamed again"));
        Assert.Equal(DocumentStatus.NewVersion, Assert.Single(await worker.RoundAsync("feed")).Status);
        var anchored = Assert.Single(await worker.Items.FindAnchorsAsync((await ItemAsync("/1")).ArticleId!, default));
        Assert.Equal((EvidenceState.Moved, 1, 2), (anchored.State, anchored.FromVersion, anchored.ToVersion));
    }

    [Fact]
    public async Task What_is_off_topic_is_spared_and_listed_with_its_reason_and_can_be_taken_in_all_the_same()
    {
        await AddFeedAsync(("/1", "one"));
        Serve("/1", $"<html><body><article><h1>The cup</h1><p>{string.Join(' ', Enumerable.Repeat("The striker scored and the crowd sang in the rain all night long.", 20))}</p></article></body></html>");
        Assert.Equal(DocumentStatus.Skipped, Assert.Single(await worker.RoundAsync("feed")).Status);
        Assert.StartsWith("off topic", Assert.Single(await worker.Items.FindItemsAsync(new ItemQuery(ItemState.Skipped), default)).Reason, StringComparison.Ordinal);
        Assert.Equal(0, worker.Extractor.Calls);
        Assert.NotNull(await worker.Items.GetPageAsync((await ItemAsync("/1")).Key, default));

        worker.Pipeline.TakeUnseen(["feed"]);
        await worker.Items.RetryAsync(new ItemQuery(ItemState.Skipped), null, time.GetUtcNow(), default);
        Assert.Equal(DocumentStatus.Added, Assert.Single(await worker.WorkAsync()).Status);
    }

    [Fact]
    public async Task A_page_that_was_fetched_before_an_interruption_is_extracted_without_being_asked_for_again()
    {
        await AddFeedAsync(("/1", "one"));
        await worker.PollAsync("feed");
        var item = await ItemAsync("/1");
        await worker.Items.SaveItemAsync(item with { State = ItemState.Fetched, DocumentHash = Core.Articles.ContentHash.Of(TestWorker.Article(1)).Hex, MediaType = "text/html", HomeQueue = item.Queue, Queue = "page-1" }, System.Text.Encoding.UTF8.GetBytes(TestWorker.Article(1)), default);
        Assert.Equal(DocumentStatus.Added, Assert.Single(await worker.WorkAsync()).Status);
        Assert.Equal(["/feed"], server.Paths);
    }

    [Fact]
    public async Task While_our_own_network_is_down_no_source_is_blamed()
    {
        await using var lonely = new TestWorker(resolver: new TableResolver { Answer = _ => throw new SocketException((int)SocketError.HostNotFound) });
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            await lonely.AddAsync(name, new Uri($"http://{name}.example/feed"));
        }

        await lonely.PollAsync("a");
        await lonely.PollAsync("b");
        Assert.Equal(0, (await lonely.PollAsync("c")).State!.Failures);
        var later = (await lonely.PollAsync("d")).State!;
        Assert.Equal(0, later.Failures);
        Assert.InRange(later.NextPollAt!.Value, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddMinutes(2));
    }

    [Fact]
    public async Task A_store_that_fails_ends_the_run_and_leaves_items_as_they_were()
    {
        await AddFeedAsync(("/1", "one"));
        Serve("/1", TestWorker.Article(1));
        await worker.PollAsync("feed");
        await worker.Store.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => worker.Pipeline.RunAsync(true, _ => { }, default));
    }

    [Fact]
    public async Task A_folder_gives_new_and_changed_files_once_and_a_faulty_one_its_reason()
    {
        var incoming = Directory.CreateDirectory(Path.Combine(worker.Folder, "incoming")).FullName;
        var file = Path.Combine(incoming, "a.html");
        await File.WriteAllTextAsync(file, TestWorker.Article(1));
        await File.WriteAllTextAsync(Path.Combine(incoming, "empty.html"), "");
        await worker.AddAsync("folder", new Uri(incoming), SourceKind.Folder);
        Assert.Equal([DocumentStatus.Added, DocumentStatus.Failed], (await worker.RoundAsync("folder")).Select(r => r.Status).Order());
        Assert.Empty(await worker.RoundAsync("folder"));
        await File.WriteAllTextAsync(file, TestWorker.Article(2));
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(5));
        Assert.Equal(DocumentStatus.NewVersion, Assert.Single(await worker.RoundAsync("folder")).Status);
    }

    [Fact]
    public async Task Reprocessing_goes_over_all_articles_and_goes_on_where_it_stopped()
    {
        await AddFeedAsync([.. Enumerable.Range(0, 5).Select(i => ($"/{i}", $"{i}"))]);
        foreach (var i in Enumerable.Range(0, 5))
        {
            Serve($"/{i}", TestWorker.Article(i));
        }

        await worker.RoundAsync("feed");
        var reprocessing = new Reprocessing(worker.Store, worker.Items, new OtherExtractor(), time);
        Assert.Equal((5, 5), await reprocessing.RunAsync(false, null, default));
        Assert.Equal((0, 0), await reprocessing.RunAsync(false, null, default));
        Assert.Equal((5, 0), await reprocessing.RunAsync(true, null, default));
        Assert.All(await worker.Store.FindRecordsAsync(new RecordQuery(), default).ToListAsync(TestContext.Current.CancellationToken), r => Assert.Equal("other/1", r.ExtractorVersion));
    }

    private sealed class OtherExtractor : Core.Extraction.IRecordExtractor
    {
        private readonly CountingExtractor inner = new();

        public string Version => "other/1";

        public IReadOnlyList<Core.Records.ModelRecord> Extract(Core.Articles.Article article, CancellationToken cancellationToken = default) => inner.Extract(article, cancellationToken);
    }

    private async Task AddFeedAsync(params (string Path, string Id)[] entries)
    {
        pages["/feed"] = _ => LoopbackReply.Xml(TestWorker.Feed(server.Address, entries));
        if (await worker.Items.FindSourceAsync("feed", default) is null)
        {
            await worker.AddAsync("feed", new Uri(server.Address, "/feed"));
        }
    }

    private void Serve(string path, string html) => pages[path] = _ => LoopbackReply.Html(html);

    private async Task<IngestionItem> ItemAsync(string path) => (await worker.Items.FindItemAsync($"//{server.Address.Authority}{path}", default))!;

    private static byte[] Zip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, true))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
