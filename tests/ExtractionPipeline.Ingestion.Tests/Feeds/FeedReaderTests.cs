using System.IO.Compression;
using System.Text;
using ExtractionPipeline.Ingestion.Feeds;

namespace ExtractionPipeline.Ingestion.Tests.Feeds;

public sealed class FeedReaderTests
{
    private static readonly Uri Address = new("https://news.example.org/feeds/health.xml");

    [Fact]
    public void Rss_2_is_read_with_links_dates_and_the_wishes_of_its_publisher()
    {
        var feed = Read(
            """
            <?xml version="1.0"?>
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">
              <channel><title>Health</title><link>/</link><atom:link rel="self" href="https://other.example/x"/><ttl>90</ttl>
              <skipHours><hour>0</hour><hour>24</hour><hour>7</hour></skipHours><skipDays><day>Sunday</day></skipDays>
              <item><title>One &lt;b&gt;bold&lt;/b&gt; thing</title><link> /a?b=1&amp;c=2
              </link><guid isPermaLink="false">77</guid><pubDate>Tue, 03 Jun 2025 09:39:21 GMT</pubDate>
              <description>short</description><content:encoded><![CDATA[<p>Long&nbsp;form</p>]]></content:encoded></item>
              <item><guid>https://news.example.org/two</guid></item>
              </channel></rss>
            """);
        Assert.Equal((FeedFormat.Rss, "Health", "https://news.example.org/"), (feed.Format, feed.Title, feed.Home?.AbsoluteUri));
        Assert.Equal(TimeSpan.FromMinutes(90), feed.TimeToLive);
        Assert.Equal([0, 7], feed.SkipHours.Order());
        Assert.Equal([DayOfWeek.Sunday], feed.SkipDays);
        Assert.Null(feed.Mended);
        Assert.Equal(
            new FeedEntry { Id = "77", Link = new("https://news.example.org/a?b=1&c=2"), Title = "One bold thing", Summary = "Long form", PublishedAt = new(2025, 6, 3, 9, 39, 21, default) },
            feed.Entries[0]);
        Assert.Equal("https://news.example.org/two", feed.Entries[1].Link?.AbsoluteUri);
    }

