using ExtractionPipeline.Extraction.Features;

namespace ExtractionPipeline.Extraction.Decisions;

/// <summary>
/// A trained answer to one question: a linear model and boosted trees over the same columns, their scores added, and a curve that
/// turns the sum into a probability. Immutable and safe to share; scoring needs a buffer of one's own.
/// </summary>
internal sealed class DecisionModel
{
    private readonly Dictionary<ulong, int> columns;

    public DecisionModel(DecisionKind kind, IReadOnlyList<FeatureColumn> features, float[] weights, float bias, TreeEnsemble trees, float linearShare, CalibrationMap calibration)
    {
        Kind = kind;
        Features = features;
        Weights = weights;
        Bias = bias;
        Trees = trees;
        LinearShare = linearShare;
        Calibration = calibration;
        columns = new Dictionary<ulong, int>(features.Count);
        for (var i = 0; i < features.Count; i++)
        {
            columns.Add(features[i].Key, i);
        }
    }

    public DecisionKind Kind { get; }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<FeatureColumn> Features { get; }

    public float[] Weights { get; }

    public float Bias { get; }

    public TreeEnsemble Trees { get; }

    /// <summary>How much of the score, in 0..1, comes from the linear model; the rest from the trees.</summary>
    public float LinearShare { get; }

    public CalibrationMap Calibration { get; }

    /// <summary>The model with another calibration.</summary>
    public DecisionModel With(CalibrationMap calibration) => new(Kind, Features, Weights, Bias, Trees, LinearShare, calibration);

    /// <summary>Column of a feature; -1 for one that training did not keep.</summary>
    public int ColumnOf(ulong key) => columns.GetValueOrDefault(key, -1);

    /// <summary>The raw score, near log odds, of features given by their numbers.</summary>
    public float Score(ReadOnlySpan<(ulong Key, float Value)> features, ScoringBuffer buffer)
    {
        buffer.Fill(features, columns, Features.Count);
        return Sum(buffer);
    }

    private float Sum(ScoringBuffer buffer)
    {
        var linear = Bias;
        foreach (var column in buffer.Columns)
        {
            linear += Weights[column] * buffer.Row[column];
        }

        var trees = LinearShare < 1 ? Trees.Score(buffer.Row) : 0;
        buffer.Clear();
        return (LinearShare * linear) + ((1 - LinearShare) * trees);
    }

    /// <summary>The probability that the answer is yes.</summary>
    public float Probability(FeatureBag bag, ScoringBuffer buffer) => Calibration.Of(Score(bag.Features, buffer));
}

/// <summary>A column of a trained model.</summary>
/// <param name="Key">The feature's number.</param>
/// <param name="Name">How it is told to a person.</param>
internal sealed record FeatureColumn(ulong Key, string Name);
