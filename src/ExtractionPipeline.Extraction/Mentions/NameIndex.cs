using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>Which name covers each token.</summary>
internal static class NameIndex
{
    /// <summary>For each token the index of the name that covers it; -1 for none.</summary>
    public static int[] Of(AnalyzedText text, IReadOnlyList<NameMention> names)
    {
        var nameAt = new int[text.Tokens.Length];
        Array.Fill(nameAt, -1);
        for (var i = 0; i < names.Count; i++)
        {
            Array.Fill(nameAt, i, names[i].Tokens.First, names[i].Tokens.Count);
        }

        return nameAt;
    }
}
