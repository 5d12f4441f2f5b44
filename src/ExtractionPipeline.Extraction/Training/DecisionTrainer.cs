using ExtractionPipeline.Extraction.Decisions;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>How a classifier is trained.</summary>
internal sealed record TrainerOptions
{
    public int Seed { get; init; } = 7;

    /// <summary>A feature must occur in so many articles.</summary>
    public int ArticlesPerFeature { get; init; } = 3;

    /// <summary>A feature must occur in so many articles to be split on by trees, which rare features would only slow down.</summary>
    public int ArticlesPerSplit { get; init; } = 4;

    public int Trees { get; init; } = 200;

    public int Leaves { get; init; } = 24;

    public double LearningRate { get; init; } = 0.05;

    public int ExamplesPerLeaf { get; init; } = 8;

    public float L2 { get; init; } = 1.5f;

    /// <summary>Families of features (the hundreds of <see cref="Features.FeatureTemplate"/>) that are left out.</summary>
    public IReadOnlyCollection<int> WithoutFeatures { get; init; } = [];

    /// <summary>The trainers in words, for the card.</summary>
    public static string Describe()
    {
        var options = new TrainerOptions();
        return FormattableString.Invariant(
            $"L-BFGS logistic regression (L1 0.02, L2 {options.L2}) and LightGBM ({options.Trees} trees of {options.Leaves} leaves, rate {options.LearningRate}), scores added at {options.LinearShare} to {1 - options.LinearShare}; features in at least {options.ArticlesPerFeature} articles; isotonic calibration");
    }

    /// <summary>Share of the linear model in the score.</summary>
    public float LinearShare { get; init; } = 0.3f;
}

/// <summary>Trains ML.NET classifiers on examples and takes their weights and trees over into the form that the extractor scores with.</summary>
internal sealed class DecisionTrainer(TrainerOptions options)
{
    public TrainerOptions Options { get; } = options;

    /// <summary>Trains the answer to one question.</summary>
    /// <param name="kind">The question.</param>
    /// <param name="examples">Examples with both answers.</param>
    /// <param name="articleOf">Maps an article index to the article that it is a copy of, for counting articles.</param>
    /// <param name="nameOf">Tells a feature to a person.</param>
    public DecisionModel Train(DecisionKind kind, IReadOnlyList<Example> examples, Func<int, int> articleOf, Func<ulong, string> nameOf)
    {
        var columns = FeatureSelection.Choose(examples, articleOf, Options.ArticlesPerFeature);
        var keys = columns.OrderBy(c => c.Value).Select(c => new FeatureColumn(c.Key, nameOf(c.Key))).ToList();
        var context = new MLContext(Options.Seed);
        var data = Rows.Load(context, examples, columns);
        var isOpen = examples.Any(e => e.Answer) && examples.Any(e => !e.Answer) && columns.Count > 0;
        var (weights, bias) = Options.LinearShare > 0 && isOpen ? Linear(context, data, columns.Count) : (new float[columns.Count], 0f);
        var trees = Options.LinearShare < 1 ? Boosted(context, examples, columns, articleOf) : None;
        return new DecisionModel(kind, keys, weights, bias, trees, Options.LinearShare, CalibrationMap.Identity);
    }

    private static TreeEnsemble None { get; } = new([], [], [], [], [], [], 0);

