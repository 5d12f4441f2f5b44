using System.Text.Json;

namespace ExtractionPipeline.EndToEnd.Tests;

/// <summary><c>evaluate</c> and <c>gold check</c> as a user runs them.</summary>
public sealed class EvaluateTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Evaluate_the_shipped_test_split_prints_figures_and_writes_the_report()
    {
        var result = await ProgramProcess.RunAsync(folder.Path, "evaluate", "--split", "test", "--report", "out");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("record accuracy", result.Output, StringComparison.Ordinal);
        Assert.Contains("slot F1 if this stage were perfect", result.Output, StringComparison.Ordinal);
        Assert.Contains("report written to", result.Error, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(folder.File("out/index.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_a_system_file_against_itself_as_baseline_is_no_better()
    {
        var extracted = await ProgramProcess.RunAsync(folder.Path, "extract", "--format", "jsonl", TestPaths.Corpus);
        folder.Write("s.jsonl", extracted.Output);
        var result = await ProgramProcess.RunAsync(folder.Path, "evaluate", "--split", "dev", "--system", "s.jsonl", "--baseline", "s.jsonl", "--format", "json");
        Assert.Equal(0, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(0, json.RootElement.GetProperty("comparison").GetProperty("slotF1").GetProperty("high").GetDouble());
        Assert.Equal(0, json.RootElement.GetProperty("stages").GetArrayLength());
    }

    [Theory]
    [InlineData("--gold", "nowhere", "nowhere: there is no such folder of gold")]
    [InlineData("--pages", "nowhere", "nowhere: there is no such folder of pages")]
    [InlineData("--system", "nowhere.jsonl", "nowhere.jsonl: there is no such file")]
    [InlineData("--precision", "2", "--precision lies between 0 and 1.")]
    [InlineData("--split", "exam", "exam")]
    public async Task Evaluate_bad_arguments_are_named_and_nothing_is_printed(string option, string value, string problem)
    {
        var result = await ProgramProcess.RunAsync(folder.Path, "evaluate", option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Evaluate_gold_that_is_not_sound_is_refused_with_file_and_place()
    {
        folder.Write("a.html", "<p>Alder Hospital made Alder.</p>");
        folder.Write("a.json", """{"id":"a","gold":{"records":[{"model":{"name":"Alder"},"specialties":[{"label":"magic","text":"Alder"}]}]}}""");
        folder.Write("b.json", """{"id":"b","gold":{"records":[]}}""");
        var result = await ProgramProcess.RunAsync(folder.Path, "evaluate", "--gold", ".", "--pages", ".");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error: a.json: gold.records[0].specialties: unknown label magic", result.Error, StringComparison.Ordinal);
        Assert.Contains("error: b.json: there is no page", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gold_check_the_shipped_gold_is_sound()
    {
        var result = await ProgramProcess.RunAsync(folder.Path, "gold", "check");
        Assert.Equal("", result.Error.Split('\n').FirstOrDefault(l => l.StartsWith("error:", StringComparison.Ordinal)) ?? "");
        Assert.Equal(0, result.ExitCode);
    }
}
