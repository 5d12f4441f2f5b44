using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>How far a run of capitalised words reaches, small joining words included.</summary>
internal static class NameExtent
{
    private static readonly ulong NotInName = AnalyzedText.Mask(Cue.Preposition, Cue.Conjunction, Cue.Relative, Cue.Auxiliary, Cue.Negation);

    /// <summary>Behind the last token of the run that begins at <paramref name="first"/>.</summary>
    public static int EndOf(AnalyzedText text, int first, int sentenceEnd)
    {
        var end = first + 1;
        while (end < sentenceEnd)
        {
            var next = Next(text, first, end, sentenceEnd);
            if (next < 0)
            {
                break;
            }

            end = next;
        }

        return end;
    }

    /// <summary>Behind the next piece of the run; -1 when the run ends.</summary>
    private static int Next(AnalyzedText text, int first, int position, int end)
    {
        var token = text.Tokens[position];
        if (token.IsWord && token.IsCapitalised)
        {
            return position + 1;
        }

        if (token.Has(TokenShape.Digit) && token.IsWord && !token.Has(TokenShape.Attached))
        {
            return IsVersion(text, position, end) ? position + 1 : -1;
        }

        if (text.IsPossessive(position))
        {
            return text.Has(position - 1, Cue.NamePossessive) || IsSaint(text, position - 2, first) ? Capitalised(text, position + 1, end) : -1;
        }

        if (token.Is('.') && token.Has(TokenShape.Attached) && text.Word(position - 1) is "St" or "No")
        {
            return Capitalised(text, position + 1, end);
        }

        return text.Has(position, Cue.OrganisationJoin) ? Joined(text, first, position, end) : -1;
    }

    private static int Capitalised(AnalyzedText text, int position, int end) =>
        position < end && text.Tokens[position].IsWord && text.Tokens[position].IsCapitalised ? position + 1 : -1;

    private static bool IsSaint(AnalyzedText text, int position, int first) =>
        position >= first && text.Word(position) is "St" or "St." or "Saint" or "Sankt";

    /// <summary>"Copilot 1.0", "R1 671B", "Vesta 2", "No. 2", but not a year or a count before a noun.</summary>
    private static bool IsVersion(AnalyzedText text, int position, int end)
    {
        var word = text.Word(position);
        var isShort = word.Length <= 2 || word.Contains('.') || !text.Tokens[position].Has(TokenShape.Number);
        var nounFollows = position + 1 < end && text.Tokens[position + 1].IsWord && char.IsLower(text.Word(position + 1)[0])
            && !text.HasAny(position + 1, NotInName) && text.Tokens[position].Has(TokenShape.Number) && !word.Contains('.');
        return isShort && !nounFollows && !text.Has(position - 1, Cue.SentenceStarter);
    }

    /// <summary>A small word joins only where the name so far asks for it: "Academy of …", "Institute for …", "Life Sciences and …".</summary>
    private static int Joined(AnalyzedText text, int first, int position, int end)
    {
        var next = position + 1;
        if (next < end && text.IsWord(next, "the"))
        {
            next++;
        }

        if (Capitalised(text, next, end) < 0)
        {
            return -1;
        }

        var word = text.Word(position);
        if (word is "of" or "for" or "für")
        {
            return HasHead(text, first, position) ? next + 1 : -1;
        }

        if (word is "and" or "&")
        {
            var isWhole = IsForMotherAndChild(text, position, next) || (InComplement(text, first, position) && !HeadFollows(text, next, end));
            return isWhole ? next + 1 : -1;
        }

        return word is "de" or "la" or "del" or "di" or "du" or "des" or "der" or "von" or "van" or "zu" ? next + 1 : -1;
    }

    /// <summary>"Women and Children's Hospital", "Maternal and Child Health Hospital".</summary>
    private static bool IsForMotherAndChild(AnalyzedText text, int and, int next) =>
        text.Word(next) is "Children" or "Child" or "Women" or "Infant" or "Newborn" && text.Word(and - 1) is "Women" or "Maternal" or "Maternity" or "Mother" or "Children" or "Obstetrics";

    private static bool HasHead(AnalyzedText text, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (text.Has(i, Cue.OrganisationHead) || text.Has(i, Cue.EventHead))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Within what follows "School of" or "Centre for", where "and" joins two subjects and not two institutions.</summary>
    private static bool InComplement(AnalyzedText text, int first, int end)
    {
        for (var i = end - 1; i > first; i--)
        {
            if (text.Word(i) is "of" or "for")
            {
                return text.Has(i - 1, Cue.OrganisationHead) && !text.IsWord(i - 1, "hospital");
            }

            if ((text.Has(i, Cue.OrganisationHead) && (NameKind)text.ValueOf(i, Cue.OrganisationHead) != NameKind.Company) || text.Has(i, Cue.Place))
            {
                return false;
            }
        }

        return false;
    }

    private static bool HeadFollows(AnalyzedText text, int first, int end)
    {
        for (var i = first; i < end && (text.Tokens[i].IsCapitalised || text.IsPossessive(i)); i++)
        {
            if (text.Has(i, Cue.OrganisationHead) && (NameKind)text.ValueOf(i, Cue.OrganisationHead) != NameKind.Company)
            {
                return true;
            }
        }

        return false;
    }
}
