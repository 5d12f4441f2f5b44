using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>Gathers for every name that might be a model's what around it speaks for that. Knows no model by name.</summary>
internal static class ModelNameFinder
{
    /// <summary>The mentions in text order; a generous search proposes names that look like persons' as well ("Bai Yi").</summary>
    public static List<ModelNameMention> Find(AnalyzedText text, List<NameMention> names, int[] nameAt, List<ModelPhrase> phrases, bool isGenerous = false)
    {
        var around = new NameSurroundings(text, names, nameAt, phrases);
        var found = new List<ModelNameMention>();
        foreach (var name in names)
        {
            var isProposed = name.Kind is NameKind.Unknown or NameKind.Model or NameKind.Company || (isGenerous && name.Kind == NameKind.Person && !HasTitle(text, name.Tokens.First));
            if (isProposed && name.Known < 0)
            {
                var (cues, phrase) = around.CuesOf(name);
                found.Add(new ModelNameMention(name, Core(text, name.Tokens), cues, phrase));
            }
        }

        return Coordinate(text, found);
    }

    private static bool HasTitle(AnalyzedText text, int first)
    {
        var before = first > 0 && text.Tokens[first - 1].Is('.') ? first - 2 : first - 1;
        return before >= 0 && text.Has(before, Cue.PersonTitle);
    }

    /// <summary>The name without its generic tail; the whole when nothing else would be left.</summary>
    internal static TokenRange Core(AnalyzedText text, TokenRange name)
    {
        var end = name.End;
        for (var i = name.First + 1; i < name.End; i++)
        {
            if (text.EndOf(i, Cue.NameTail) == name.End)
            {
                end = i;
                break;
            }
        }

        while (end < name.End && end - 1 > name.First && text.Has(end - 1, Cue.NameTailModifier))
        {
            end--;
        }

        return new TokenRange(name.First, end);
    }

    /// <summary>What is said of one name of a list is said of all.</summary>
    private static List<ModelNameMention> Coordinate(AnalyzedText text, List<ModelNameMention> mentions)
    {
        for (var first = 0; first < mentions.Count;)
        {
            var end = first + 1;
            var shared = mentions[first].Cues;
            var phrase = mentions[first].Phrase;
            while (end < mentions.Count && IsList(text, mentions[end - 1].Name, mentions[end].Name))
            {
                shared |= mentions[end].Cues;
                phrase ??= mentions[end].Phrase is { IsPlural: true } plural ? plural : null;
                end++;
            }

            var shareable = ModelCue.DevelopedObject | ModelCue.DevelopedBy | (phrase is { IsPlural: true } ? ModelCue.Copula | ModelCue.HeadBefore | ModelCue.Introduced : ModelCue.None);
            for (var i = first; end - first > 1 && i < end; i++)
            {
                mentions[i] = mentions[i] with
                {
                    Cues = mentions[i].Cues | (shared & shareable) | ModelCue.Coordinated,
                    Phrase = mentions[i].Phrase ?? (phrase is { IsPlural: true } ? phrase : null),
                };
            }

            first = end;
        }

        return mentions;
    }

    private static bool IsList(AnalyzedText text, NameMention left, NameMention right)
    {
        var gap = right.OuterFirst - left.OuterEnd;
        if (text.IsPossessive(right.OuterEnd))
        {
            return false;
        }

        return gap switch
        {
            1 => text.Tokens[left.OuterEnd].Is(',') || text.Has(left.OuterEnd, Cue.Conjunction),
            2 => text.Tokens[left.OuterEnd].Is(',') && text.Has(left.OuterEnd + 1, Cue.Conjunction),
            _ => false,
        };
    }
}
