using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>Puts institutions together from names: hospitals with their universities, departments with their parents, brackets with what they explain.</summary>
internal static class OrganisationFinder
{
    private const int LongestBracket = 24;

    private static readonly ulong NoHospital = AnalyzedText.Mask(Cue.ModelHead, Cue.AiCore, Cue.Develop, Cue.Launch, Cue.With, Cue.Relative);

    /// <summary>The institutions in text order; names that might be companies ("Unknown") are among them.</summary>
    public static List<OrganisationMention> Find(AnalyzedText text, List<NameMention> names)
    {
        var found = new List<OrganisationMention>();
        for (var i = 0; i < names.Count;)
        {
            var name = names[i];
            if (!name.IsInstitution && name.Kind != NameKind.Unknown)
            {
                i++;
                continue;
            }

            var mention = Compose(text, names, ref i);
            if (mention is not null)
            {
                found.Add(mention);
            }
        }

        return found;
    }

    /// <summary>The institution that begins with names[i]; moves i behind the names it takes in.</summary>
    private static OrganisationMention? Compose(AnalyzedText text, List<NameMention> names, ref int i)
    {
        var name = names[i++];
        var core = name.Tokens;
        var kind = name.Kind;
        var known = name.Known;
        var full = core;
        if (kind == NameKind.Hospital)
        {
            core = full = GenericStart(text, full);
        }

        while (i < names.Count && Link(text, full, kind, names[i]) is var link and not LinkKind.None)
        {
            var next = names[i++];
            if (link == LinkKind.UnitOfHospital)
            {
                // "the Department of Urology, Zhongshan Hospital": only the hospital counts.
                (core, full, kind, known) = (next.Tokens, next.Tokens, NameKind.Hospital, next.Known);
                continue;
            }

            var closes = link == LinkKind.BracketedParent && text.Tokens[next.Tokens.End].Is(')') ? 1 : 0;
            full = new TokenRange(full.First, next.Tokens.End + closes);
            core = link == LinkKind.UnitOfParent ? full : core;
        }

        if (kind is NameKind.Company or NameKind.Unknown && known < 0 && IsHospitalByApposition(text, full.End))
        {
            kind = NameKind.Hospital;
        }

        var aliases = BracketedAliases(text, names, ref full, ref i);
        return new OrganisationMention(full, core, kind, known) { Aliases = aliases, IsLoose = name.IsLoose };
    }

    private enum LinkKind
    {
        None,
        Parent,
        BracketedParent,
        UnitOfParent,
        UnitOfHospital,
    }

    private static LinkKind Link(AnalyzedText text, TokenRange left, NameKind kind, NameMention next)
    {
        var gap = new TokenRange(left.End, next.OuterFirst);
        if (gap.Count is < 1 or > 5 || text.SentenceOf(left.First) != text.SentenceOf(next.Tokens.First))
        {
            return LinkKind.None;
        }

        var isParent = next.Kind is NameKind.University || (next.Kind is NameKind.Laboratory && EndsAcademy(text, next.Tokens));
        if (kind == NameKind.Hospital)
        {
            return isParent ? ParentLink(text, gap, next) : LinkKind.None;
        }

        if (kind is not (NameKind.University or NameKind.Laboratory))
        {
            return LinkKind.None;
        }

        var possessive = gap.Count == 1 && text.IsPossessive(gap.First);
        if (possessive)
        {
            return next.Kind is NameKind.University or NameKind.Laboratory ? LinkKind.UnitOfParent : LinkKind.None;
        }

        var joins = IsOneOf(text, gap, ",") || IsPreposition(text, gap);
        if (!joins || !IsUnit(text, left))
        {
            return LinkKind.None;
        }

        return next.Kind == NameKind.Hospital ? LinkKind.UnitOfHospital : isParent ? LinkKind.UnitOfParent : LinkKind.None;
    }

