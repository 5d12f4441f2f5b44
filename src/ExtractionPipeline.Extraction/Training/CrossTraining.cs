using System.Globalization;
using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Confidence;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Decoding;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>What cross-validated training gives.</summary>
/// <param name="Final">Trained on all articles.</param>
/// <param name="ByFold">For each fold the classifiers that saw none of its articles.</param>
/// <param name="Figures">How well each question was answered on articles not seen.</param>
/// <param name="Acceptance">The thresholds of automatic acceptance.</param>
internal sealed record CrossTrained(DecisionSet Final, IReadOnlyList<DecisionSet> ByFold, IReadOnlyList<DecisionFigures> Figures, AcceptanceThresholds Acceptance);

/// <summary>
/// Trains the questions in their order. What a later question is told of the answers to earlier ones comes, in training as in use, from
/// classifiers that have not seen the article (stacking; Wolpert, 1992), so that it learns how far these can be trusted.
/// </summary>
internal sealed class CrossTraining(DocumentDecoder decoder, DecisionTrainer trainer, int folds, Action<string>? progress, TrainerComparison? comparison = null)
{
    private static readonly DecisionKind[][] Steps =
    [
        [DecisionKind.ModelName],
        [DecisionKind.ModelPhrase],
        [DecisionKind.Developer, DecisionKind.Partner, DecisionKind.Adopter],
        [DecisionKind.RevisedDeveloper, DecisionKind.RevisedPartner, DecisionKind.RevisedAdopter],
        [DecisionKind.Specialty],
        [DecisionKind.RevisedSpecialty],
        [DecisionKind.Claim],
        [DecisionKind.Record],
        [DecisionKind.Value],
        [DecisionKind.WholeRecord],
    ];

    private readonly FeatureNaming naming = new();
    private readonly List<DecisionFigures> figures = [];
    private readonly List<TrainerFigures> compared = [];
    private readonly Dictionary<DecisionKind, List<(float Score, bool Answer)>> held = [];

    public CrossTrained Run(TrainingMaterial material, TrainingOptions options, CancellationToken cancellationToken)
    {
        foreach (var text in material.Texts)
        {
            naming.Learn(text);
        }

        var sets = Enumerable.Repeat(DecisionSet.Empty, folds).ToArray();
        var final = DecisionSet.Empty;
        foreach (var step in Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (step[0] == DecisionKind.Value)
            {
                final = Tune(material, sets, final);
            }

            var collector = Collect(step, material, sets, cancellationToken);
            foreach (var kind in step)
            {
                final = Train(kind, collector, material, sets, final, cancellationToken);
            }
        }

        return new CrossTrained(final, sets, figures, Acceptance.Find(held[DecisionKind.Value], held[DecisionKind.WholeRecord], options.Promise, options.Level));
    }

    /// <summary>How the trainers compare, where that was asked for.</summary>
    public IReadOnlyList<TrainerFigures> Compared => compared;

    /// <summary>Trains one question on all folds but each, and on all; returns the final set with the answer added.</summary>
    private DecisionSet Train(DecisionKind kind, ExampleCollector collector, TrainingMaterial material, DecisionSet[] sets, DecisionSet final, CancellationToken cancellationToken)
    {
        var examples = collector.Of(kind);
        var learned = examples.Where(e => material.IsLearnedFrom(e.Article)).Select(e => e with { Weight = material.WeightOf[material.ArticleOf[e.Article]] }).ToList();
        foreach (var row in comparison?.Run(kind, learned, a => material.FoldOf[a], a => material.ArticleOf[a], folds) ?? [])
        {
            compared.Add(row);
            progress?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{row.Question,-16} {row.Trainer,-28} F1 {row.F1:F3}, area under curve {row.AreaUnderCurve:F3}, {row.Seconds:F0} s"));
        }

        var trained = new DecisionModel[folds + 1];
        Parallel.For(0, folds + 1, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, f =>
            trained[f] = trainer.Train(kind, [.. learned.Where(e => material.FoldOf[e.Article] != f)], a => material.ArticleOf[a], key => naming.Of(collector.Features[key])));
        var buffer = new ScoringBuffer();
        var scores = examples.Where(e => material.IsMeasured(e.Article)).Select(e => (trained[material.FoldOf[e.Article]].Score(e.Features, buffer), e.Answer)).ToList();
        var calibration = Calibration.Isotonic(scores);
        for (var f = 0; f < folds; f++)
        {
            sets[f] = sets[f].With(trained[f].With(calibration));
        }

        held[kind] = [.. scores.Select(s => (calibration.Of(s.Item1), s.Answer))];
        var figure = Calibration.Figures(kind, scores, calibration, trained[folds].Features.Count);
        figures.Add(figure);
        progress?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{figure.Question,-16} {figure.Positives,6} of {figure.Examples,6} yes, {figure.Features,5} features: F1 {figure.F1:F3}, area under curve {figure.AreaUnderCurve:F3}"));
        return final.With(trained[folds].With(calibration));
    }

    private DecisionSet Tune(TrainingMaterial material, DecisionSet[] sets, DecisionSet final)
    {
        var decoded = new (DecodedArticle, GoldAlignment)[material.Articles];
        Parallel.For(0, decoded.Length, i => decoded[i] = (decoder.Decode(material.Texts[i], sets[material.FoldOf[i]]), material.Gold[i]));
        var thresholds = new ThresholdTuning(decoded).Run(final.Thresholds);
        progress?.Invoke(string.Create(CultureInfo.InvariantCulture, $"thresholds: record {thresholds.Record}, developer {thresholds.Developer}, partner {thresholds.Partner}, adopter {thresholds.Adopter}, specialty {thresholds.Specialty}, claim {thresholds.Claim}"));
        for (var f = 0; f < folds; f++)
        {
            sets[f] = sets[f] with { Thresholds = thresholds };
        }

        return final with { Thresholds = thresholds };
    }

    private ExampleCollector Collect(DecisionKind[] step, TrainingMaterial material, DecisionSet[] sets, CancellationToken cancellationToken)
    {
        var parts = new ExampleCollector[material.Texts.Count];
        Parallel.For(0, parts.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            parts[i] = new ExampleCollector(step, trainer.Options.WithoutFeatures);
            var observer = parts[i].For(i, material.Gold[i]);
            var set = sets[material.FoldOf[i]];
            if (step[0] is DecisionKind.Value or DecisionKind.WholeRecord)
            {
                // Reviewers see records as they come out, so the questions about them are learned from the articles themselves.
                var decoded = decoder.Decode(material.Texts[i], set);
                var selected = RecordSelection.Select(decoded, set.Thresholds);
                material.Gold[i].Match(selected, decoded.Discourse.Organisations);
                var confidence = new RecordConfidence(new CandidateScorer(set, observer));
                selected.ForEach(s => confidence.Of(s));
            }
            else
            {
                decoder.Decode(material.Texts[i], set, observer);
            }
        });
        return ExampleCollector.Join(step, parts);
    }
}
