using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>A clinical term of the article and the field that it speaks of.</summary>
/// <param name="Label">The field.</param>
/// <param name="Tokens">The term.</param>
/// <param name="IsInName">Whether it is part of an institution's or a person's name ("Children's Hospital").</param>
internal readonly record struct SpecialtyTerm(Specialty Label, TokenRange Tokens, bool IsInName);

/// <summary>Finds the clinical terms of an article: of overlapping ones the longest; a term may speak of several fields.</summary>
internal static class SpecialtyTermFinder
{
    private const int LongestRareDisease = 5;

    /// <summary>All terms in text order.</summary>
    public static List<SpecialtyTerm> Find(AnalyzedText text, Func<int, bool> isInName)
    {
        var terms = new List<SpecialtyTerm>();
        var covered = 0;
        for (var i = 0; i < text.Tokens.Length; i++)
        {
            if (i < covered)
            {
                continue;
            }

            if (text.IsWord(i, "rare") && RareDiseaseEnd(text, i) is var rare and > 0)
            {
                terms.Add(new SpecialtyTerm(Specialty.RareDisease, new TokenRange(i, rare), isInName(i)));
            }

            var end = text.EndOf(i, Cue.Specialty);
            if (end < 0)
            {
                continue;
            }

            foreach (var annotation in text.AnnotationsAt(i))
            {
                if (annotation.Cue == Cue.Specialty && annotation.Tokens.End == end)
                {
                    terms.Add(new SpecialtyTerm((Specialty)annotation.Value, annotation.Tokens, isInName(i)));
                }
            }

            covered = end;
        }

        return terms;
    }

    /// <summary>"rare cardiovascular diseases": other words may stand between.</summary>
    private static int RareDiseaseEnd(AnalyzedText text, int rare)
    {
        var end = text.SentenceOf(rare).Tokens.End;
        for (var i = rare + 1; i < Math.Min(end, rare + LongestRareDisease); i++)
        {
            if (text.Word(i) is "disease" or "diseases" or "disorder" or "disorders" or "condition" or "conditions")
            {
                return i + 1;
            }
        }

        return -1;
    }
}
