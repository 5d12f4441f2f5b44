using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Mentions;

/// <summary>Tells what a name is by its head noun, its company and, for a few, by a list of well-known names.</summary>
internal sealed class NameClassifier(IReadOnlyList<KnownOrganisation> organisations)
{
    private static readonly ulong ModelTail = AnalyzedText.Mask(Cue.ModelHead, Cue.ModelHeadPlural);

    /// <summary>The name's kind; null when it is no name at all (a bare head noun).</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name's tokens.</param>
    /// <param name="isQuoted">Whether it stands alone within quotation marks.</param>
    /// <param name="known">Index of the well-known institution of this name; -1 when there is none.</param>
    public NameKind? KindOf(AnalyzedText text, TokenRange name, bool isQuoted, out int known)
    {
        known = text.EndOf(name.First, Cue.KnownOrganisation) == name.End ? text.ValueOf(name.First, Cue.KnownOrganisation) : -1;
        if (text.EndOf(name.First, Cue.BaseModel) is var model and > 0 && (model == name.End || !text.Tokens[name.First].Has(TokenShape.Joined)) && name.End - model <= 2)
        {
            return NameKind.BaseModel;
        }

        if (known >= 0 && text.Tokens[name.First].IsCapitalised)
        {
            return isQuoted ? NameKind.Unknown : organisations[known].Kind;
        }

        if ((text.EndOf(name.First, Cue.Place) == name.End || text.EndOf(name.First, Cue.Demonym) == name.End) && !isQuoted)
        {
            return NameKind.Place;
        }

        return ByHead(text, name, isQuoted) ?? (IsPerson(text, name, isQuoted) ? NameKind.Person : IsBareHead(text, name) ? null : NameKind.Unknown);
    }

    private static NameKind? ByHead(AnalyzedText text, TokenRange name, bool isQuoted)
    {
        if (EndsWith(text, name, ModelTail) && name.Count > 1)
        {
            return NameKind.Model;
        }

        if (!isQuoted && text.Has(name.End - 1, Cue.EventHead) && !IsComplement(text, name))
        {
            return NameKind.Other;
        }

        var kind = (NameKind?)null;
        for (var i = name.First; i < name.End; i++)
        {
            if (i > name.First && text.Word(i) is "of" or "for" && kind is not null)
            {
                break;
            }

            var end = text.EndOf(i, Cue.OrganisationHead);
            if (end > 0 && end <= name.End && (i > name.First || end < name.End))
            {
                kind = Refine(text, name, i, end, (NameKind)text.ValueOf(i, Cue.OrganisationHead));
                i = end - 1;
            }
        }

        return kind;
    }

    /// <summary>A weak head makes a company only at the end of a name that has something before it.</summary>
    private static NameKind? Refine(AnalyzedText text, TokenRange name, int first, int end, NameKind kind) => kind switch
    {
        NameKind.Company when end < name.End || first == name.First => null,
        NameKind.Hospital when end == name.First + 1 && end == name.End => null,
        NameKind.Agency or NameKind.Association when first == name.First && end == name.End => null,
        _ => text.Word(end - 1) is "hospitals" or "Universities" || (text.Word(end - 1) is "Hospitals" && end - name.First < 2) ? null : kind,
    };

    private static bool IsComplement(AnalyzedText text, TokenRange name)
    {
        for (var i = name.First + 1; i < name.End; i++)
        {
            if (text.Word(i) is "of" or "for" && text.Has(i - 1, Cue.OrganisationHead))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsWith(AnalyzedText text, TokenRange name, ulong cues)
    {
        for (var i = name.First; i < name.End; i++)
        {
            if (text.HasAny(i, cues) && Math.Max(text.EndOf(i, Cue.ModelHead), text.EndOf(i, Cue.ModelHeadPlural)) == name.End)
            {
                return !text.IsWord(name.End - 1, "ai") && !text.IsWord(name.End - 1, "intelligence");
            }
        }

        return false;
    }

    private static bool IsBareHead(AnalyzedText text, TokenRange name) =>
        text.EndOf(name.First, Cue.OrganisationHead) == name.End
        || (name.Count == 1 && text.HasAny(name.First, AnalyzedText.Mask(Cue.AiCore, Cue.SentenceStarter, Cue.ToolHead)) && !text.Tokens[name.First].Has(TokenShape.InnerCapital))
        || (name.Count == 1 && text.Has(name.First, Cue.Specialty) && text.EndOf(name.First, Cue.Specialty) == name.End);

    private static bool IsPerson(AnalyzedText text, TokenRange name, bool isQuoted)
    {
        if (isQuoted || name.Count > 4 || text.Tokens[name.First].Has(TokenShape.InnerCapital | TokenShape.Digit))
        {
            return false;
        }

        if (name.First > 0 && TitleBefore(text, name.First))
        {
            return true;
        }

        var surname = name.Count is 2 or 3 && text.EndOf(name.First, Cue.PersonName) == name.First + 1 && PlainWord(text, name.First + 1);
        var speech = name.Count is 2 or 3 && text.Has(name.End, Cue.Speech);
        return surname || speech || (name.Count is 2 or 3 && name.First > 0 && text.Has(name.First - 1, Cue.Speech));
    }

    private static bool PlainWord(AnalyzedText text, int token) =>
        !text.Tokens[token].Has(TokenShape.AllCapitals | TokenShape.InnerCapital | TokenShape.Digit) && !text.HasAny(token, AnalyzedText.Mask(Cue.AiCore, Cue.ToolHead, Cue.OrganisationHead));

    private static bool TitleBefore(AnalyzedText text, int first)
    {
        var before = text.Tokens[first - 1].Is('.') ? first - 2 : first - 1;
        return before >= 0 && text.EndOf(before, Cue.PersonTitle) == before + 1;
    }
}
