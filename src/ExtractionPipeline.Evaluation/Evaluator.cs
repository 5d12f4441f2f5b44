using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Evaluation.Calibration;
using ExtractionPipeline.Evaluation.Errors;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Evaluation.Intervals;
using ExtractionPipeline.Evaluation.Reporting;
using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation;

/// <summary>What to evaluate and how.</summary>
public sealed record EvaluationRequest
{
    /// <summary>The gold articles.</summary>
    public required IReadOnlyList<GoldPage> Pages { get; init; }

    /// <summary>Name of the system for reports.</summary>
    public required string System { get; init; }

    /// <summary>Name of the data for reports.</summary>
    public required string Data { get; init; }

    /// <summary>The system's output by article id; an article without output counts as one without records.</summary>
    public required IReadOnlyDictionary<string, ArticleRecords> Output { get; init; }

    /// <summary>Output of a baseline, and its name; null for none.</summary>
    public (string Name, IReadOnlyDictionary<string, ArticleRecords> Output)? Baseline { get; init; }

    /// <summary>Runs stage by stage for the error budget; null when the output came from elsewhere.</summary>
    public IStagedRecordExtractor? Stages { get; init; }

    /// <summary>The precision that automatic acceptance should reach.</summary>
    public double WishedPrecision { get; init; } = 0.95;

    /// <summary>Seed of the resamples.</summary>
    public int Seed { get; init; } = 7;
}

/// <summary>Measures a system's output against gold. Pure but for the resamples' seed.</summary>
public static class Evaluator
{
    /// <summary>The report; articles are worked on in parallel.</summary>
    public static EvaluationReport Evaluate(EvaluationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var measured = new Measured[request.Pages.Count];
        Parallel.For(0, measured.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => measured[i] = Measure(request, request.Pages[i], cancellationToken));
        var clusterOf = StoryClusters.Find([.. measured.Select(m => m.Text)], [.. request.Pages.Select(p => p.Event)]);
        var bootstrap = new Bootstrap(clusterOf.Distinct().Count(), new Random(request.Seed));
        var strict = Clustered(measured, clusterOf, m => m.Strict);
        double[] Figures(Score s) => [s.RecordAccuracy, s.Slots.F1, .. ScoredFields.All.Select(f => s[f].F1)];
        var intervals = bootstrap.Of(strict, Figures);
        var total = Score.Sum(strict);
        var lenient = Score.Sum(measured.Select(m => m.Lenient));
        var alignment = measured.SelectMany(m => m.Alignment).ToList();
        var negatives = measured.Where(m => m.Page.Gold.Gold.Records.Count == 0).ToList();
        return new EvaluationReport
        {
            System = request.System,
            Data = request.Data,
            Articles = measured.Length,
            Clusters = strict.Count,
            GoldRecords = total.GoldRecords,
            RecordAccuracy = intervals[0],
            SilentNegatives = negatives.Count == 0 ? double.NaN : (double)negatives.Count(m => m.Alignment.Count == 0) / negatives.Count,
            Slots = Row("slots", measured.Length, total.Slots, intervals[1], lenient.Slots.F1),
            Fields = [.. ScoredFields.All.Select((f, i) => Row(f.Key(), measured.Length, total[f], intervals[i + 2], lenient[f].F1))],
            Genres = Genres(measured, clusterOf, request.Seed),
            Comparison = Compare(request, measured, clusterOf, strict, bootstrap),
            RecordCalibration = CalibrationCurve.Of(Prediction.OfRecords(alignment)),
            ValueCalibration = CalibrationCurve.Of(Prediction.OfValues(alignment)),
            RecordSelection = RiskCoverage.Of(Prediction.OfRecords(alignment)),
            ValueSelection = RiskCoverage.Of(Prediction.OfValues(alignment)),
            WishedPrecision = request.WishedPrecision,
            Stages = Budget(measured),
            Confusions = Confusion.Of(alignment),
            Results = [.. measured.Select(m => m.Result).OrderByDescending(r => r.Errors.Count).ThenBy(r => r.Id, StringComparer.Ordinal)],
        };
    }

