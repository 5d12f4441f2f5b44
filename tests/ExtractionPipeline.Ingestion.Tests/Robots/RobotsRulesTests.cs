using System.Text;
using ExtractionPipeline.Ingestion.Robots;

namespace ExtractionPipeline.Ingestion.Tests.Robots;

public sealed class RobotsRulesTests
{
    [Theory]
    [InlineData("User-agent: *\nDisallow: /", "/x", false)]
    [InlineData("User-agent: *\nDisallow:", "/x", true)]
    [InlineData("", "/x", true)]
    [InlineData("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true)]
    [InlineData("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", false)]
    [InlineData("User-agent: *\nDisallow: /page\nAllow: /page", "/page", true)]
    [InlineData("User-agent: *\nDisallow: /*.gif$", "/x/y.gif", false)]
    [InlineData("User-agent: *\nDisallow: /*.gif$", "/x/y.gif?z", true)]
    [InlineData("User-agent: *\nDisallow: /fish*", "/fishheads/x", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/a-b-b-c", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c", "/a-b-b-d", true)]
    [InlineData("User-agent: *\nDisallow: /$", "/", false)]
    [InlineData("User-agent: *\nDisallow: /$", "/x", true)]
    [InlineData("User-agent: Extraction-Pipeline/2.0\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: extraction-pipeline\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: other\nUser-agent: extraction-pipeline\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: extraction-pipeline\nDisallow: /a\nUser-agent: extraction-pipeline\nDisallow: /b", "/a", false)]
    [InlineData("User-agent: extraction-pipeline-news\nDisallow: /", "/a", true)]
    [InlineData("Disallow: /\nUser-agent: *\nDisallow: /b", "/a", true)]
    [InlineData("\ufeffUSER-AGENT : * # all\r\ndisallow : /x # that", "/x", false)]
    [InlineData("User-agent: *\nDisallow: /caf%c3%a9", "/caf%C3%A9", false)]
    [InlineData("User-agent: *\nDisallow: /café", "/caf%C3%A9", false)]
    [InlineData("User-agent: *\nDisallow: /%7Euser", "/~user", false)]
    [InlineData("User-agent: *\nSitemap: https://x.example/s.xml\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    [InlineData("<html>no robots here</html>", "/x", true)]
    public void Allows_follows_rfc_9309(string file, string path, bool allowed) =>
        Assert.Equal(allowed, RobotsRules.Parse(Encoding.UTF8.GetBytes(file), "extraction-pipeline").Allows(path));

    [Fact]
    public void Crawl_delay_and_sitemaps_are_told()
    {
        var rules = RobotsRules.Parse("Sitemap: https://x.example/s.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /a"u8, "extraction-pipeline");
        Assert.Equal(TimeSpan.FromSeconds(2.5), rules.CrawlDelay);
        Assert.Equal(["https://x.example/s.xml"], rules.Sitemaps);
    }

    [Fact]
    public void What_lies_beyond_500_kib_is_not_read()
    {
        var file = Encoding.UTF8.GetBytes("User-agent: *\n" + new string('#', 600 * 1024) + "\nDisallow: /");
        Assert.True(RobotsRules.Parse(file, "extraction-pipeline").Allows("/x"));
    }

    [Fact]
    public void Patterns_with_many_stars_take_no_time_to_speak_of()
    {
        var rules = RobotsRules.Parse(Encoding.UTF8.GetBytes("User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("a*", 500)) + "b"), "x");
        Assert.True(rules.Allows("/" + new string('a', 2000)));
    }
}
