namespace ExtractionPipeline.Reading.Tests.Metadata;

public sealed class MetadataTests
{
    private static readonly string Body = $"<p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third}</p>";

    public static TheoryData<string, string> DatesInHead => new()
    {
        { "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"datePublished\":\"2025-07-27T08:00:00+08:00\"}</script>", "2025-07-27" },
        { "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"WebPage\"},{\"@type\":[\"BlogPosting\"],\"datePublished\":\"2025-07-27\"}]}</script>", "2025-07-27" },
        { "<meta property=\"article:published_time\" content=\"2025-07-27T08:00:00Z\">", "2025-07-27" },
        { "<meta name=PubDate content=\"2025-07-27 09:30:00\">", "2025-07-27" },
        { "<meta name=citation_publication_date content=\"2025/07/27\">", "2025-07-27" },
        { "<meta name=\"DC.date.issued\" content=\"20250727\">", "2025-07-27" },
    };

    public static TheoryData<string> DatesInText => new()
    {
        "<time datetime=\"2025-07-27T08:00\">yesterday</time>", "<div>Jul 27, 2025 08:00 CST Updated 08:00</div>", "<span class=date>27 July 2025</span>",
        "<div>Release time: 2025-07-27 Views: 877</div>", "<div>2025年7月27日</div>", "<p>Published on the 27th of July, 2025</p>",
    };

    [Theory]
    [MemberData(nameof(DatesInHead))]
    public void Read_the_date_is_found_in_the_head(string head, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), Pages.Article(Pages.Of(Body, head)).PublishedOn);

    [Theory]
    [MemberData(nameof(DatesInText))]
    public void Read_the_date_is_found_in_the_visible_text(string line) =>
        Assert.Equal(new DateOnly(2025, 7, 27), Pages.Article(Pages.Of($"<h1>A new assistant in Alderford</h1>{line}<div>{Body}</div>")).PublishedOn);

    [Fact]
    public void Read_what_the_page_states_wins_over_what_it_shows() =>
        Assert.Equal(new DateOnly(2025, 7, 27), Pages.Article(Pages.Of($"<div>2024-01-01</div>{Body}", "<meta property=\"article:published_time\" content=\"2025-07-27\">")).PublishedOn);

    [Theory]
    [InlineData("2025-13-45")]
    [InlineData("0000-00-00")]
    [InlineData("next week")]
    public void Read_an_impossible_date_is_no_date(string date) =>
        Assert.Null(Pages.Article(Pages.Of(Body, $"<meta name=date content=\"{date}\">")).PublishedOn);

    [Theory]
    [InlineData("<title>A new assistant in Alderford | The Outlet</title>")]
    [InlineData("<title>A new assistant in Alderford - The Outlet</title><meta property=og:site_name content=\"The Outlet\">")]
    [InlineData("<title>The Outlet</title><meta property=og:title content=\"A new assistant in Alderford\">")]
    [InlineData("<title>A new assistant in Alderford_The Outlet</title>")]
    public void Read_the_title_comes_without_the_sites_name(string head)
    {
        var article = Pages.Article(Pages.Of(Body, head));
        Assert.Equal("A new assistant in Alderford", article.Title);
        Assert.StartsWith("A new assistant in Alderford\n", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_the_title_stands_in_the_text_once() =>
        Assert.Equal(1, Pages.Article(Pages.Story()).Text.Split("A new assistant in Alderford").Length - 1);

    [Theory]
    [InlineData("<meta name=author content=\"Ann Alder\">")]
    [InlineData("<script type=\"application/ld+json\">{\"@type\":\"Article\",\"author\":[{\"@type\":\"Person\",\"name\":\"Ann Alder\"}]}</script>")]
    public void Read_the_author_is_found(string head) => Assert.Equal("Ann Alder", Pages.Article(Pages.Of(Body, head)).Author);

    [Fact]
    public void Read_the_author_is_found_in_a_byline() =>
        Assert.Equal("Ann Alder", Pages.Article(Pages.Of($"<h1>A new assistant in Alderford</h1><div class=byline>By Ann Alder</div>{Body}")).Author);

    [Fact]
    public void Read_language_site_and_address_are_found()
    {
        var article = Pages.Article($"<html lang=en-GB><head><meta property=og:site_name content=\"The Outlet\"><link rel=canonical href=\"https://outlet.example/a\"></head><body>{Body}</body></html>");
        Assert.Equal(("en-GB", "The Outlet", "https://outlet.example/a"), (article.Language, article.SiteName, article.CanonicalAddress?.AbsoluteUri));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@outlet.example/a")]
    [InlineData("/relative")]
    public void Read_an_address_that_is_no_plain_web_address_is_left_out(string address) =>
        Assert.Null(Pages.Article(Pages.Of(Body, $"<link rel=canonical href=\"{address}\">")).CanonicalAddress);

    [Fact]
    public void Read_broken_json_ld_is_passed_over() =>
        Assert.Equal(new DateOnly(2025, 7, 27), Pages.Article(Pages.Of(Body, "<script type=\"application/ld+json\">{\"@type\": oops</script><meta name=date content=2025-07-27>")).PublishedOn);
}
