using ExtractionPipeline.Extraction.Context;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>One feature of a candidate: what is looked at, and up to two things seen there.</summary>
/// <param name="Template">What is looked at.</param>
/// <param name="First">A symbol or number; 0 when the template has none.</param>
/// <param name="Second">A further one; 0 when there is none.</param>
internal readonly record struct Feature(FeatureTemplate Template, ulong First, ulong Second)
{
    /// <summary>The feature's number in trained models; the same in every run.</summary>
    public ulong Key => Symbols.Join(Symbols.Join((ulong)Template, First), Second);
}

/// <summary>
/// The features of one candidate. Said twice, a feature counts once: the larger value is kept. Reused from candidate to candidate.
/// </summary>
internal sealed class FeatureBag(bool isTraced = false)
{
    private readonly List<(ulong Key, float Value)> features = new(256);
    private readonly List<Feature> traced = [];

    /// <summary>The features by number, repeated as they were said.</summary>
    public ReadOnlySpan<(ulong Key, float Value)> Features => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(features);

    /// <summary>What the numbers stand for, in the same order; empty unless the bag is traced.</summary>
    public IReadOnlyList<Feature> Traced => traced;

    public void Clear()
    {
        features.Clear();
        traced.Clear();
    }

    public void Add(FeatureTemplate template, ulong first = 0, ulong second = 0) => Put(new Feature(template, first, second), 1f);

    public void AddIf(bool holds, FeatureTemplate template, ulong first = 0, ulong second = 0)
    {
        if (holds)
        {
            Add(template, first, second);
        }
    }

    /// <summary>A number; it should lie near 0..1, which trainers that shrink weights expect. Zero says nothing.</summary>
    public void AddValue(FeatureTemplate template, float value, ulong first = 0)
    {
        if (value > 0)
        {
            Put(new Feature(template, first, 0), value);
        }
    }

    /// <summary>A count in steps: 0, 1, 2, 3, 4-5, 6-8, 9 and more, and as a number.</summary>
    public void AddCount(FeatureTemplate template, int count, ulong first = 0)
    {
        var step = count switch { <= 3 => count, <= 5 => 4, <= 8 => 5, _ => 6 };
        Add(template, first, (ulong)step + 1);
        AddValue(template, MathF.Min(1f, count / 8f), first);
    }

    private void Put(Feature feature, float value)
    {
        features.Add((feature.Key, value));
        if (isTraced)
        {
            traced.Add(feature);
        }
    }
}
