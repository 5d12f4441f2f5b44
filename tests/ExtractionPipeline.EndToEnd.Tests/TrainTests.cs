namespace ExtractionPipeline.EndToEnd.Tests;

/// <summary><c>train</c> and <c>models</c> as a user runs them, on a few articles.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Train_a_worse_model_is_kept_but_not_used_until_a_person_agrees()
    {
        CopyGold(24, 3);
        var trained = await ProgramProcess.RunAsync(folder.Path, "train", "--gold", "gold", "--pages", "pages", "--folds", "2");
        Assert.Equal(5, trained.ExitCode);
        Assert.Contains("takes it all the same", trained.Error, StringComparison.Ordinal);
        var version = Path.GetFileName(Assert.Single(Directory.GetDirectories(folder.File("data/models"))));
        Assert.True(File.Exists(folder.File($"data/models/{version}/extractor.card.json")));

        var listed = await ProgramProcess.RunAsync(folder.Path, "models", "list");
        Assert.Contains(version, listed.Output, StringComparison.Ordinal);
        Assert.Contains("in use", listed.Lines.Single(l => l.Contains("shipped", StringComparison.Ordinal)), StringComparison.Ordinal);

        Assert.Equal(0, (await ProgramProcess.RunAsync(folder.Path, "models", "use", version)).ExitCode);
        Assert.Contains("in use", (await ProgramProcess.RunAsync(folder.Path, "models", "list")).Lines.Single(l => l.Contains(version, StringComparison.Ordinal)), StringComparison.Ordinal);
        var evaluated = await ProgramProcess.RunAsync(folder.Path, "evaluate", "--gold", "gold", "--pages", "pages", "--split", "dev");
        Assert.Contains($"classifiers/{version}", evaluated.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await ProgramProcess.RunAsync(folder.Path, "models", "use", "shipped")).ExitCode);
        Assert.Equal(4, (await ProgramProcess.RunAsync(folder.Path, "models", "use", "20990101-none")).ExitCode);
    }

    [Fact]
    public async Task Train_with_reviews_learns_from_decisions_and_tells_what_would_be_lost()
    {
        CopyGold(20, 3);
        var incoming = Directory.CreateDirectory(folder.File("incoming")).FullName;
        foreach (var id in new[] { "dev-08", "dev-12" })
        {
            File.Copy(Path.Combine(TestPaths.Corpus, $"{id}.html"), Path.Combine(incoming, $"{id}.html"));
        }

        Assert.Equal(0, (await ProgramProcess.RunAsync(folder.Path, "run", "--once", "--source", incoming)).ExitCode);
        Assert.Equal(0, (await ProgramProcess.RunAsync(folder.Path, "review", "export", "sheet.csv")).ExitCode);
        var lines = await File.ReadAllLinesAsync(folder.File("sheet.csv"), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(folder.File("sheet.csv"), lines.Select((l, i) => i == 0 ? l : l.Replace(",0,,", ",0,confirm,", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await ProgramProcess.RunAsync(folder.Path, "review", "import", "sheet.csv")).ExitCode);

        var trained = await ProgramProcess.RunAsync(folder.Path, "train", "--gold", "gold", "--pages", "pages", "--folds", "2", "--with-reviews");
        Assert.True(trained.ExitCode is 0 or 5, trained.Error);
        Assert.Contains("of them reviewed", trained.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("articles, 0 of them reviewed", trained.Error, StringComparison.Ordinal);
        Assert.Contains("of the dev split and held-back reviews", trained.Error, StringComparison.Ordinal);
        Assert.Equal(trained.ExitCode == 5, trained.Error.Contains("stays in use", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--folds", "1", "--folds lies between 2 and 20.")]
    [InlineData("--copies", "9", "--copies lies between 0 and 5.")]
    [InlineData("--precision", "1", "--precision lies between 0 and 1.")]
    public async Task Train_bad_arguments_are_named(string option, string value, string message)
    {
        var result = await ProgramProcess.RunAsync(folder.Path, "train", option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    /// <summary>A few articles of the shipped gold with their pages and splits.</summary>
    private void CopyGold(int train, int dev)
    {
        Directory.CreateDirectory(folder.File("gold"));
        Directory.CreateDirectory(folder.File("pages"));
        var entries = File.ReadAllLines(Path.Combine(TestPaths.Gold, "splits.txt")).Where(l => !l.StartsWith('#')).Select(l => l.Split(' ')).ToList();
        var chosen = entries.Where(e => e[1] == "train" && e[0].StartsWith("news-3", StringComparison.Ordinal)).Take(train).Concat(entries.Where(e => e[1] == "dev").Take(dev)).ToList();
        foreach (var entry in chosen)
        {
            File.Copy(Path.Combine(TestPaths.Gold, $"{entry[0]}.json"), folder.File($"gold/{entry[0]}.json"));
            File.Copy(Path.Combine(TestPaths.Corpus, $"{entry[0]}.html"), folder.File($"pages/{entry[0]}.html"));
        }

        folder.Write("gold/splits.txt", string.Join('\n', chosen.Select(e => string.Join(' ', e))) + "\n");
    }
}
