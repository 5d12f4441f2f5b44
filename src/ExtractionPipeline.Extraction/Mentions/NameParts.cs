using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>Cuts a run of capitalised words into names.</summary>
internal static class NameParts
{
    /// <summary>The first name of the run: up to the last head noun of its first institution, or the whole run when it has none.</summary>
    public static TokenRange First(AnalyzedText text, TokenRange run)
    {
        var trimmed = SkipTitles(text, run);
        if (trimmed.First > run.First)
        {
            return trimmed.Count == 0 ? run : First(text, trimmed);
        }

        if (PlaceWithPossessive(text, run) is var place and > 0)
        {
            // "calls its Paloma Spain's first …": what is said of the place begins there.
            return new TokenRange(run.First, place);
        }

        var end = HeadEnd(text, run);
        if (end < 0 || end == run.End || IsEvent(text, run))
        {
            return run;
        }

        // What a joining word follows is still the same institution: "Hospital of Wuhan University RenMed".
        return IsModelTail(text, new TokenRange(end, run.End)) ? run : new TokenRange(run.First, end);
    }

    /// <summary>Where a country or region begins that ends the run and has a possessive and a "first" behind it; -1 for none.</summary>
    private static int PlaceWithPossessive(AnalyzedText text, TokenRange run)
    {
        if (!text.IsPossessive(run.End) || !text.Has(run.End + 1, Cue.First))
        {
            return -1;
        }

        for (var i = run.First + 1; i < run.End; i++)
        {
            if (text.EndOf(i, Cue.Place) == run.End)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>"China Hospital Information Network Conference": the last word tells what the whole is.</summary>
    private static bool IsEvent(AnalyzedText text, TokenRange run)
    {
        for (var i = run.First; i < run.End; i++)
        {
            if (text.Has(i, Cue.OrganisationJoin))
            {
                return false;
            }
        }

        return text.Has(run.End - 1, Cue.EventHead) && !text.Has(run.End - 1, Cue.OrganisationHead);
    }

    /// <summary>"Vice President of …", "Professor Shi Li": the title is not part of the name.</summary>
    private static TokenRange SkipTitles(AnalyzedText text, TokenRange run)
    {
        var first = run.First;
        while (first < run.End && text.EndOf(first, Cue.PersonTitle) is var end and > 0 && end < run.End && !text.Has(first, Cue.OrganisationHead))
        {
            first = end;
            if (text.IsWord(first, "of") || text.IsWord(first, "for"))
            {
                first++;
                first += text.IsWord(first, "the") ? 1 : 0;
            }
        }

        return new TokenRange(Math.Min(first, run.End), run.End);
    }

    /// <summary>
    /// Behind the last head noun that belongs to the first institution; a complement with "of" or "for" belongs to it.
    /// -1 when the run has no head noun.
    /// </summary>
    private static int HeadEnd(AnalyzedText text, TokenRange run)
    {
        var end = -1;
        var position = run.First;
        while (position < run.End)
        {
            var head = text.EndOf(position, Cue.OrganisationHead);
            if (head > run.End)
            {
                head = run.End;
            }

            if (position == run.First && IsLeadingHead(text, run, head))
            {
                return run.End;
            }

            if (head > 0 && (head == run.End || (NameKind)text.ValueOf(position, Cue.OrganisationHead) != NameKind.Company))
            {
                end = head;
                position = head;
            }
            else if (end == position && text.Has(position, Cue.OrganisationJoin))
            {
                end = ComplementEnd(text, position, run.End);
                position = end;
            }
            else
            {
                position++;
            }
        }

        return end;
    }

    /// <summary>"Hôpital Sainte-Apolline", "Klinikum Altenau": in other languages the head noun comes first.</summary>
    private static bool IsLeadingHead(AnalyzedText text, TokenRange run, int head)
    {
        if (head <= run.First || head >= run.End || (NameKind)text.ValueOf(run.First, Cue.OrganisationHead) != NameKind.Hospital || !text.Tokens[head].IsCapitalised)
        {
            return false;
        }

        for (var i = head; i < run.End; i++)
        {
            if (text.Has(i, Cue.OrganisationHead) || text.IsWord(i, "of"))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A complement runs to its own head noun, or else to the end of the run.</summary>
    private static int ComplementEnd(AnalyzedText text, int join, int end)
    {
        for (var i = join + 1; i < end; i++)
        {
            var head = text.EndOf(i, Cue.OrganisationHead);
            if (head > 0 && (NameKind)text.ValueOf(i, Cue.OrganisationHead) != NameKind.Company)
            {
                return Math.Min(head, end);
            }
        }

        return end;
    }

    private static bool IsModelTail(AnalyzedText text, TokenRange rest)
    {
        for (var i = rest.First; i < rest.End; i++)
        {
            if (text.EndOf(i, Cue.ModelHead) == rest.End)
            {
                return rest.Count <= 3;
            }
        }

        return false;
    }
}
