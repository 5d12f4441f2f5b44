using System.CommandLine;
using System.Globalization;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Review.Simulation;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Reading;
using Spectre.Console;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>review simulate</c>: how many decisions each order of the queue needs, with gold as the reviewer.</summary>
internal sealed class ReviewSimulateCommand(Terminal terminal)
{
    private const int RandomRuns = 20;

    private static readonly double[] Parts = [0.5, 0.75];

    private readonly GoldOptions gold = new();
    private readonly Option<string?> split = new("--split") { Description = "Only the articles of this split." };
    private readonly Option<double?> calibrated = new("--calibrated") { Description = "Instead of extracting, simulate an extractor with calibrated confidences that is right in this share of records." };
    private readonly Option<double> found = new("--found") { Description = "With --calibrated: the share of gold records that it finds.", DefaultValueFactory = _ => 0.93 };
    private readonly Option<int> reprints = new("--reprints") { Description = "With --calibrated: at most so many articles tell one story; how many is drawn evenly.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> precision = new("--precision") { Description = "Record precision to reach.", DefaultValueFactory = _ => 0.99 };
    private readonly Option<double> recall = new("--recall") { Description = "Recall to reach.", DefaultValueFactory = _ => 0.95 };
    private readonly Option<string?> chart = new("--chart") { Description = "Write the courses as a picture to this file.", HelpName = "FILE.svg" };

    public Command Build()
    {
        var command = new Command(
            "simulate",
            """
            Review a store with gold as the reviewer and count the decisions that each order needs.

            Examples:
              extraction-pipeline review simulate --split test --chart docs/pictures/simulation.svg
              extraction-pipeline review simulate --calibrated 0.85 --reprints 5
            """)
        {
            split, calibrated, found, reprints, precision, recall, chart,
        };
        gold.AddTo(command);
        command.SetAction((result, cancellationToken) => Task.Run(() => Run(result, cancellationToken), cancellationToken));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (goldFolder, pageFolder) = gold.Of(arguments);
        var set = GoldSet.Load(goldFolder, pageFolder, arguments.GetValue(split), Rooms.Reader(new ArticleReaderOptions()), cancellationToken);
        if (set.Problems.Count > 0)
        {
            set.Problems.ToList().ForEach(terminal.Error);
            return ExitCode.Usage;
        }

        if (arguments.GetValue(calibrated) is <= 0 or >= 1 || arguments.GetValue(found) is < 0 or > 1 || arguments.GetValue(reprints) is < 1 or > 100)
        {
            throw new SettingsException("--calibrated lies between 0 and 1, --found from 0 to 1, --reprints from 1 to 100");
        }

        var articles = Articles(set.Pages, arguments, cancellationToken);
        var random = Enumerable.Range(0, RandomRuns).Select(seed => ReviewSimulation.Run("random", articles, QueueOrder.Random, withBulk: false, seed)).ToList();
        List<SimulationCourse> courses =
        [
            random[0],
            ReviewSimulation.Run("least sure", articles, QueueOrder.LeastSure, withBulk: false),
            ReviewSimulation.Run("most useful", articles, QueueOrder.MostUseful, withBulk: false),
            ReviewSimulation.Run("most useful, alike at once", articles, QueueOrder.MostUseful, withBulk: true),
        ];
        Write(articles, courses, random, arguments.GetValue(precision), arguments.GetValue(recall));
        if (arguments.GetValue(chart) is { } file)
        {
            File.WriteAllText(file, SimulationChart.Svg("Simulated review", courses));
            terminal.Note($"chart written to {file}");
        }

        return ExitCode.Success;
    }

    private List<SimulatedArticle> Articles(IReadOnlyList<GoldPage> pages, ParseResult arguments, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(calibrated) is not { } share)
        {
            var extractor = Rooms.Extractor();
            return [.. pages.Select(p => SimulatedArticle.Of(p.Gold.Id, p.Gold.Gold.Records, extractor.Extract(p.Article!, cancellationToken)))];
        }

        var random = new Random(1);
        return
        [
            .. pages.SelectMany(p => Enumerable.Range(0, random.Next(1, arguments.GetValue(reprints) + 1)).Select(copy =>
                SimulatedArticle.Calibrated($"{p.Gold.Id}-{copy}", p.Gold.Gold.Records, share, arguments.GetValue(found), random))),
        ];
    }

    private void Write(List<SimulatedArticle> articles, List<SimulationCourse> courses, List<SimulationCourse> random, double wantedPrecision, double wantedRecall)
    {
        var start = courses[0].Points[0];
        terminal.Results.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{articles.Count} articles, {articles.Sum(a => a.Records.Count)} records extracted, {articles.Sum(a => a.Gold)} in gold; before review: precision {start.Precision:P1}, recall {start.Recall:P1}");
        var table = new Table().Border(TableBorder.Simple).AddColumn("Order").AddColumn("Whole review");
        (double Precision, double Recall)[] levels = [.. Levels(start, wantedPrecision, wantedRecall), (wantedPrecision, wantedRecall)];
        foreach (var (p, r) in levels)
        {
            table.AddColumn(string.Create(CultureInfo.InvariantCulture, $"Until {p:P0} / {r:P0}"));
        }

        foreach (var course in courses)
        {
            var same = course.Name == "random" ? random : [course];
            table.AddRow([course.Name, Mean(same.Select(c => (int?)c.Points[^1].Decisions)), .. levels.Select(l => Mean(same.Select(c => c.DecisionsUntil(l.Precision, l.Recall))))]);
        }

        terminal.Results.Write(table);
        terminal.Results.MarkupLine($"Precision / recall of whole records; random order is the mean of {RandomRuns} runs.");
        terminal.Output.Flush();
    }

    // Half and three quarters of the way from where the store begins.
    private static IEnumerable<(double, double)> Levels(SimulationPoint start, double precision, double recall) =>
        Parts.Select(part => (start.Precision + (part * (precision - start.Precision)), start.Recall + (part * (recall - start.Recall))));

    private static string Mean(IEnumerable<int?> counts)
    {
        var all = counts.ToList();
        return all.Any(c => c is null) ? "never" : all.Average(c => c!.Value).ToString("F0", CultureInfo.InvariantCulture);
    }
}
