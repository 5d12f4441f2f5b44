using CsCheck;
using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Reading.Tests.MainText;

public sealed class BlockTests
{
    [Fact]
    public void Read_elements_become_blocks_of_their_kind()
    {
        var article = Pages.Article(Pages.Story(between:
            "<h2>What it does</h2><ul><li>It reads the notes of the night, every one of them.</li><li>It marks what is new.</li></ul>"
            + "<blockquote>We would not give it back, said the head nurse, and laughed.</blockquote>"
            + "<figure><img src=a.png><figcaption>The assistant at work</figcaption></figure>"));
        var blocks = Pages.Blocks(article);
        Assert.Equal((ArticleBlockKind.Title, "A new assistant in Alderford"), blocks[0]);
        Assert.Contains((ArticleBlockKind.Paragraph, Pages.First), blocks);
        Assert.Contains((ArticleBlockKind.Heading, "What it does"), blocks);
        Assert.Contains((ArticleBlockKind.ListItem, "It marks what is new."), blocks);
        Assert.Contains((ArticleBlockKind.Quotation, "We would not give it back, said the head nurse, and laughed."), blocks);
        Assert.Contains((ArticleBlockKind.Caption, "The assistant at work"), blocks);
        Assert.Equal(2, article.Blocks.Single(b => b.Kind == ArticleBlockKind.Heading).Level);
    }

    [Fact]
    public void Read_a_table_becomes_rows_with_cells()
    {
        var article = Pages.Article(Pages.Story(between: "<table><tr><th>Model</th><th>Hospital</th></tr><tr><td>Alder</td><td>Alder Hospital</td></tr><tr><td></td><td>Birch Clinic</td></tr></table>"));
        var rows = article.Blocks.Where(b => b.Kind == ArticleBlockKind.TableRow).ToList();
        Assert.Equal(["Model | Hospital", "Alder | Alder Hospital", "Birch Clinic"], rows.Select(r => r.Span.Of(article.Text)));
        Assert.True(rows[0].IsTableHeader);
        Assert.Equal(["Alder", "Alder Hospital"], rows[1].Cells.Select(c => c.Of(article.Text)));
        Assert.True(rows[2].Cells[0].IsEmpty);
        Assert.All(rows, r => Assert.Equal(rows[0].Container, r.Container));
    }

    [Fact]
    public void Read_line_breaks_part_paragraphs()
    {
        var article = Pages.Article(Pages.Of($"<div class=content>{Pages.First}<br><br>&nbsp;<br>{Pages.Second}<br/><br/>{Pages.Third}</div>"));
        Assert.Equal([Pages.First, Pages.Second, Pages.Third], Pages.Blocks(article).Where(b => b.Kind == ArticleBlockKind.Paragraph).Select(b => b.Text));
    }

    [Fact]
    public void Read_a_layout_table_is_no_table_of_data()
    {
        var article = Pages.Article(Pages.Of($"<table><tr><td><p>{Pages.First}</p><p>{Pages.Second}</p><p>{Pages.Third}</p></td></tr></table>"));
        Assert.Equal(3, article.Blocks.Count(b => b.Kind == ArticleBlockKind.Paragraph));
    }

    [Fact]
    public void Read_blanks_are_folded_and_invisible_characters_gone()
    {
        var article = Pages.Article(Pages.Story(between: "<p>A&nbsp;&nbsp;line\u200b with\n   soft\u00adhyphens,\u2060 and more than enough words to be a paragraph.</p>"));
        Assert.Contains("A line with softhyphens, and more", article.Text, StringComparison.Ordinal);
    }

    /// <summary>The promises of <see cref="Article"/> hold for any page.</summary>
    [Fact]
    public void Read_blocks_cover_the_text_in_order_for_any_markup()
    {
        string[] pieces = ["<p>", "</p>", "<div class=a>", "</div>", "<br>", "<table><tr><td>", "</td><td>", "</table>", "<li>", "<ul>", "</ul>", "<h2>", "</h2>", "<blockquote>", "<th>x</th>",
            " ", "\n", Pages.First, Pages.Second, "short", "<a href=x>link</a>", "&amp;", "\u00a0", "<figcaption>cap</figcaption>", "<", "&#x202e;", "𝒜lder, 智肾. ", "<!-- c -->", "</x>", "<b>"];
        Property.ForAll(Gen.Int[0, pieces.Length - 1].Array[0, 60], parts =>
        {
            var result = Pages.Read(string.Concat(parts.Select(i => pieces[i])));
            if (result.Succeeded)
            {
                AssertSound(result.Article);
            }
        }, count: 2000);
    }

    internal static void AssertSound(Article article)
    {
        var end = -1;
        foreach (var block in article.Blocks)
        {
            Assert.Equal(end + 1, block.Span.Start);
            Assert.False(block.Span.IsEmpty);
            var text = block.Span.Of(article.Text);
            Assert.DoesNotContain('\n', text);
            Assert.Equal(text.Trim(), text);
            Assert.All(block.Cells, c => Assert.True(block.Span.Contains(c), $"{c} in {block.Span}"));
            end = block.Span.End;
        }

        Assert.Equal(article.Text.Length, end);
    }
}
