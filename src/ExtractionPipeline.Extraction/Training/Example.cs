using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Decoding;
using ExtractionPipeline.Extraction.Features;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>A candidate with its true answer.</summary>
/// <param name="Article">Index of its article.</param>
/// <param name="Features">What it was judged by, each feature once.</param>
/// <param name="Answer">The true answer.</param>
/// <param name="Weight">How much it counts in fitting.</param>
internal sealed record Example(int Article, (ulong Key, float Value)[] Features, bool Answer, float Weight = 1);

/// <summary>Gathers the examples of some questions while articles are decoded, and what their features are called.</summary>
internal sealed class ExampleCollector(DecisionKind[] kinds, IReadOnlyCollection<int>? without = null)
{
    private readonly Dictionary<DecisionKind, List<Example>> examples = kinds.ToDictionary(k => k, _ => new List<Example>());
    private readonly Dictionary<ulong, Feature> features = [];

    public IReadOnlyList<Example> Of(DecisionKind kind) => examples[kind];

    /// <summary>What a key stands for.</summary>
    public IReadOnlyDictionary<ulong, Feature> Features => features;

    /// <summary>All examples of several collectors, in their order.</summary>
    public static ExampleCollector Join(DecisionKind[] kinds, IEnumerable<ExampleCollector> parts)
    {
        var joined = new ExampleCollector(kinds);
        foreach (var part in parts)
        {
            foreach (var kind in kinds)
            {
                joined.examples[kind].AddRange(part.examples[kind]);
            }

            foreach (var (key, feature) in part.features)
            {
                joined.features.TryAdd(key, feature);
            }
        }

        return joined;
    }

    /// <summary>The observer for one article.</summary>
    public ICandidateObserver For(int article, GoldAlignment gold) => new Observer(this, article, gold);

    private void Add(int article, GoldAlignment gold, Candidate candidate, FeatureBag bag)
    {
        if (!examples.TryGetValue(candidate.Kind, out var list) || gold.AnswerTo(candidate) is not { } answer)
        {
            return;
        }

        var values = new Dictionary<ulong, float>(bag.Features.Length);
        for (var i = 0; i < bag.Features.Length; i++)
        {
            var (key, value) = bag.Features[i];
            if (value > values.GetValueOrDefault(key) && without?.Contains((int)bag.Traced[i].Template / 100) != true)
            {
                values[key] = value;
                features.TryAdd(key, bag.Traced[i]);
            }
        }

        list.Add(new Example(article, [.. values.Select(v => (v.Key, v.Value))], answer));
    }

    private sealed class Observer(ExampleCollector collector, int article, GoldAlignment gold) : ICandidateObserver
    {
        public void Observe(Candidate candidate, FeatureBag features, float score) => collector.Add(article, gold, candidate, features);
    }
}