    private sealed record Measured(
        GoldPage Page, string Text, IReadOnlyList<AlignedRecord> Alignment, Score Strict, Score Lenient, IReadOnlyList<Score> ByStage, ArticleResult Result);

    private static Measured Measure(EvaluationRequest request, GoldPage page, CancellationToken cancellationToken)
    {
        var gold = page.Gold.Gold.Records;
        var output = request.Output.GetValueOrDefault(page.Gold.Id);
        var records = output?.Records ?? [];
        var text = output?.Text ?? page.Article?.Text ?? page.Gold.Text ?? "";
        var alignment = RecordAligner.Strict.Align(gold, records);
        var errors = ErrorAnalysis.Of(page.Gold, text, alignment);
        var (causes, stages) = request.Stages is null ? (errors, []) : new StageBudget(request.Stages).Of(page, errors, cancellationToken);
        var score = Score.Of(alignment);
        var title = output?.Title ?? page.Article?.Title ?? page.Gold.Id;
        return new Measured(
            page, text, alignment, score, Score.Of(RecordAligner.Lenient.Align(gold, records)), stages,
            new ArticleResult(page.Gold.Id, title, page.Gold.Kind ?? "?", score.Slots.F1, text, alignment, causes));
    }

    /// <summary>One score a cluster, in the order of the clusters' first articles.</summary>
    private static List<Score> Clustered(IReadOnlyList<Measured> measured, IReadOnlyList<int> clusterOf, Func<Measured, Score> score) =>
        [.. measured.Select((m, i) => (Cluster: clusterOf[i], Score: score(m))).GroupBy(m => m.Cluster).OrderBy(g => g.Key).Select(g => Score.Sum(g.Select(m => m.Score)))];

    private static List<FieldFigures> Genres(Measured[] measured, IReadOnlyList<int> clusterOf, int seed)
    {
        var rows = new List<FieldFigures>();
        foreach (var genre in measured.Select((m, i) => (Measured: m, Cluster: clusterOf[i])).GroupBy(m => m.Measured.Page.Gold.Kind ?? "?").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var scores = Clustered([.. genre.Select(m => m.Measured)], [.. genre.Select(m => m.Cluster)], m => m.Strict);
            var interval = new Bootstrap(scores.Count, new Random(seed)).Of(scores, s => [s.Slots.F1])[0];
            rows.Add(Row(genre.Key, genre.Count(), Score.Sum(scores).Slots, interval, Score.Sum(genre.Select(m => m.Measured.Lenient)).Slots.F1));
        }

        return rows;
    }

    private static Comparison? Compare(EvaluationRequest request, Measured[] measured, IReadOnlyList<int> clusterOf, List<Score> strict, Bootstrap bootstrap)
    {
        if (request.Baseline is not { } baseline)
        {
            return null;
        }

        var scores = Clustered(measured, clusterOf, m => Score.Of(RecordAligner.Strict.Align(m.Page.Gold.Gold.Records, baseline.Output.GetValueOrDefault(m.Page.Gold.Id)?.Records ?? [])));
        var differences = bootstrap.Difference(strict, scores, s => [s.Slots.F1, s.RecordAccuracy]);
        return new Comparison(baseline.Name, differences[0], differences[1]);
    }

    private static StageShare[] Budget(Measured[] measured)
    {
        if (measured.Length == 0 || measured[0].ByStage.Count == 0)
        {
            return [];
        }

        var causes = measured.SelectMany(m => m.Result.Errors).CountBy(e => e.Cause!.Value).ToDictionary();
        return [.. Enum.GetValues<ExtractionStage>().Select((stage, i) => new StageShare(stage, causes.GetValueOrDefault(stage), Score.Sum(measured.Select(m => m.ByStage[i])).Slots.F1))];
    }

    private static FieldFigures Row(string name, int articles, Counts counts, Interval f1, double lenient) =>
        new(name, articles, counts.Precision, counts.Recall, f1, counts.TruePositives, counts.FalsePositives, counts.FalseNegatives, lenient);
}
