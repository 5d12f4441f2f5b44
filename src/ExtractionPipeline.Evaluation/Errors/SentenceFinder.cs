using ExtractionPipeline.Core.Contract;

namespace ExtractionPipeline.Evaluation.Errors;

/// <summary>Cuts out of an article the sentence that shows a value, for a person to read.</summary>
internal static class SentenceFinder
{
    private const int Longest = 320;

    /// <summary>The sentence of the first evidence, or else the first that holds the words; empty when there is none.</summary>
    public static string Find(string? text, IReadOnlyList<EvidenceOutput> evidence, string words)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var at = evidence.Count > 0 && evidence[0].Start >= 0 && evidence[0].Start < text.Length ? evidence[0].Start : text.IndexOf(words, StringComparison.Ordinal);
        return at < 0 ? "" : Around(text, at, Math.Max(1, words.Length));
    }

    private static string Around(string text, int at, int length)
    {
        var start = at;
        while (start > 0 && text[start - 1] != '\n' && !EndsSentence(text, start - 1) && at - start < Longest / 2)
        {
            start--;
        }

        var end = Math.Min(text.Length, at + length);
        while (end < text.Length && text[end] != '\n' && !EndsSentence(text, end - 1) && end - at < Longest)
        {
            end++;
        }

        return text[start..end].Trim();
    }

    private static bool EndsSentence(string text, int i) => text[i] is '.' or '!' or '?' && i + 1 < text.Length && text[i + 1] == ' ';
}
