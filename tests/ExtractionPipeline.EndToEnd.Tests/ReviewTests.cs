namespace ExtractionPipeline.EndToEnd.Tests;

public sealed class ReviewTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Commands_work_while_a_worker_holds_the_store()
    {
        var incoming = Directory.CreateDirectory(folder.File("incoming")).FullName;
        File.Copy(Path.Combine(TestPaths.Corpus, "dev-01.html"), Path.Combine(incoming, "dev-01.html"));
        File.SetLastWriteTimeUtc(Path.Combine(incoming, "dev-01.html"), DateTime.UtcNow.AddMinutes(-5));
        using var worker = ProgramProcess.Start(folder.Path, new Dictionary<string, string> { ["EXTRACTION_PIPELINE_Status__Address"] = "" }, "run", "--source", incoming);
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var (isServing, isStored) = (false, false);
            while (!isServing || !isStored)
            {
                var line = await worker.StandardError.ReadLineAsync(limit.Token);
                Assert.NotNull(line);
                isServing |= line.Contains("review page at http://127.0.0.1:", StringComparison.Ordinal);
                isStored |= line.Contains("Added", StringComparison.Ordinal);
            }

            var records = await RunAsync(0, "records", "--format", "csv");
            Assert.Contains("RuiPath", records.Output, StringComparison.Ordinal);
            var key = records.Lines[1].Split(',')[0];
            Assert.Contains("[RuiPath", (await RunAsync(0, "records", "show", key)).Output, StringComparison.Ordinal);
            var table = folder.File("sheet.csv");
            await RunAsync(0, "review", "export", table);
            var lines = await File.ReadAllLinesAsync(table, limit.Token);
            Assert.Equal("ArticleId,Subject,Revision,Decision", string.Join(',', lines[0].TrimStart('\ufeff').Split(',')[..4]));
            await File.WriteAllLinesAsync(table, lines.Select(l => l.Contains(key, StringComparison.Ordinal) ? l.Replace(key + ",0,,", key + ",0,confirm,", StringComparison.Ordinal) : l), limit.Token);
            Assert.Contains("1 decisions stored", (await RunAsync(0, "review", "import", table)).Error, StringComparison.Ordinal);
            var shown = await RunAsync(0, "records", "show", key);
            Assert.Contains("confirm by local", shown.Output, StringComparison.Ordinal);
            Assert.Contains("confirmed", (await RunAsync(0, "records", "--format", "csv")).Output, StringComparison.Ordinal);

            // The worker's socket is there beside its API, and what it makes anew leaves the decision alone.
            Assert.Contains("1 articles looked at", (await RunAsync(0, "reprocess", "--from-start")).Output, StringComparison.Ordinal);
            Assert.Contains("0 problems", (await RunAsync(0, "store", "check")).Output, StringComparison.Ordinal);
            Assert.Contains("incoming", (await RunAsync(0, "sources", "list")).Output, StringComparison.Ordinal);
            Assert.Contains("confirm by local", (await RunAsync(0, "records", "show", key)).Output, StringComparison.Ordinal);
            await RunAsync(0, "users", "add", "ann", "--no-password", "--key");
            Assert.Contains("ann\treviewer\t-\tkey", (await RunAsync(0, "users", "list")).Output, StringComparison.Ordinal);
        }
        finally
        {
            worker.Kill();
            await worker.WaitForExitAsync();
        }

        // The file that a killed process leaves behind misleads no one.
        Assert.Contains("confirmed", (await RunAsync(0, "records", "--format", "csv")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serving_to_other_machines_without_sign_in_is_refused()
    {
        var result = await ProgramProcess.RunAsync(folder.Path, "review", "serve", "--address", "http://0.0.0.0:5999");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Review:SignIn", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_are_refused_unusable_names_and_passwords()
    {
        Assert.Contains("EXTRACTION_PIPELINE_PASSWORD", (await RunAsync(2, "users", "add", "ann")).Error, StringComparison.Ordinal);
        Assert.Contains("letters", (await RunAsync(2, "users", "add", "an n", "--no-password")).Error, StringComparison.Ordinal);
        await RunAsync(4, "users", "remove", "nobody");
        var shortPassword = await ProgramProcess.RunAsync(folder.Path, new Dictionary<string, string> { ["EXTRACTION_PIPELINE_PASSWORD"] = "short" }, "users", "add", "ann");
        Assert.Contains("10 to 200 characters", shortPassword.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gold_is_made_of_decided_articles_only()
    {
        await RunAsync(0, "run", "--once", "--source", Path.Combine(TestPaths.Corpus, "dev-01.html"));
        var article = (await RunAsync(0, "records", "--format", "csv")).Lines[1].Split('.')[0];
        var gold = Directory.CreateDirectory(folder.File("gold")).FullName;
        var pages = Directory.CreateDirectory(folder.File("pages")).FullName;
        string[] promote = ["gold", "promote", article, "--gold", gold, "--pages", pages, "--id", "new-01"];
        Assert.Contains("not been decided on", (await RunAsync(2, promote)).Error, StringComparison.Ordinal);

        await RunAsync(0, "review", "export", "sheet.csv");
        var lines = await File.ReadAllLinesAsync(folder.File("sheet.csv"), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(folder.File("sheet.csv"), lines.Select(l => l.Replace(",0,,", ",0,confirm,", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        await RunAsync(0, "review", "import", "sheet.csv");
        await RunAsync(0, promote);
        Assert.Contains("\"RuiPath\"", await File.ReadAllTextAsync(Path.Combine(gold, "new-01.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(TestPaths.Corpus, "dev-01.html"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(pages, "new-01.html"), TestContext.Current.CancellationToken));
        Assert.Contains("there already", (await RunAsync(2, promote)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulated_review_with_calibrated_confidences_and_reprints_needs_at_most_half_of_random_decisions()
    {
        var result = await ProgramProcess.RunAsync(TestPaths.Repository, "review", "simulate", "--calibrated", "0.85", "--reprints", "5");
        Assert.Equal(0, result.ExitCode);
        var (random, useful) = (Last(result, "  random "), Last(result, "  most useful, alike at once "));
        Assert.True(useful * 2 <= random, $"{useful} against {random}");

        static int Last(ProgramResult result, string order) =>
            int.Parse(result.Lines.Single(l => l.StartsWith(order, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<ProgramResult> RunAsync(int exitCode, params string[] arguments)
    {
        var result = await ProgramProcess.RunAsync(folder.Path, arguments);
        Assert.True(result.ExitCode == exitCode, $"{string.Join(' ', arguments)}: {result.ExitCode} {result.Error}");
        return result;
    }
}
