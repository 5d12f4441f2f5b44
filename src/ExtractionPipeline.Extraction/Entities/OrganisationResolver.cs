using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Entities;

/// <summary>
/// Finds which mentions speak of the same institution: full and short names, names with and without the university,
/// abbreviations from brackets, a hospital's bare name ("Ruijin's"), a company's first word ("Huawei Cloud", "Huawei").
/// </summary>
internal sealed class OrganisationResolver(AnalyzedText text)
{
    private readonly List<OrganisationEntity> entities = [];

    /// <summary>Resolves institutions first, then the names of which the form alone tells nothing.</summary>
    public List<OrganisationEntity> Resolve(IReadOnlyList<OrganisationMention> mentions)
    {
        foreach (var mention in mentions.Where(m => m.Kind != NameKind.Unknown).OrderBy(m => m.IsLoose))
        {
            Place(mention);
        }

        foreach (var mention in mentions.Where(m => m.Kind == NameKind.Unknown).OrderBy(m => m.IsLoose))
        {
            Place(mention);
        }

        return entities;
    }

    private void Place(OrganisationMention mention)
    {
        var form = Words(mention.Core);
        var entity = Find(mention, form);
        if (mention.IsLoose && (mention.Kind == NameKind.Unknown || form.Length < 2) && mention.Kind != NameKind.Hospital && (entity is null || (form.Length > 1 && !entity.Forms.Any(f => f.AsSpan().SequenceEqual(form)))))
        {
            return;
        }

        if (entity is null)
        {
            entity = new OrganisationEntity(entities.Count, mention.Kind);
            entities.Add(entity);
        }

        entity.Add(mention, text.TextOf(mention.Tokens), form);
        entity.IsDistinct |= mention.Tokens.Count > mention.Core.Count || mention.Known >= 0 || form.Any(word => !IsGeneric(word));
        foreach (var alias in mention.Aliases)
        {
            entity.AddName(text.TextOf(alias), Words(alias));
        }
    }

    private OrganisationEntity? Find(OrganisationMention mention, string[] form)
    {
        foreach (var entity in entities)
        {
            if (entity.Forms.Any(f => f.AsSpan().SequenceEqual(form)))
            {
                return entity;
            }
        }

        if (mention.Known >= 0 && entities.Find(e => e.Known == mention.Known) is { } known)
        {
            return known;
        }

        var candidates = entities.Where(e => e.Forms.Any(f => MaySame(mention.Kind, form, e.Kind, f))).Take(2).ToList();
        return candidates.Count == 1 ? candidates[0] : null;
    }

    private bool MaySame(NameKind kind, string[] form, NameKind otherKind, string[] other)
    {
        if (kind == NameKind.Hospital && otherKind == NameKind.Hospital)
        {
            return IsPart(form, other) || IsPart(other, form);
        }

        if (kind == NameKind.Unknown && otherKind == NameKind.Hospital)
        {
            return IsBareName(form, other);
        }

        if (IsFirm(kind) && IsFirm(otherKind) && (kind != NameKind.Unknown || otherKind != NameKind.Unknown || form.Length == 1 || other.Length == 1))
        {
            return form[0] == other[0] && form[0].Length >= 4 && !IsCommon(form[0]);
        }

        return kind == otherKind && (IsSubset(form, other) || IsSubset(other, form)) && Math.Min(form.Length, other.Length) >= 2 && !DiffersInOrdinal(form, other);
    }

    private static bool IsFirm(NameKind kind) => kind is NameKind.Company or NameKind.Unknown or NameKind.Laboratory;

    /// <summary>"Huashan Hospital" is part of "Fudan University Affiliated Huashan Hospital"; "Xiangya Hospital" is another than "Second Xiangya Hospital".</summary>
    private bool IsPart(string[] shorter, string[] longer) =>
        shorter.Length < longer.Length && IsSubset(shorter, longer) && !DiffersInOrdinal(shorter, longer)
        && (shorter.Any(word => !IsCommon(word)) || shorter.Length >= 3);

    private static bool IsSubset(string[] shorter, string[] longer) => shorter.Length < longer.Length && shorter.All(longer.Contains);

    private static bool DiffersInOrdinal(string[] left, string[] right)
    {
        static IEnumerable<string> Ordinals(string[] words) => words.Where(w => w is "first" or "second" or "third" or "fourth" or "fifth" or "sixth" or "seventh" or "eighth" or "ninth" or "tenth" || char.IsAsciiDigit(w[0]));
        return !Ordinals(left).Order().SequenceEqual(Ordinals(right).Order());
    }

    /// <summary>"Ruijin" for "Ruijin Hospital", "Tiantan" for "Beijing Tiantan Hospital"; never a place alone.</summary>
    private bool IsBareName(string[] bare, string[] hospital)
    {
        if (bare.All(IsCommon) || bare.Length >= hospital.Length)
        {
            return false;
        }

        var start = IsPlace(hospital[0]) && hospital[0] != bare[0] ? 1 : 0;
        return hospital.AsSpan(start).StartsWith(bare) || Acronym(hospital) == bare[0];
    }

    private static string Acronym(string[] words) => string.Concat(words.Where(w => w is not ("of" or "and" or "for" or "the")).Select(w => w[0]));

    private bool IsPlace(string word) => Has(word, Cue.Place);

    private bool IsCommon(string word) => Has(word, Cue.Place) || Has(word, Cue.OrganisationHead) || Has(word, Cue.NamePossessive)
        || Has(word, Cue.Specialty) || Has(word, Cue.AiModifier) || Has(word, Cue.AiCore) || Has(word, Cue.First) || Has(word, Cue.SentenceStarter) || Has(word, Cue.Preposition)
        || word is "people" or "affiliated" or "provincial" or "municipal" or "central" or "general" or "national" or "university" or "chinese" or "american" or "royal" or "st" or "saint" or "new" or "second" or "third";

    /// <summary>Places count as distinct here: "Shanghai Children's Hospital" is one hospital.</summary>
    private bool IsGeneric(string word) => IsCommon(word) && !IsPlace(word);

    /// <summary>Looks a word up by one of its places in the text, so that no second table of words is needed.</summary>
    private bool Has(string word, Cue cue) => wordTokens.TryGetValue(word, out var token) && text.Has(token, cue);

    private readonly Dictionary<string, int> wordTokens = [];

    private string[] Words(TokenRange range)
    {
        var words = new List<string>(range.Count);
        for (var i = range.First; i < range.End; i++)
        {
            if (text.Tokens[i].IsWord && text.Word(i) is not "'s" and not "’s" && !text.IsWord(i, "the"))
            {
                var word = text.Word(i).ToString().ToLowerInvariant();
                wordTokens.TryAdd(word, i);
                words.Add(word == "centre" ? "center" : word);
            }
        }

        return words.Count > 0 ? [.. words] : [text.TextOf(range)];
    }
}
