using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Evaluation;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Evaluation.Reporting;
using ExtractionPipeline.Evaluation.Reporting.Html;
using ExtractionPipeline.Reading;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>evaluate</c>: measures records against gold.</summary>
internal sealed class EvaluateCommand(Terminal terminal)
{
    private const string ReportFile = "index.html";

    private readonly GoldOptions gold = new();
    private readonly Option<string?> split = new("--split") { Description = "Only the articles of this split (train, dev, test); without it all articles of the gold folder." };
    private readonly Option<string?> system = new("--system") { Description = "Evaluate the records of this file (output of extract, or of another system) instead of extracting.", HelpName = "FILE.jsonl" };
    private readonly Option<string?> baseline = new("--baseline") { Description = "Compare with the records of this file by paired bootstrap.", HelpName = "FILE.jsonl" };
    private readonly Option<bool> rules = new("--rules") { Description = "Evaluate the rules alone, without classifiers." };
    private readonly Option<double> precision = new("--precision") { Description = "Precision that automatic acceptance should reach.", DefaultValueFactory = _ => 0.95 };
    private readonly Option<string> format = new("--format", "-f") { Description = "table or json.", DefaultValueFactory = _ => "table" };
    private readonly Option<string?> report = new("--report") { Description = $"Write a report for the browser to this folder ({ReportFile}).", HelpName = "DIR" };

    public Command Build()
    {
        split.AcceptOnlyFromAmong([.. SplitFile.SplitNames]);
        format.AcceptOnlyFromAmong("table", "json");
        precision.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 1))
            {
                result.AddError("--precision lies between 0 and 1.");
            }
        });
        var command = new Command(
            "evaluate",
            """
            Measure how accurate extraction is on gold-annotated articles.

            Figures come with 95 % intervals, bootstrapped over stories. The headline is record accuracy: the share of
            gold records with all five fields exactly right.

            Examples:
              extraction-pipeline evaluate --split test --report out/
              extraction-pipeline evaluate --split dev --system new.jsonl --baseline old.jsonl

            Exit status: 0 evaluated, 2 unusable arguments, or gold or system output that is not sound.
            """)
        {
            split, system, baseline, rules, precision, format, report,
        };
        gold.AddTo(command);
        command.SetAction((result, cancellationToken) => Task.Run(() => Run(result, cancellationToken), cancellationToken));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (goldFolder, pageFolder) = gold.Of(arguments);
        var set = GoldSet.Load(goldFolder, pageFolder, arguments.GetValue(split), Rooms.Reader(new ArticleReaderOptions()), cancellationToken);
        if (Refuse(set.Problems))
        {
            return ExitCode.Usage;
        }

        var known = Directory.EnumerateFiles(goldFolder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).ToHashSet(StringComparer.Ordinal);
        var ours = arguments.GetValue(system) is { } file ? SystemOutput.Read(file, known) : null;
        var theirs = arguments.GetValue(baseline) is { } other ? SystemOutput.Read(other, known) : null;
        if (Refuse([.. ours?.Problems ?? [], .. theirs?.Problems ?? []]))
        {
            return ExitCode.Usage;
        }

        var extractor = Rooms.Extractor(arguments.GetValue(rules));
        NoteMissing(arguments.GetValue(system), ours, set);
        NoteMissing(arguments.GetValue(baseline), theirs, set);
        var evaluation = Evaluator.Evaluate(
            new EvaluationRequest
            {
                Pages = set.Pages,
                System = arguments.GetValue(system) is { } name ? Path.GetFileName(name) : extractor.Version,
                Data = $"{Path.GetRelativePath(Directory.GetCurrentDirectory(), goldFolder)}{(arguments.GetValue(split) is { } part ? $", split {part}" : "")}",
                Output = ours?.Articles ?? Extract(set.Pages, extractor, cancellationToken),
                Baseline = theirs is null ? null : (Path.GetFileName(arguments.GetValue(baseline)!), theirs.Articles),
                Stages = ours is null ? extractor : null,
                WishedPrecision = arguments.GetValue(precision),
            },
            cancellationToken);
        Print(evaluation, arguments.GetValue(format)!);
        if (arguments.GetValue(report) is { } folder)
        {
            Write(evaluation, folder);
        }

        return ExitCode.Success;
    }

    private static Dictionary<string, ArticleRecords> Extract(IReadOnlyList<GoldPage> pages, IRecordExtractor extractor, CancellationToken cancellationToken)
    {
        var lines = new ArticleRecords[pages.Count];
        Parallel.For(0, lines.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            lines[i] = ArticleRecords.Of(pages[i].Page, pages[i].Article!, extractor.Extract(pages[i].Article!, cancellationToken)));
        return pages.Zip(lines).ToDictionary(p => p.First.Gold.Id, p => p.Second, StringComparer.Ordinal);
    }

    /// <summary>An article without output counts as one without records; that must not go unseen.</summary>
    private void NoteMissing(string? file, SystemOutput? output, GoldSet set)
    {
        var missing = output is null ? [] : set.Pages.Where(p => !output.Articles.ContainsKey(p.Gold.Id)).Select(p => p.Gold.Id).ToList();
        if (missing.Count > 0)
        {
            terminal.Note($"{file}: no line for {missing.Count} articles, which count as without records: {string.Join(", ", missing)}");
        }
    }

    private bool Refuse(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
        {
            terminal.Error(problem);
        }

        return problems.Count > 0;
    }

    private void Print(EvaluationReport evaluation, string form)
    {
        if (form == "json")
        {
            terminal.Output.WriteLine(ReportJson.Serialize(evaluation));
        }
        else
        {
            EvaluationTables.Write(terminal.Results, evaluation);
        }

        terminal.Output.Flush();
    }

    private void Write(EvaluationReport evaluation, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, ReportFile);
            File.WriteAllText(path, HtmlReport.Render(evaluation));
            terminal.Note($"report written to {path}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"--report {folder}: {error.Message}");
        }
    }
}
