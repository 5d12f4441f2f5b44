using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation.Tests.Scoring;

/// <summary>The scorer against the reference implementation, on gold that was changed at random.</summary>
public sealed partial class ReferenceScorerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Score_agrees_with_the_reference_to_the_third_decimal(int seed)
    {
        var reference = TestPaths.Shared("tools", "score.py");
        using var folder = TestPaths.Temporary();
        var gold = GoldReader.ReadFolder(TestPaths.Gold).Articles;
        var system = gold.Select(a => new ArticleRecords { Source = $"{a.Id}.html", Records = Perturb(a, new Random(seed + a.Id.Length)) }).ToList();
        var file = folder.Write("system.jsonl", string.Join('\n', system.Select(ArticleRecordsJson.Serialize)));
        var expected = await RunAsync(reference, TestPaths.Gold, file);
        var score = Evaluation.Scoring.Score.Sum(gold.Zip(system, (g, s) => Evaluation.Scoring.Score.Of(RecordAligner.Strict.Align(g.Gold.Records, s.Records))));
        var line = Last().Match(expected);
        Assert.True(line.Success, expected);
        Assert.Equal(line.Groups["f1"].Value, score.Slots.F1.ToString("0.000", CultureInfo.InvariantCulture));
        Assert.Equal(line.Groups["accuracy"].Value, score.RecordAccuracy.ToString("0.000", CultureInfo.InvariantCulture));
    }

    /// <summary>Gold with names changed, values dropped and swapped between records.</summary>
    private static RecordOutput[] Perturb(GoldArticle article, Random random)
    {
        var records = article.Gold.Records.Where(_ => random.Next(6) > 0).ToList();
        return
        [
            .. records.Select((r, i) => new RecordOutput(
                i.ToString(CultureInfo.InvariantCulture),
                1,
                "review",
                new ModelOutput(random.Next(5) > 0 ? r.Model.Name : r.Model.Name is null ? null : $"“{r.Model.Name}” large model", [], r.Model.Description, 1, []),
                [.. Some(r.Hospitals, random)],
                [.. Some(r.Adopters, random)],
                [.. r.Specialties.Where(_ => random.Next(5) > 0).Select(s => new SpecialtyOutput(random.Next(6) > 0 ? s.Label : "general", s.Text, 1, []))],
                [.. Some(records[random.Next(records.Count)].Partners, random)],
                [.. r.FirstOfKind.Where(_ => random.Next(4) > 0).Select(c => new FirstOfKindOutput(c.Scope, c.Text, 1, []))])),
        ];
    }

    private static IEnumerable<OrganisationOutput> Some(IEnumerable<GoldOrganisation> organisations, Random random) =>
        organisations.Where(_ => random.Next(6) > 0).Select(o => new OrganisationOutput(random.Next(3) > 0 ? o.Name : o.Name.Split(',')[0].ToUpperInvariant(), [], null, 1, []));

    private static async Task<string> RunAsync(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("there is no python3 to run the reference");
            return "";
        }
    }

    [GeneratedRegex(@"slot F1 (?<f1>[\d.]+) .*record accuracy (?<accuracy>[\d.]+)\s*$")]
    private static partial Regex Last();
}
