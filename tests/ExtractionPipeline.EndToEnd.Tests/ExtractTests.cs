using System.Text;
using System.Text.Json;
using ExtractionPipeline.Core.Contract;

namespace ExtractionPipeline.EndToEnd.Tests;

public sealed class ExtractTests : IDisposable
{
    private const string Page = """
        <html lang=en><head><title>Alderford Hospital releases Mingxin</title></head><body><div><p>“Mingxin”, the country's first large model for chronic kidney disease,
        was jointly developed by Alderford Hospital and Birch Technology and released on Friday, the hospital said.</p><p>It has been trained on the records of twelve years,
        and answers, in the words of its makers, as a careful doctor would.</p></div></body></html>
        """;

    private readonly TemporaryFolder folder = TestPaths.Temporary();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Extract_prints_one_line_of_the_contract_for_each_input_in_order()
    {
        folder.Write("b.html", Page);
        folder.Write("a.txt", "A quiet day\n\nNothing at all happened in Alderford on Friday, and everybody went home early.");
        var result = await ProgramProcess.RunAsync(folder.Path, "extract", "--format", "jsonl", "b.html", "a.txt");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(2, result.Lines.Count);
        var first = ArticleRecordsJson.Deserialize(result.Lines[0]);
        Assert.Equal(("article-records/1", "b.html", "Alderford Hospital releases Mingxin"), (first.Schema, first.Source, first.Title));
        var record = Assert.Single(first.Records);
        Assert.Equal(("Mingxin", "Alderford Hospital", "Birch Technology", "nephrology", "national"),
            (record.Model.Name, record.Hospitals[0].Name, record.Partners[0].Name, record.Specialties[0].Label, record.FirstOfKind[0].Scope));
        Assert.All(record.Model.Evidence, e => Assert.Equal(e.Text, first.Text![e.Start..e.End]));
        Assert.Equal("a.txt", ArticleRecordsJson.Deserialize(result.Lines[1]).Source);
    }

    [Fact]
    public async Task Extract_bad_inputs_give_a_line_with_an_error_and_do_not_stop_the_others()
    {
        folder.Write("good.html", Page);
        folder.Write("empty.html", "");
        File.WriteAllBytes(folder.File("binary.html"), [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]);
        folder.Write("deep.html", string.Concat(Enumerable.Repeat("<div>", 100_000)) + "text");
        folder.Write("none.html", "<html><body><nav><a href=/>Home</a></nav></body></html>");
        File.WriteAllBytes(folder.File("truncated.html"), Encoding.UTF8.GetBytes(Page.Replace("“", "“智肾", StringComparison.Ordinal))[..^200]);
        using (var large = File.Create(folder.File("large.html")))
        {
            large.SetLength(50 * 1024 * 1024);
        }

        var result = await ProgramProcess.RunAsync(folder.Path, "extract", "--format", "jsonl", "empty.html", "binary.html", "large.html", "deep.html", "none.html", "missing.html", "truncated.html", "good.html");
        Assert.Equal(3, result.ExitCode);
        var lines = result.Lines.Select(ArticleRecordsJson.Deserialize).ToList();
        Assert.Equal(
            ["empty.html: empty: no bytes", "binary.html: not a text: a PNG image", "large.html: too large: 52,428,800 bytes (at most 20,971,520)",
                "deep.html: too complex: elements nested 100,000 deep (at most 2,000)", "none.html: no article text found", "missing.html: no such file"],
            lines.Take(6).Select(l => $"{l.Source}: {l.Error}"));
        Assert.All(lines.Take(6), l => Assert.Empty(l.Records));
        Assert.All(lines.Skip(6), l => Assert.Single(l.Records));
        Assert.Equal(6, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("extract")]
    [InlineData("extract", "--format", "xml", "a.html")]
    [InlineData("extract", "--no-such-option", "a.html")]
    [InlineData("no-such-command")]
    [InlineData("records", "--from", "yesterday")]
    [InlineData("run", "--once", "--workers")]
    public async Task Unusable_arguments_are_told_in_words_and_exit_with_2(params string[] arguments)
    {
        var result = await ProgramProcess.RunAsync(folder.Path, arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error:", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extract_reads_standard_input_and_ends_quietly_when_nobody_listens()
    {
        folder.Write("a.html", Page);
        var piped = await ProgramProcess.RunShellAsync(folder.Path, "cat a.html | $PROGRAM extract -");
        Assert.Equal("Mingxin", ArticleRecordsJson.Deserialize(piped.Lines[0]).Records[0].Model.Name);
        var unheard = await ProgramProcess.RunShellAsync(folder.Path, "$PROGRAM extract $(yes a.html | head -500) | head -c 10");
        Assert.DoesNotContain("rror", unheard.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extract_as_json_is_one_array_and_as_table_is_plain_when_piped()
    {
        folder.Write("a.html", Page);
        using var json = JsonDocument.Parse((await ProgramProcess.RunAsync(folder.Path, "extract", "-f", "json", "a.html")).Output);
        Assert.Equal(JsonValueKind.Array, json.RootElement.ValueKind);
        var table = await ProgramProcess.RunAsync(folder.Path, "extract", "-f", "table", "a.html");
        Assert.Contains("Mingxin", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', table.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("extract", "--help")]
    [InlineData("records", "--help")]
    [InlineData("records", "show", "--help")]
    [InlineData("--version")]
    public async Task Help_and_version_are_results(params string[] arguments)
    {
        var result = await ProgramProcess.RunAsync(folder.Path, arguments);
        Assert.Equal(0, result.ExitCode);
        Assert.NotEmpty(result.Output);
        Assert.Empty(result.Error);
    }
}