    [Fact]
    public void Rss_1_in_rdf_is_read_with_items_beside_the_channel()
    {
        var feed = Read(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://x.example/"><title>X</title><items><rdf:Seq><rdf:li rdf:resource="https://x.example/1"/></rdf:Seq></items></channel>
            <item rdf:about="https://x.example/1"><title>First</title><link>https://x.example/1</link><dc:date>2025-06-03T11:00+02:00</dc:date></item>
            </rdf:RDF>
            """);
        var entry = Assert.Single(feed.Entries);
        Assert.Equal((FeedFormat.Rdf, "First", new DateTimeOffset(2025, 6, 3, 9, 0, 0, default)), (feed.Format, entry.Title, entry.PublishedAt));
    }

    [Fact]
    public void Atom_takes_the_alternate_link_for_people_and_the_base_of_its_elements()
    {
        var feed = Read(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://x.example/blog/"><title type="html">A &amp;amp; B</title>
            <entry><id>tag:x,2025:1</id><link rel="self" href="e.xml"/><link type="application/json" href="e.json"/><link rel="alternate" type="text/html" href="e.html"/>
            <updated>2025-06-03T09:00:00.123Z</updated><published>2025-06-01</published><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">T <i>t</i></div></title></entry></feed>
            """);
        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("A & B", "https://x.example/blog/e.html", "T t"), (feed.Title, entry.Link?.AbsoluteUri, entry.Title));
        Assert.Equal(new DateTimeOffset(2025, 6, 1, 0, 0, 0, default), entry.PublishedAt);
    }

    [Fact]
    public void Json_feed_is_read_with_trailing_commas_and_numeric_ids()
    {
        var feed = Read("""{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":5,"url":"/5","title":"Five","date_published":"2025-06-03T09:00:00-04:00",},"junk"]}""");
        var entry = Assert.Single(feed.Entries);
        Assert.Equal(("5", "https://news.example.org/5", "Five", 13), (entry.Id, entry.Link?.AbsoluteUri, entry.Title, entry.PublishedAt?.UtcDateTime.Hour));
    }

    [Fact]
    public void Sitemaps_and_their_indexes_are_read_with_the_news_extension()
    {
        var map = Read(
            """
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
            <url><loc>https://x.example/1</loc><lastmod>2025-06-03</lastmod><image:image><image:loc>https://x.example/1.jpg</image:loc></image:image>
            <news:news><news:publication><news:name>X</news:name></news:publication><news:publication_date>2025-06-02T08:00:00Z</news:publication_date><news:title>One</news:title></news:news></url></urlset>
            """);
        var entry = Assert.Single(map.Entries);
        Assert.Equal(("https://x.example/1", "One", 2, 3), (entry.Link?.AbsoluteUri, entry.Title, entry.PublishedAt?.Day, entry.UpdatedAt?.Day));
        var index = Read("""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>/a.xml.gz</loc><lastmod>2025-06-03T00:00:00Z</lastmod></sitemap></sitemapindex>""");
        Assert.Equal((FeedFormat.SitemapIndex, "https://news.example.org/a.xml.gz"), (index.Format, Assert.Single(index.Sitemaps).Link?.AbsoluteUri));
    }

    [Theory]
    [InlineData("\n \ufeff<?xml version='1.0'?><rss><channel><item><title>Tom & Jerry</title><link>/1</link></item></channel></rss>", "Tom & Jerry")]
    [InlineData("<rss><channel><item><title>caf&eacute; &mdash; bar</title><link>/1</link></item></channel></rss>", "café — bar")]
    [InlineData("<rss><channel><item><title>cut off</title><link>/1</link><description>the end is mis", "cut off")]
    [InlineData("<rss><channel><item><title>crossed <b>tags</title></b><link>/1</link></item></channel></rss>", "crossed tags")]
    [InlineData("<rss><channel><item><title>control \u0001 sign</title><link>/1</link></item></channel></rss>", "control sign")]
    [InlineData("<rss><channel><item><dc:date>2025-01-01</dc:date><title>prefix</title><link>/1</link></item></channel></rss>", "prefix")]
    [InlineData("<rss version=2.0><channel><item><title>no quotes</title><link>/1</link></item></channel></rss>junk</p>", "no quotes")]
    [InlineData("Warning: mysql_connect() failed\n<rss><channel><item><title>noise before</title><link>/1</link></item></channel></rss>", "noise before")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>entity &x;.</title><link>/1</link></item></channel></rss>", "entity &x;.")]
    [InlineData("<rss><channel><item><title>a < b and c > d</title><link>/1</link></item></channel></rss>", "a < b and c > d")]
    [InlineData("<rss><channel><item><title><![CDATA[never ends</title><link>/1</link></item></channel></rss>", "never ends")]
    public void Broken_feeds_are_mended_and_say_so(string text, string title)
    {
        var feed = Read(text);
        Assert.StartsWith(title, Assert.Single(feed.Entries).Title, StringComparison.Ordinal);
        Assert.NotNull(feed.Mended);
    }

    [Fact]
    public void Nested_entities_do_not_grow()
    {
        var bomb = "<!DOCTYPE r [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><rss><channel><title>&b;</title></channel></rss>";
        Assert.Equal("&b;", Read(bomb).Title);
    }

    [Theory]
    [InlineData("", FeedFailureKind.Empty)]
    [InlineData(" \n ", FeedFailureKind.Empty)]
    [InlineData("<!DOCTYPE html><html><body>Please accept</body></html>", FeedFailureKind.HtmlPage)]
    [InlineData("<h1>x</h1>", FeedFailureKind.NotAFeed)]
    [InlineData("{\"a\":1}", FeedFailureKind.NotAFeed)]
    [InlineData("{ not json", FeedFailureKind.NotAFeed)]
    [InlineData("plain words", FeedFailureKind.NotAFeed)]
    public void What_is_no_feed_is_told_apart(string text, FeedFailureKind kind)
    {
        var reading = FeedReader.Read(Encoding.UTF8.GetBytes(text), null, Address);
        Assert.Equal(kind, reading.Failure?.Kind);
        Assert.DoesNotContain('\n', reading.Failure!.Message);
    }

    [Fact]
    public void An_empty_feed_is_a_feed_without_entries() => Assert.Empty(Read("<rss version='2.0'><channel><title>Quiet</title></channel></rss>").Entries);

    [Fact]
    public void Entries_beyond_the_limit_are_counted_and_left_out()
    {
        var text = $"<rss><channel>{string.Concat(Enumerable.Range(0, 1000).Select(i => $"<item><link>/{i}</link></item>"))}</channel></rss>";
        var feed = FeedReader.Read(Encoding.UTF8.GetBytes(text), null, Address, mostEntries: 10).Feed!;
        Assert.Equal((10, 990), (feed.Entries.Count, feed.LeftOut));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    [InlineData("gb18030")]
    [InlineData("windows-1252")]
    public void Encodings_declared_within_are_followed(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var title = encoding == "windows-1252" ? "“Zürich” – 5 €" : "瑞金医院发布大模型";
        var bytes = Encoding.GetEncoding(encoding).GetBytes($"<?xml version=\"1.0\" encoding=\"{encoding}\"?><rss><channel><title>{title}</title></channel></rss>");
        Assert.Equal(title, FeedReader.Read(bytes, "us-ascii", Address).Feed!.Title);
    }

    [Fact]
    public void A_wrong_declaration_loses_against_valid_utf_8() =>
        Assert.Equal("Zürich", FeedReader.Read("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Zürich</title></channel></rss>"u8.ToArray(), "ascii", Address).Feed!.Title);

    [Fact]
    public void Gzip_is_unpacked_and_a_cut_one_gives_what_came()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes("<urlset><url><loc>/1</loc></url></urlset>"));
        }

        Assert.Single(FeedReader.Read(packed.ToArray(), null, Address).Feed!.Entries);
        Assert.False(FeedReader.Read(packed.ToArray().AsMemory(0, 12), null, Address).Succeeded);
    }

    [Fact]
    public void Any_bytes_give_a_feed_or_a_reason()
    {
        var whole = Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><rss xmlns:a='http://www.w3.org/2005/Atom'><channel><title>T &amp; t</title><item><link>/1</link><a:link href='x'/><pubDate>Tue, 03 Jun 2025 09:39:21 GMT</pubDate></item></channel></rss>");
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = whole.AsSpan(0, random.Next(whole.Length)).ToArray();
            for (var change = 0; change < 3 && bytes.Length > 0; change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var reading = FeedReader.Read(bytes, null, Address);
            Assert.True(reading.Feed is not null ^ reading.Failure is not null);
        }
    }

    private static FeedDocument Read(string text)
    {
        var reading = FeedReader.Read(Encoding.UTF8.GetBytes(text), null, Address);
        Assert.True(reading.Succeeded, reading.Failure?.Message);
        return reading.Feed;
    }
}
