namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>All mentions of one spelling of a name that may be a model's.</summary>
/// <param name="Index">Number of the group within the article.</param>
/// <param name="Key">What stays the same in every spelling: letters and digits in lower case.</param>
/// <param name="Mentions">In text order, never empty.</param>
internal sealed record NameGroup(int Index, string Key, IReadOnlyList<ModelNameMention> Mentions);
