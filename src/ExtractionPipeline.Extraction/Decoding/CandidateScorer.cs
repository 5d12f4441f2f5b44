using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Features;

namespace ExtractionPipeline.Extraction.Decoding;

/// <summary>Asks the classifiers about one candidate after the other with buffers that are reused; for one article at a time.</summary>
internal sealed class CandidateScorer(DecisionSet decisions, ICandidateObserver? observer)
{
    private readonly ScoringBuffer buffer = new();

    /// <summary>The features of the candidate under judgement.</summary>
    public FeatureBag Bag { get; } = new(isTraced: observer is not null);

    public DecodingThresholds Thresholds => decisions.Thresholds;

    /// <summary>Whether every candidate is to be shown to an observer, hopeless ones included.</summary>
    public bool IsObserved => observer is not null;

    /// <summary>Whether the question can be answered.</summary>
    public bool Knows(DecisionKind kind) => decisions[kind] is not null;

    /// <summary>Empties the bag for the next candidate.</summary>
    public FeatureBag Next()
    {
        Bag.Clear();
        return Bag;
    }

    /// <summary>Probability that the answer about the candidate whose features are in the bag is yes; 0 while nothing is trained.</summary>
    public float Judge(DecisionKind kind, Func<Candidate> candidate)
    {
        var model = decisions[kind];
        var score = model is null ? 0 : model.Probability(Bag, buffer);
        observer?.Observe(candidate(), Bag, score);
        return score;
    }
}