    private static LinkKind ParentLink(AnalyzedText text, TokenRange gap, NameMention next)
    {
        if (gap.Count == 1 && text.Tokens[gap.First].Is('('))
        {
            return text.Tokens.Length > next.Tokens.End && text.Tokens[next.Tokens.End].Is(')') ? LinkKind.BracketedParent : LinkKind.None;
        }

        if (IsOneOf(text, gap, ","))
        {
            return LinkKind.Parent;
        }

        var first = text.Tokens[gap.First].Is(',') || text.Tokens[gap.First].Is('(') ? gap.First + 1 : gap.First;
        var end = text.EndOf(first, Cue.Affiliation);
        end = end > 0 && end < gap.End && text.IsWord(end, "the") ? end + 1 : end;
        return end == gap.End && first < gap.End ? LinkKind.Parent : LinkKind.None;
    }

    private static bool IsOneOf(AnalyzedText text, TokenRange gap, string mark) => gap.Count == 1 && text.Tokens[gap.First].Is(mark[0]);

    private static bool IsPreposition(AnalyzedText text, TokenRange gap) =>
        text.Word(gap.First) is "at" or "of" or "in" or "from" or "under" && (gap.Count == 1 || (gap.Count == 2 && text.IsWord(gap.First + 1, "the")));

    private static bool EndsAcademy(AnalyzedText text, TokenRange name)
    {
        for (var i = name.First; i < name.End; i++)
        {
            if (text.IsWord(i, "academy") || text.IsWord(i, "college"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A department, school or laboratory, and not a university that stands for itself.</summary>
    private static bool IsUnit(AnalyzedText text, TokenRange name) =>
        text.Word(name.First) is "Department" or "School" or "College" or "Institute" or "Faculty" or "Division" or "Center" or "Centre" or "Laboratory" or "Section"
        || text.Word(name.End - 1) is "Department" or "Laboratory" or "Lab" or "Center" or "Centre" or "Division" or "Institute";

    /// <summary>"Cedarline Health, a nonprofit system of eleven hospitals": the apposition tells what the name does not.</summary>
    private static bool IsHospitalByApposition(AnalyzedText text, int position)
    {
        if (position + 2 >= text.Tokens.Length || !text.Tokens[position].Is(',') || !(text.Has(position + 1, Cue.Indefinite) || text.IsWord(position + 1, "the")))
        {
            return false;
        }

        for (var i = position + 2; i < text.Tokens.Length && i < position + 10 && text.Tokens[i].IsWord; i++)
        {
            if (text.Tokens[i].IsCapitalised || text.HasAny(i, NoHospital) || (text.Has(i, Cue.CompanyNoun) && !text.Has(i, Cue.HospitalNoun)))
            {
                return false;
            }

            if (text.Has(i, Cue.HospitalNoun))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"an affiliated hospital of …" and "the children's hospital of …": the small words before belong to the name.</summary>
    private static TokenRange GenericStart(AnalyzedText text, TokenRange name) =>
        name.First > 1 && text.IsWord(name.First - 1, "affiliated") && !text.Tokens[name.First - 1].IsCapitalised ? name with { First = name.First - 1 } : name;

    private static List<TokenRange> BracketedAliases(AnalyzedText text, List<NameMention> names, ref TokenRange full, ref int i)
    {
        var aliases = new List<TokenRange>();
        if (full.End >= text.Tokens.Length || !text.Tokens[full.End].Is('('))
        {
            return aliases;
        }

        var close = full.End + 1;
        while (close < text.Tokens.Length && close - full.End < LongestBracket && !text.Tokens[close].Is(')'))
        {
            close++;
        }

        if (close >= text.Tokens.Length || !text.Tokens[close].Is(')'))
        {
            return aliases;
        }

        while (i < names.Count && names[i].Tokens.End <= close)
        {
            if (names[i].Kind is not (NameKind.Place or NameKind.Person or NameKind.Model or NameKind.BaseModel))
            {
                aliases.Add(names[i].Tokens);
            }

            i++;
        }

        return aliases;
    }
}
