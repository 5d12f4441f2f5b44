using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Context;

/// <summary>An article as a sequence of units; all features of contexts are read from it.</summary>
internal sealed class UnitSequence
{
    private readonly Unit[] units;
    private readonly int[] unitOf;
    private readonly int[] firstOfSentence;

    private UnitSequence(AnalyzedText text, Unit[] units, int[] unitOf, int[] firstOfSentence)
    {
        Text = text;
        this.units = units;
        this.unitOf = unitOf;
        this.firstOfSentence = firstOfSentence;
    }

    public AnalyzedText Text { get; }

    public int Count => units.Length;

    public ref readonly Unit this[int index] => ref units[index];

    /// <summary>Index of the unit that covers the token; for a left-out quotation mark the one behind it.</summary>
    public int UnitOf(int token) => unitOf[token];

    /// <summary>The units of a sentence, half open.</summary>
    public (int First, int End) InSentence(int sentence) => (firstOfSentence[sentence], firstOfSentence[sentence + 1]);

    /// <summary>The sentence of the unit.</summary>
    public Sentence SentenceOf(int unit) => Text.SentenceOf(units[unit].Tokens.First);

    public static UnitSequence Of(AnalyzedText text, IReadOnlyList<NameMention> names, IReadOnlyList<OrganisationEntity> organisations, WordClusters clusters)
    {
        var covered = new int[text.Tokens.Length];
        var organisationAt = new Dictionary<int, (OrganisationMention Mention, int Entity)>();
        foreach (var entity in organisations)
        {
            foreach (var mention in entity.Mentions)
            {
                organisationAt[mention.Tokens.First] = (mention, entity.Index);
            }
        }

        var nameAt = new Dictionary<int, int>(names.Count);
        for (var i = 0; i < names.Count; i++)
        {
            nameAt.TryAdd(names[i].Tokens.First, i);
        }

        var units = new List<Unit>(text.Tokens.Length);
        var firstOfSentence = new int[text.Sentences.Length + 1];
        foreach (var sentence in text.Sentences)
        {
            firstOfSentence[sentence.Index] = units.Count;
            for (var token = sentence.Tokens.First; token < sentence.Tokens.End;)
            {
                var unit = At(text, names, nameAt, organisationAt, organisations, clusters, token, sentence.Tokens.End);
                var end = Math.Max(token + 1, unit?.Tokens.End ?? 0);
                Array.Fill(covered, units.Count, token, end - token);
                if (unit is { } found)
                {
                    units.Add(found);
                }

                token = end;
            }
        }

        firstOfSentence[^1] = units.Count;
        for (var i = 0; i < covered.Length; i++)
        {
            covered[i] = Math.Min(covered[i], Math.Max(0, units.Count - 1));
        }

        return new UnitSequence(text, [.. units], covered, firstOfSentence);
    }

    /// <summary>The unit that begins at the token; null for a quotation mark around a name.</summary>
    private static Unit? At(
        AnalyzedText text,
        IReadOnlyList<NameMention> names,
        Dictionary<int, int> nameAt,
        Dictionary<int, (OrganisationMention Mention, int Entity)> organisationAt,
        IReadOnlyList<OrganisationEntity> organisations,
        WordClusters clusters,
        int token,
        int end)
    {
        var name = nameAt.GetValueOrDefault(token, -1);
        if (organisationAt.TryGetValue(token, out var organisation))
        {
            var kind = KindOf(organisations[organisation.Entity].Kind);
            var range = new TokenRange(token, Math.Min(organisation.Mention.Tokens.End, end));
            return Name(text, kind, range, name, organisation.Entity, name >= 0 && names[name].IsQuoted);
        }

        if (name >= 0)
        {
            return Name(text, KindOf(names[name].Kind), names[name].Tokens, name, -1, names[name].IsQuoted);
        }

        if (text.Tokens[token].IsQuote && IsAroundName(text, nameAt, names, token))
        {
            return null;
        }

        return Word(text, clusters, token);
    }

    private static bool IsAroundName(AnalyzedText text, Dictionary<int, int> nameAt, IReadOnlyList<NameMention> names, int token)
    {
        if (nameAt.TryGetValue(token + 1, out var opened) && names[opened].IsQuoted)
        {
            return true;
        }

        for (var back = token - 1; back >= 0 && back >= token - 8; back--)
        {
            if (nameAt.TryGetValue(back, out var name) && names[name].IsQuoted)
            {
                return token < names[name].OuterEnd && token >= names[name].Tokens.End && text.Tokens[token].IsQuote;
            }
        }

        return false;
    }

    private static Unit Name(AnalyzedText text, UnitKind kind, TokenRange range, int name, int organisation, bool isQuoted) =>
        new(kind, range, Symbols.Of(kind), WordCluster.None, text.CuesAt(range.First) & NameCues, name, organisation, isQuoted);

    /// <summary>Of what a name's words are in lexicons only these cues count.</summary>
    private static readonly ulong NameCues = AnalyzedText.Mask(Cue.Specialty);

    private static Unit Word(AnalyzedText text, WordClusters clusters, int token)
    {
        var word = text.Word(token);
        var range = new TokenRange(token, token + 1);
        if (text.Tokens[token].Has(TokenShape.Number))
        {
            return new Unit(UnitKind.Number, range, Symbols.Of(UnitKind.Number), WordCluster.None, text.CuesAt(token), -1, -1, false);
        }

        if (!text.Tokens[token].IsWord)
        {
            var possessive = text.IsPossessive(token);
            var mark = text.Tokens[token].Mark;
            return new Unit(UnitKind.Mark, range, possessive ? Symbols.Of("'s") : Symbols.Of([mark]), WordCluster.None, text.CuesAt(token), -1, -1, false);
        }

        return new Unit(UnitKind.Word, range, Symbols.Of(word), clusters.Of(word), text.CuesAt(token), -1, -1, false);
    }

    private static UnitKind KindOf(NameKind kind) => kind switch
    {
        NameKind.Hospital => UnitKind.Hospital,
        NameKind.University => UnitKind.University,
        NameKind.Laboratory => UnitKind.Laboratory,
        NameKind.Company => UnitKind.Company,
        NameKind.Association => UnitKind.Association,
        NameKind.Agency => UnitKind.Agency,
        NameKind.Person => UnitKind.Person,
        NameKind.Place => UnitKind.Place,
        NameKind.BaseModel => UnitKind.BaseModel,
        NameKind.Other => UnitKind.Other,
        _ => UnitKind.Name,
    };
}
