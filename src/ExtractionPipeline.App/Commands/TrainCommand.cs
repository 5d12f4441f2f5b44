using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Evaluation;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Training;
using ExtractionPipeline.Reading;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>train</c>: trains the classifiers on gold and puts the model in place when it is not worse than the one there.</summary>
internal sealed class TrainCommand(Terminal terminal, TimeProvider time)
{
    private readonly GoldOptions gold = new();
    private readonly Option<string?> output = new("--output") { Description = "Write model and card into this folder as they are, instead of adding a version to the models' folder.", HelpName = "DIR" };
    private readonly Option<int> folds = new("--folds") { Description = "Folds of the cross-validation.", DefaultValueFactory = _ => 5 };
    private readonly Option<int> copies = new("--copies") { Description = "Copies of each article with other names to learn from; 0 learns from the articles as they are.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> seed = new("--seed") { Description = "Seed of everything random.", DefaultValueFactory = _ => 7 };
    private readonly Option<double> promise = new("--precision") { Description = "Precision that automatic acceptance promises.", DefaultValueFactory = _ => 0.95 };
    private readonly Option<bool> force = new("--force") { Description = "Replace the model even by a worse one." };
    private readonly Option<bool> compare = new("--compare-trainers") { Description = "Compare all of ML.NET's trainers on every question; takes many times as long." };
    private readonly Option<int[]> without = new("--without") { Description = "Leave a family of features out: 1 words around, 2 forms, 3 rules, 4 place, 5 phrases, 6 between, 7 fields, 8 claims.", DefaultValueFactory = _ => [] };
    private readonly Option<double> share = new("--share") { Description = "Learn from this share of the articles only, for a learning curve.", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> heldOut = new("--held-out") { Description = "Write the records extracted from each article by classifiers that have not seen it.", HelpName = "FILE.jsonl" };

    public Command Build()
    {
        folds.Validators.Add(r => Check(r.GetValueOrDefault<int>() is >= 2 and <= 20, r, "--folds lies between 2 and 20."));
        copies.Validators.Add(r => Check(r.GetValueOrDefault<int>() is >= 0 and <= 5, r, "--copies lies between 0 and 5."));
        promise.Validators.Add(r => Check(r.GetValueOrDefault<double>() is > 0 and < 1, r, "--precision lies between 0 and 1."));
        var command = new Command(
            "train",
            """
            Train the classifiers on the train split of the gold-annotated articles.

            Cross-validates by groups of articles on one event, calibrates on what was held out, finds the thresholds of automatic
            acceptance, and adds the model to the models' folder (Extraction:Models), where "models list" shows it. A model that
            cross-validates worse than the one in use is kept but not used, unless --force is given.

            Exit status: 0 trained and put in place, 2 unusable arguments or gold, 5 trained but worse than the model in place.
            """)
        {
            output, folds, copies, seed, promise, force, heldOut, compare, without, share,
        };
        gold.AddTo(command);
        command.SetAction((result, cancellationToken) => Task.Run(() => Run(result, cancellationToken), cancellationToken));
        return command;
    }

    private static void Check(bool holds, System.CommandLine.Parsing.OptionResult result, string message)
    {
        if (!holds)
        {
            result.AddError(message);
        }
    }

    private int Run(ParseResult arguments, CancellationToken cancellationToken)
    {
        var (goldFolder, pageFolder) = gold.Of(arguments);
        var set = GoldSet.Load(goldFolder, pageFolder, "train", Rooms.Reader(new ArticleReaderOptions()), cancellationToken);
        foreach (var problem in set.Problems)
        {
            terminal.Error(problem);
        }

        if (set.Problems.Count > 0)
        {
            return ExitCode.Usage;
        }

        if (arguments.GetValue(share) is var part and < 1)
        {
            // Evenly spread over the articles, in whatever order they were written (golden ratio sequence).
            set = set with { Pages = [.. set.Pages.Where((_, i) => i * 0.6180339887 % 1 < part)] };
        }

        var articles = set.Pages.Select(p => new TrainingArticle(p.Gold.Id, p.Article!, p.Gold.Gold.Records, p.Event ?? p.Gold.Id)).ToList();
        var options = new TrainingOptions
        {
            Folds = arguments.GetValue(folds),
            Copies = arguments.GetValue(copies),
            Seed = arguments.GetValue(seed),
            Promise = arguments.GetValue(promise),
            ComparesTrainers = arguments.GetValue(compare),
            WithoutFeatures = arguments.GetValue(without)!,
            Today = DateOnly.FromDateTime(time.GetLocalNow().Date),
        };
        terminal.Note($"training on {articles.Count} articles");
        var result = new ExtractorTraining().Run(articles, options, terminal.Note, cancellationToken);
        var records = set.Pages.Zip(result.HeldOut).ToDictionary(p => p.First.Gold.Id, p => ArticleRecords.Of(p.First.Page, p.First.Article!, p.Second), StringComparer.Ordinal);
        if (arguments.GetValue(heldOut) is { } file)
        {
            File.WriteAllLines(file, records.Values.Select(ArticleRecordsJson.Serialize));
        }

        var evaluation = Evaluator.Evaluate(new EvaluationRequest { Pages = set.Pages, System = "held out", Data = "cross-validation on train", Output = records, WishedPrecision = options.Promise }, cancellationToken);
        EvaluationTables.Write(terminal.Results, evaluation);
        terminal.Output.Flush();
        return Place(result.Model.WithFigures(evaluation.Slots.F1.Estimate, evaluation.RecordAccuracy.Estimate, evaluation.Fields.ToDictionary(f => f.Name, f => f.F1.Estimate)), arguments);
    }

    /// <summary>Puts the model in place, unless the one there is better.</summary>
    private int Place(TrainedModel model, ParseResult arguments)
    {
        terminal.Note($"values: {Told(model.Card.Acceptance.Value)}; {model.Card.Acceptance.ValueReason}");
        terminal.Note($"records: {Told(model.Card.Acceptance.Record)}; {model.Card.Acceptance.RecordReason}");
        var folder = arguments.GetValue(output);
        var store = Rooms.Models();
        var old = folder is null ? store.Current().Card : ModelStore.CardIn(folder);
        var isWorse = old is not null && old.SlotF1 > model.Card.SlotF1 && !arguments.GetValue(force);
        if (folder is null)
        {
            // A version of its own harms nobody, so that one can still agree to it.
            store.Add(model);
        }

        if (isWorse)
        {
            var way = folder is null ? $"\"models use {model.Card.Version}\" takes it all the same" : "--force replaces it all the same";
            terminal.Error(FormattableString.Invariant($"{folder ?? old!.Version}: the model in place has slot F1 {old!.SlotF1:F3} by cross-validation, the new one {model.Card.SlotF1:F3}; {way}"));
            return ExitCode.Worse;
        }

        if (folder is null)
        {
            store.Use(model.Card.Version);
        }
        else
        {
            ModelStore.Write(folder, model);
        }

        terminal.Note($"model {model.Card.Version} is in place");
        return ExitCode.Success;
    }

    private static string Told(double? threshold) => threshold is { } t ? FormattableString.Invariant($"accepted from confidence {t:F3}") : "none is accepted without a person";
}
