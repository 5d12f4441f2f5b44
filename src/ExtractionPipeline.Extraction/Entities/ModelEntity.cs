using ExtractionPipeline.Extraction.Mentions;

namespace ExtractionPipeline.Extraction.Entities;

/// <summary>A model, named or not, with all its mentions in the article.</summary>
internal sealed class ModelEntity(int index)
{
    public int Index { get; } = index;

    /// <summary>The mentions by name; empty for an unnamed model.</summary>
    public List<ModelNameMention> Mentions { get; } = [];

    /// <summary>The phrases that define or name it: appositions, predicates, the phrase of an unnamed model.</summary>
    public List<ModelPhrase> Phrases { get; } = [];

    /// <summary>All that speaks for its being a model.</summary>
    public ModelCue Cues { get; set; }

    public bool IsNamed => Mentions.Count > 0;

    /// <summary>First token of the first mention or phrase.</summary>
    public int FirstToken => Math.Min(
        Mentions.Count > 0 ? Mentions.Min(m => m.Name.Tokens.First) : int.MaxValue,
        Phrases.Count > 0 ? Phrases.Min(p => p.Tokens.First) : int.MaxValue);

    /// <summary>The phrase that an unnamed model is known by.</summary>
    public ModelPhrase? Description => IsNamed ? null : Phrases.FirstOrDefault();

    public void Absorb(ModelEntity other)
    {
        Phrases.AddRange(other.Phrases);
        Mentions.AddRange(other.Mentions);
        Cues |= other.Cues;
    }
}
