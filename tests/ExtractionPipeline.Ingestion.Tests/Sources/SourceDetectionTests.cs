using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Sources;
using ExtractionPipeline.Ingestion.Tests.Pipeline;

namespace ExtractionPipeline.Ingestion.Tests.Sources;

public sealed class SourceDetectionTests : IAsyncLifetime
{
    private const string Listing = "<html><body><nav><a href='/about'>About this site and all of its people</a></nav><main><ul class='news'>{0}</ul></main><footer><a href='/terms'>The terms of use of this site in full</a></footer></body></html>";

    private readonly Dictionary<string, LoopbackReply> pages = [];
    private LoopbackServer server = null!;
    private TestWorker worker = null!;

    public ValueTask InitializeAsync()
    {
        server = new LoopbackServer(r => pages.TryGetValue(r.Path, out var page) ? page : LoopbackReply.Empty(404));
        worker = new TestWorker();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_feed_is_known_by_its_content_whatever_type_it_comes_under()
    {
        pages["/x"] = LoopbackReply.Text(TestWorker.Feed(server.Address, ("/1", "a")), "text/html");
        Assert.Equal((SourceKind.Feed, 1), await DetectAsync("/x"));
    }

    [Fact]
    public async Task A_page_that_names_its_feed_leads_there()
    {
        pages["/news"] = LoopbackReply.Html("<html><head><link rel='alternate' type='application/rss+xml' href='/comments/feed'><link rel='alternate' type='application/atom+xml' href='/news.atom'></head><body></body></html>");
        pages["/news.atom"] = LoopbackReply.Xml(TestWorker.Feed(server.Address, ("/1", "a"), ("/2", "b")));
        var detected = await worker.Detection.DetectAsync(new Uri(server.Address, "/news").AbsoluteUri, null, default);
        Assert.Equal((SourceKind.Feed, "/news.atom", 2), (detected.Definition!.Kind, new Uri(detected.Definition.Location).AbsolutePath, detected.Look!.Items.Count));
    }

    [Fact]
    public async Task A_front_page_without_a_named_feed_is_asked_for_the_usual_ones()
    {
        pages["/"] = LoopbackReply.Html("<html><body>Welcome</body></html>");
        pages["/rss.xml"] = LoopbackReply.Xml(TestWorker.Feed(server.Address, ("/1", "a")));
        Assert.Equal((SourceKind.Feed, 1), await DetectAsync("/"));
    }

    [Fact]
    public async Task A_sitemap_and_an_index_of_sitemaps_are_known_and_only_changed_ones_read_again()
    {
        pages["/map.xml"] = LoopbackReply.Xml("<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2026-01-01</lastmod></sitemap><sitemap><loc>/b.xml</loc><lastmod>2026-01-02</lastmod></sitemap></sitemapindex>");
        pages["/a.xml"] = LoopbackReply.Xml("<urlset><url><loc>/1</loc></url></urlset>");
        pages["/b.xml"] = LoopbackReply.Xml("<urlset><url><loc>/2</loc></url></urlset>");
        Assert.Equal((SourceKind.Sitemap, 2), await DetectAsync("/map.xml"));
        await worker.AddAsync("map", new Uri(server.Address, "/map.xml"), SourceKind.Sitemap);
        await worker.PollAsync("map");
        pages["/map.xml"] = LoopbackReply.Xml("<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2026-01-01</lastmod></sitemap><sitemap><loc>/b.xml</loc><lastmod>2026-02-02</lastmod></sitemap></sitemapindex>");
        var before = server.Requests.Count;
        await worker.PollAsync("map");
        Assert.Equal(["/map.xml", "/b.xml"], server.Paths.Skip(before));
    }

    [Fact]
    public async Task A_list_of_links_is_found_without_menus_and_footers_or_by_a_selector()
    {
        var items = string.Concat(Enumerable.Range(1, 6).Select(i => $"<li class='item n{i}'><h2><a href='/story/{i}'>A headline long enough to be one, number {i}</a></h2></li>"));
        pages["/news/"] = LoopbackReply.Html(Listing.Replace("{0}", items, StringComparison.Ordinal));
        Assert.Equal((SourceKind.Listing, 6), await DetectAsync("/news/"));
        var html = System.Text.Encoding.UTF8.GetString(pages["/news/"].Body);
        Assert.Equal(["/story/3"], ListingLinks.Find(html, ".n3 a", server.Address).Select(l => l.Link!.AbsolutePath));
        Assert.Empty(ListingLinks.Find(html, ":::", server.Address));
    }

    [Fact]
    public async Task A_single_page_a_folder_and_a_list_of_addresses_are_known()
    {
        pages["/story/1/long"] = LoopbackReply.Html(TestWorker.Article(1));
        Assert.Equal((SourceKind.Page, 1), await DetectAsync("/story/1/long"));
        await File.WriteAllTextAsync(Path.Combine(worker.Folder, "list.txt"), "# backfill\nhttps://x.example/1\nhttps://x.example/2\n");
        var list = await worker.Detection.DetectAsync(Path.Combine(worker.Folder, "list.txt"), null, default);
        Assert.Equal((SourceKind.AddressList, 2), (list.Definition!.Kind, list.Look!.Items.Count));
        Assert.Equal(SourceKind.Folder, (await worker.Detection.DetectAsync(worker.Folder, null, default)).Definition!.Kind);
    }

    [Theory]
    [InlineData("http://10.0.0.1/feed", "private or reserved")]
    [InlineData("http://user:pass@news.example/", "name or a password")]
    [InlineData("file:///etc/passwd", "not an http(s) address")]
    [InlineData("http://", "not an address")]
    public async Task What_may_not_be_asked_for_is_refused(string location, string reason) =>
        Assert.Contains(reason, (await worker.Detection.DetectAsync(location, null, default)).Failure, StringComparison.Ordinal);

    private async Task<(SourceKind, int)> DetectAsync(string path)
    {
        var detected = await worker.Detection.DetectAsync(new Uri(server.Address, path).AbsoluteUri, null, default);
        Assert.Null(detected.Failure);
        return (detected.Definition!.Kind, detected.Look!.Items.Count);
    }
}
