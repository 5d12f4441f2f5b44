using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.App.Tests;

public sealed class RenderingTests
{
    private const string Text = "Alder Hospital made Alder[red].";

    [Theory]
    [InlineData("a\u001b[31mred\u0007", "a[31mred")]
    [InlineData("line\r\nbreak\ttab", "line  break tab")]
    [InlineData("\u202eevil\u200b", "evil")]
    [InlineData(null, "")]
    public void Plain_what_would_steer_a_terminal_is_gone(string? text, string plain) => Assert.Equal(plain, SafeText.Plain(text));

    [Fact]
    public void Card_shows_evidence_in_brackets_and_text_that_looks_like_markup_as_it_is()
    {
        var (output, terminal) = Piped();
        new RecordCard(terminal.Results).Write(Stored(), new Article { Text = Text, Blocks = [new ArticleBlock(ArticleBlockKind.Paragraph, new TextSpan(0, Text.Length))] });
        Assert.Contains("Alder Hospital made [Alder[red]].", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output.ToString());
    }

    [Fact]
    public void Csv_cells_are_quoted_and_formulas_made_harmless()
    {
        var (output, terminal) = Piped();
        var printer = new CsvPrinter(terminal);
        printer.Add(Stored() with { ArticleTitle = "=HYPERLINK(\"x\"),1" }, "review");
        printer.Finish();
        Assert.Contains("\"'=HYPERLINK(\"\"x\"\"),1\"", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, output.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Table_is_plain_when_piped()
    {
        var (output, terminal) = Piped();
        var table = new RecordTable();
        table.Add(Stored().Record, "key");
        table.Write(terminal.Results);
        Assert.Contains("Alder[red]", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output.ToString());
    }

    private static (StringWriter Output, Terminal Terminal) Piped()
    {
        var output = new StringWriter();
        return (output, Terminal.To(output, TextWriter.Null));
    }

    private static StoredRecord Stored()
    {
        var evidence = Evidence.At(new TextSpan(20, 30), Text);
        var record = new ModelRecord
        {
            Id = "1",
            Confidence = 0.5,
            Disposition = Disposition.Review,
            Model = new ModelValue { Name = evidence.Text, Confidence = 0.5, Evidence = [evidence], ProposedBy = "named" },
        };
        return new StoredRecord("k.1.1", "k", 1, "A title", "a.html", null, ContentHash.Of(Text), "run", "rules/1", DateTimeOffset.UnixEpoch, record);
    }
}
