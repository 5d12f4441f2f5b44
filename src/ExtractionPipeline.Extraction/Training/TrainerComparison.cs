using ExtractionPipeline.Extraction.Decisions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>How well a trainer answers a question on articles not seen.</summary>
/// <param name="Question">The question.</param>
/// <param name="Trainer">The trainer.</param>
/// <param name="F1">At the best threshold.</param>
/// <param name="AreaUnderCurve">Of the receiver operating characteristic.</param>
/// <param name="Seconds">Time of all trainings.</param>
public sealed record TrainerFigures(string Question, string Trainer, double F1, double AreaUnderCurve, double Seconds);

/// <summary>Compares ML.NET's binary trainers on the same examples by cross-validation grouped by article.</summary>
internal sealed class TrainerComparison(TrainerOptions options, TimeProvider time)
{
    /// <summary>Features in fewer articles are left out, so that trainers without sparse data can take part.</summary>
    private const int ArticlesPerFeature = 40;

    /// <summary>The trainers, and for a question the mean of linear model and boosted trees that the extractor uses.</summary>
    public IEnumerable<TrainerFigures> Run(DecisionKind kind, IReadOnlyList<Example> examples, Func<int, int> foldOf, Func<int, int> articleOf, int folds)
    {
        var columns = FeatureSelection.Choose(examples, articleOf, ArticlesPerFeature);
        if (columns.Count == 0)
        {
            yield break;
        }

        foreach (var (name, trainer) in Trainers())
        {
            var start = time.GetTimestamp();
            var predictions = new List<(float Score, bool Answer)>();
            for (var f = 0; f < folds; f++)
            {
                var context = new MLContext(options.Seed);
                var training = Rows.Load(context, [.. examples.Where(e => foldOf(e.Article) != f)], columns);
                var held = examples.Where(e => foldOf(e.Article) == f).ToList();
                var scores = trainer(context).Fit(training).Transform(Rows.Load(context, held, columns)).GetColumn<float>("Score");
                predictions.AddRange(scores.Zip(held, (s, e) => (s, e.Answer)));
            }

            var figures = Calibration.Figures(kind, predictions, CalibrationMap.Identity, columns.Count);
            yield return new TrainerFigures(kind.ToString(), name, figures.F1, figures.AreaUnderCurve, time.GetElapsedTime(start).TotalSeconds);
        }
    }

    private IEnumerable<(string Name, Func<MLContext, IEstimator<ITransformer>> Trainer)> Trainers() =>
    [
        ("L-BFGS logistic regression", c => c.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options { L1Regularization = 0.02f, L2Regularization = options.L2, NumberOfThreads = 1 })),
        ("SDCA logistic regression", c => c.BinaryClassification.Trainers.SdcaLogisticRegression(new SdcaLogisticRegressionBinaryTrainer.Options { NumberOfThreads = 1, MaximumNumberOfIterations = 40 })),
        ("averaged perceptron", c => c.BinaryClassification.Trainers.AveragedPerceptron(new AveragedPerceptronTrainer.Options { NumberOfIterations = 20 })),
        ("FastTree", c => c.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options { NumberOfTrees = options.Trees, NumberOfLeaves = options.Leaves, LearningRate = options.LearningRate, MinimumExampleCountPerLeaf = options.ExamplesPerLeaf, FeatureFraction = 0.5, NumberOfThreads = 1 })),
        ("FastForest", c => c.BinaryClassification.Trainers.FastForest(new FastForestBinaryTrainer.Options { NumberOfTrees = 200, NumberOfLeaves = 60, MinimumExampleCountPerLeaf = 4, NumberOfThreads = 1 })),
        ("LightGBM", c => c.BinaryClassification.Trainers.LightGbm(DecisionTrainer.Boosting(options))),
        ("generalised additive", c => c.BinaryClassification.Trainers.Gam(new GamBinaryTrainer.Options { NumberOfIterations = 60, NumberOfThreads = 1 })),
    ];
}
