using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Reading.Tests.MainText;

public sealed class BoilerplateTests
{
    private const string Noise = "Birch Hospital unveils Birchwood, the first model of its kind, and everybody is delighted, says the board of the house";

    public static TheoryData<string> Around => new()
    {
        $"<nav><ul><li><a href=/>Home</a></li><li><a href=/n>{Noise}</a></li></ul></nav>",
        $"<header class=site-header><a href=/>The Outlet</a><p>{Noise}</p></header>",
        $"<div class=\"related-stories\"><h3>Related stories</h3><p><a href=/b>{Noise}</a></p></div>",
        $"<div id=\"relatedPosts\"><p>{Noise}, it was heard.</p></div>",
        $"<section class=comments><p>{Noise}. I doubt it, and so should you.</p></section>",
        $"<div class=\"cookie-banner\"><p>We use cookies. {Noise}.</p></div>",
        $"<div class=\"share-bar\"><span>Share</span><a href=#>{Noise}</a></div>",
        $"<footer><p>© The Outlet, all rights reserved. {Noise}.</p></footer>",
        $"<aside><p>{Noise}, says our columnist.</p></aside>",
        $"<div class=\"newsletter-signup\"><p>Sign up for our newsletter. {Noise}.</p></div>",
        $"<div role=complementary><p>{Noise}, it says here.</p></div>",
        $"<div style=\"display:none\"><p>{Noise}, invisibly.</p></div>",
        $"<div hidden><p>{Noise}, invisibly.</p></div>",
        $"<div class=\"author-bio\"><p>The author writes on hospitals. {Noise}.</p></div>",
        $"<script>var x = '{Noise}';</script>",
        $"<ul class=tags><li><a href=/t>{Noise}</a></li></ul>",
        $"<h3>Recommended reading</h3><div><p><a href=/b>{Noise}</a></p></div>",
    };

    [Theory]
    [MemberData(nameof(Around))]
    public void Read_what_belongs_to_the_site_is_gone_before_between_and_behind_the_text(string noise)
    {
        foreach (var page in new[] { Pages.Story(before: noise), Pages.Story(between: noise), Pages.Story(behind: noise) })
        {
            var article = Pages.Article(page);
            Assert.DoesNotContain("Birch", article.Text, StringComparison.Ordinal);
            Assert.Contains(Pages.First, article.Text, StringComparison.Ordinal);
            Assert.Contains(Pages.Second, article.Text, StringComparison.Ordinal);
            Assert.Contains(Pages.Third, article.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_a_wrapper_named_after_its_sidebar_keeps_the_article()
    {
        var article = Pages.Article(Pages.Of($"<div class=\"content-with-sidebar\"><p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third}</p></div>"));
        Assert.Equal(3, article.Blocks.Count(b => b.Kind == ArticleBlockKind.Paragraph));
    }

    [Fact]
    public void Read_a_post_that_the_article_quotes_is_part_of_it_whatever_its_frame_is_named()
    {
        var article = Pages.Article(Pages.Story(between: "<div class=\"social-media-embed\"><blockquote class=\"quoted-post\"><p>The board is proud of what its doctors have made, and says so here.</p></blockquote></div>"));
        Assert.Contains("The board is proud", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_the_text_goes_on_behind_a_list_of_links_in_its_midst()
    {
        var links = string.Concat(Enumerable.Range(1, 5).Select(i => $"<li><a href=/{i}>Another headline, number {i}, of the same outlet</a></li>"));
        Assert.Contains(Pages.Third, Pages.Article(Pages.Story(between: $"<ul>{links}</ul>")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_teasers_of_other_articles_do_not_win_over_a_short_article()
    {
        var teasers = string.Concat(Enumerable.Range(1, 6).Select(i => $"<article class=teaser><h2><a href=/{i}>Headline {i}</a></h2><p>{Noise}, number {i}, and a little more of the same so that it looks like prose.</p></article>"));
        var article = Pages.Article(Pages.Of($"<main><article><h1>A new assistant in Alderford</h1><p>{Pages.First}</p><p>{Pages.Second}</p></article></main><div class=list>{teasers}</div>"));
        Assert.Contains(Pages.First, article.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Birch", article.Text, StringComparison.Ordinal);
    }
}
