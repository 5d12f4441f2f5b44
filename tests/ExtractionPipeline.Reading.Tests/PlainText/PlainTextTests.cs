using System.Text;
using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Reading.Tests.PlainText;

public sealed class PlainTextTests
{
    [Fact]
    public void Read_the_first_line_is_the_title_and_blank_lines_part_paragraphs()
    {
        var article = Read("A new assistant\n\nIt reads the notes\nof the night shift.\n\nNurses like it.\n");
        Assert.Equal("A new assistant", article.Title);
        Assert.Equal(["A new assistant", "It reads the notes of the night shift.", "Nurses like it."], article.Blocks.Select(b => b.Span.Of(article.Text)));
    }

    [Fact]
    public void Read_long_lines_are_paragraphs_of_their_own()
    {
        var article = Read($"A new assistant\n{Pages.First}\n{Pages.Second}");
        Assert.Equal(3, article.Blocks.Count);
    }

    [Fact]
    public void Read_a_first_line_that_is_a_sentence_is_no_title() => Assert.Null(Read($"{Pages.First}\n\n{Pages.Second}").Title);

    [Fact]
    public void Read_dashes_begin_list_items() =>
        Assert.Equal(2, Read("Three things:\n\n- the first of them\n\n- the second of them").Blocks.Count(b => b.Kind == ArticleBlockKind.ListItem));

    private static Article Read(string text)
    {
        var result = Pages.Read(Encoding.UTF8.GetBytes(text), mediaType: "text/plain");
        Assert.True(result.Succeeded, result.Failure?.Message);
        return result.Article;
    }
}