    private (float[] Weights, float Bias) Linear(MLContext context, IDataView data, int columns)
    {
        var trainer = context.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            ExampleWeightColumnName = nameof(Row.Weight),
            L1Regularization = 0.02f,
            L2Regularization = Options.L2,
            NumberOfThreads = 1,
            OptimizationTolerance = 1e-5f,
            MaximumNumberOfIterations = 200,
        });
        var model = trainer.Fit(data).Model;
        var inner = (LinearBinaryModelParameters)model.SubModel;
        var weights = new float[columns];
        inner.Weights.ToArray().CopyTo(weights, 0);
        return (weights, inner.Bias);
    }

    private TreeEnsemble Boosted(MLContext context, IReadOnlyList<Example> examples, Dictionary<ulong, int> columns, Func<int, int> articleOf)
    {
        var split = FeatureSelection.Choose(examples, articleOf, Options.ArticlesPerSplit);
        var rarer = Math.Min(examples.Count(e => e.Answer), examples.Count(e => !e.Answer));
        if (split.Count == 0 || rarer < 2 * Options.ExamplesPerLeaf)
        {
            return None;
        }

        var data = Rows.Load(context, examples, split);
        var trainer = context.BinaryClassification.Trainers.LightGbm(Boosting(Options));
        TreeEnsemble trees;
        try
        {
            trees = Trees(((LightGbmBinaryModelParameters)trainer.Fit(data).Model.SubModel).TrainedTreeEnsemble);
        }
        catch (ArgumentNullException)
        {
            // The library cannot read back a tree without a split, which is what it grows where nothing is left to learn.
            return None;
        }

        var columnOf = new int[Math.Max(1, split.Count)];
        foreach (var (key, column) in split)
        {
            columnOf[column] = columns[key];
        }

        return trees with { Columns = [.. trees.Columns.Select(c => columnOf[c])] };
    }

    /// <summary>The boosted trees' settings.</summary>
    internal static LightGbmBinaryTrainer.Options Boosting(TrainerOptions options) => new()
    {
        ExampleWeightColumnName = nameof(Row.Weight),
        NumberOfIterations = options.Trees,
        NumberOfLeaves = options.Leaves,
        LearningRate = options.LearningRate,
        MinimumExampleCountPerLeaf = options.ExamplesPerLeaf,
        NumberOfThreads = 1,
        Deterministic = true,
        Seed = options.Seed,
        Silent = true,
        Verbose = false,
        Sigmoid = 1,
        Booster = new GradientBooster.Options { FeatureFraction = 0.5, SubsampleFraction = 0.8, SubsampleFrequency = 1, L2Regularization = 1 },
    };

    /// <summary>ML.NET's trees one behind the other.</summary>
    internal static TreeEnsemble Trees(RegressionTreeEnsemble ensemble)
    {
        var roots = new List<int>();
        List<int> columns = [], lower = [], upper = [];
        List<float> thresholds = [], leaves = [];
        for (var t = 0; t < ensemble.Trees.Count; t++)
        {
            var tree = ensemble.Trees[t];
            var weight = ensemble.TreeWeights[t];
            int firstNode = columns.Count, firstLeaf = leaves.Count;
            leaves.AddRange(tree.LeafValues.Select(v => (float)(v * weight)));
            int Child(int child) => child >= 0 ? firstNode + child : ~(firstLeaf + ~child);
            for (var n = 0; n < tree.NumberOfNodes; n++)
            {
                columns.Add(tree.NumericalSplitFeatureIndexes[n]);
                thresholds.Add(tree.NumericalSplitThresholds[n]);
                lower.Add(Child(tree.LeftChild[n]));
                upper.Add(Child(tree.RightChild[n]));
            }

            roots.Add(tree.NumberOfNodes > 0 ? firstNode : ~firstLeaf);
        }

        return new TreeEnsemble([.. roots], [.. columns], [.. thresholds], [.. lower], [.. upper], [.. leaves], (float)ensemble.Bias);
    }
}

/// <summary>Chooses which features become columns.</summary>
internal static class FeatureSelection
{
    /// <summary>Columns of the features that occur in at least so many articles, in an order that depends on nothing but them.</summary>
    public static Dictionary<ulong, int> Choose(IReadOnlyList<Example> examples, Func<int, int> articleOf, int articles)
    {
        var seen = new Dictionary<ulong, (int Last, int Count)>();
        foreach (var example in examples.OrderBy(e => articleOf(e.Article)))
        {
            var article = articleOf(example.Article);
            foreach (var (key, _) in example.Features)
            {
                ref var entry = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(seen, key, out var exists);
                if (!exists || entry.Last != article)
                {
                    entry = (article, entry.Count + 1);
                }
            }
        }

        return seen.Where(s => s.Value.Count >= articles).Select(s => s.Key).Order().Select((key, i) => (key, i)).ToDictionary(c => c.key, c => c.i);
    }
}

/// <summary>Examples as ML.NET wants them.</summary>
internal static class Rows
{
    public static IDataView Load(MLContext context, IReadOnlyList<Example> examples, Dictionary<ulong, int> columns)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Math.Max(1, columns.Count));
        return context.Data.LoadFromEnumerable(examples.Select(e => Of(e, columns)).ToList(), schema);
    }

    private static Row Of(Example example, Dictionary<ulong, int> columns)
    {
        var found = example.Features.Select(f => (Column: columns.GetValueOrDefault(f.Key, -1), f.Value)).Where(f => f.Column >= 0).OrderBy(f => f.Column).ToList();
        return new Row
        {
            Label = example.Answer,
            Weight = example.Weight,
            Features = new VBuffer<float>(Math.Max(1, columns.Count), found.Count, [.. found.Select(f => f.Value)], [.. found.Select(f => f.Column)]),
        };
    }
}

/// <summary>One example for ML.NET.</summary>
internal sealed class Row
{
    public bool Label { get; set; }

    public float Weight { get; set; }

    public VBuffer<float> Features { get; set; }
}
