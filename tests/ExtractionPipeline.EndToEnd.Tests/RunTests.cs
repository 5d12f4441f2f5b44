using System.Diagnostics;

namespace ExtractionPipeline.EndToEnd.Tests;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_once_takes_in_the_shipped_corpus_and_a_second_run_stores_nothing_new()
    {
        var pages = Directory.GetFiles(TestPaths.Corpus, "*.html").Length;
        var first = await RunOnce();
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Contains($"{pages} documents: {pages} new", first.Output, StringComparison.Ordinal);
        Assert.Contains("await review", first.Output, StringComparison.Ordinal);
        Assert.Contains("CardioMind", first.Output, StringComparison.Ordinal);
        var second = await RunOnce();
        Assert.Contains($"{pages} documents: 0 new, 0 new versions, 0 known from elsewhere, {pages} unchanged, 0 failed.", second.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing new was stored.", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_lists_filters_and_shows_what_was_stored()
    {
        await RunOnce();
        var all = await ProgramProcess.RunAsync(folder.Path, "records", "--format", "jsonl");
        var some = await ProgramProcess.RunAsync(folder.Path, "records", "--specialty", "nephrology", "--format", "csv");
        Assert.InRange(some.Lines.Count, 2, all.Lines.Count);
        using var json = System.Text.Json.JsonDocument.Parse(all.Lines[0]);
        var key = json.RootElement.GetProperty("key").GetString()!;
        var shown = await ProgramProcess.RunAsync(folder.Path, "records", "show", key);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("[", shown.Output, StringComparison.Ordinal);
        Assert.Contains(key, shown.Output, StringComparison.Ordinal);
        Assert.Equal(4, (await ProgramProcess.RunAsync(folder.Path, "records", "show", "no-such-key")).ExitCode);
    }

    [Fact]
    public async Task Run_killed_at_random_moments_ends_in_the_same_store_as_one_undisturbed_run()
    {
        var random = new Random(20250727);
        for (var i = 0; i < 20; i++)
        {
            using var process = ProgramProcess.Start(folder.Path, null, "run", "--once", "--store", "killed.db");
            if (!process.WaitForExit(random.Next(80, 900)))
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }

        await RunOnce("killed.db");
        await RunOnce("undisturbed.db");
        Assert.Equal(await Contents("undisturbed.db"), await Contents("killed.db"));
    }

    [Fact]
    public async Task Run_told_to_end_finishes_what_is_in_flight()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals here");
        var incoming = Directory.CreateDirectory(folder.File("incoming")).FullName;
        foreach (var page in Directory.GetFiles(TestPaths.Corpus, "*.html"))
        {
            File.Copy(page, Path.Combine(incoming, Path.GetFileName(page)));
        }

        using var process = ProgramProcess.Start(folder.Path, null, "run", "--source", incoming);
        var log = new System.Text.StringBuilder();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            log.AppendLine(line);
            if (line.Contains("Added", StringComparison.Ordinal))
            {
                break;
            }
        }

        using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        var rest = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        log.Append(await rest);
        Assert.Contains("what was in flight is stored", log.ToString(), StringComparison.Ordinal);
        var stored = log.ToString().Split('\n').Count(l => l.Contains("Added", StringComparison.Ordinal));
        var again = await ProgramProcess.RunAsync(folder.Path, "run", "--once", "--source", incoming);
        Assert.Contains($"{stored} unchanged, 0 failed", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_with_bad_inputs_takes_in_the_others_and_exits_with_3()
    {
        var incoming = Directory.CreateDirectory(folder.File("incoming")).FullName;
        File.Copy(Directory.GetFiles(TestPaths.Corpus, "*.html")[0], Path.Combine(incoming, "good.html"));
        await File.WriteAllTextAsync(Path.Combine(incoming, "empty.html"), "");
        var result = await ProgramProcess.RunAsync(folder.Path, "run", "--once", "--source", incoming, "--source", "missing.html");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("empty: no bytes", result.Error, StringComparison.Ordinal);
        Assert.Contains("no such file", result.Error, StringComparison.Ordinal);
        Assert.Contains("3 documents: 1 new", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ingestion__Workers", "-3", "Ingestion:Workers")]
    [InlineData("Storage__BatchSize", "lots", "Storage:BatchSize")]
    [InlineData("Ingestion__Fetching__Parallel", "0", "Ingestion:Fetching:Parallel")]
    [InlineData("Ingestion__Fetching__AllowedNetworks__0", "everything", "Ingestion:Fetching:AllowedNetworks")]
    [InlineData("Ingestion__Sources__0__Cron", "daily", "Ingestion:Sources:0")]
    public async Task Run_with_a_faulty_setting_names_the_key_and_exits_with_2(string variable, string value, string key)
    {
        var result = await ProgramProcess.RunAsync(folder.Path, new Dictionary<string, string> { [$"EXTRACTION_PIPELINE_{variable}"] = value }, "run", "--once");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(key, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Run_on_a_damaged_store_says_so_and_exits_with_1()
    {
        folder.Write("records.db", new string('x', 9000));
        var result = await ProgramProcess.RunAsync(folder.Path, "run", "--once", "--store", "records.db");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("error: records.db: not a LiteDB file", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Run_on_a_store_held_by_another_run_says_so_and_exits_with_1()
    {
        var incoming = Directory.CreateDirectory(folder.File("incoming")).FullName;
        using var holder = ProgramProcess.Start(folder.Path, null, "run", "--source", incoming);
        await holder.StandardError.ReadLineAsync();
        var result = await ProgramProcess.RunAsync(folder.Path, "run", "--once", "--source", incoming);
        holder.Kill();
        await holder.WaitForExitAsync();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("in use by another process", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_when_the_disk_is_full_says_so_exits_with_1_and_loses_nothing_stored()
    {
        Directory.CreateDirectory(folder.File("disk"));
        var mounted = await ProgramProcess.RunShellAsync(folder.Path, "mount -t tmpfs -o size=300k tmpfs disk");
        Assert.SkipUnless(mounted.ExitCode == 0, "a small disk cannot be mounted here");
        try
        {
            var result = await RunOnce("disk/small.db");
            Assert.Equal(1, result.ExitCode);
            Assert.Contains("error: disk/small.db: ", result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
            await ProgramProcess.RunShellAsync(folder.Path, "mount -o remount,size=64m disk");
            await RunOnce("disk/small.db");
            await RunOnce("undisturbed.db");
            Assert.Equal(await Contents("undisturbed.db"), await Contents("disk/small.db"));
        }
        finally
        {
            await ProgramProcess.RunShellAsync(folder.Path, "umount disk");
        }
    }

    private Task<ProgramResult> RunOnce(string store = "data/records.db") => ProgramProcess.RunAsync(folder.Path, "run", "--once", "--store", store);

    private async Task<string> Contents(string store) => (await ProgramProcess.RunAsync(folder.Path, "records", "--store", store, "--format", "jsonl")).Output;
}
