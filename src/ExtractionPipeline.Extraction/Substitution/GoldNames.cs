using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Substitution;

/// <summary>An institution as gold knows it, across the article's records.</summary>
/// <param name="Names">All its names in the article.</param>
/// <param name="IsHospital">Whether it is a developer or adopter of any record.</param>
internal sealed record GoldInstitution(HashSet<string> Names, bool IsHospital);

/// <summary>A place where a name of gold stands in the text.</summary>
/// <param name="Tokens">The name.</param>
/// <param name="Record">Index of the gold record whose model it names; -1 for an institution.</param>
/// <param name="Institution">Index of the institution; -1 for a model.</param>
internal readonly record struct GoldPlace(TokenRange Tokens, int Record, int Institution);

/// <summary>Finds the names of an article's gold in its text. Of overlapping names the longest counts.</summary>
internal sealed class GoldNames
{
    private readonly AnalyzedText text;
    private readonly Dictionary<int, int> tokenFrom = [];
    private readonly Dictionary<int, int> tokenTo = [];
    private readonly bool[] taken;

    public GoldNames(AnalyzedText text, IReadOnlyList<GoldRecord> records)
    {
        this.text = text;
        taken = new bool[text.Tokens.Length];
        for (var i = 0; i < text.Tokens.Length; i++)
        {
            tokenFrom.TryAdd(text.Tokens[i].Start, i);
            tokenTo[text.Tokens[i].End] = i + 1;
        }

        Institutions = InstitutionsOf(records);
        Places = FindAll(records);
    }

    public IReadOnlyList<GoldInstitution> Institutions { get; }

    /// <summary>In text order.</summary>
    public IReadOnlyList<GoldPlace> Places { get; }

    /// <summary>The first place of some words as tokens; null when they do not stand there or end within a token.</summary>
    public TokenRange? FirstPlace(string words)
    {
        foreach (var range in Occurrences(words))
        {
            return range;
        }

        return null;
    }

    /// <summary>Index of the institution with any of the names; -1 when there is none.</summary>
    public int InstitutionOf(GoldOrganisation organisation)
    {
        for (var i = 0; i < Institutions.Count; i++)
        {
            if (NamesOf(organisation).Any(Institutions[i].Names.Contains))
            {
                return i;
            }
        }

        return -1;
    }

    private static IEnumerable<string> NamesOf(GoldOrganisation organisation) => new[] { organisation.Name }.Concat(organisation.Aliases ?? []);

    private static List<GoldInstitution> InstitutionsOf(IReadOnlyList<GoldRecord> records)
    {
        var institutions = new List<GoldInstitution>();
        var all = records.SelectMany(r => r.Hospitals.Concat(r.Adopters).Select(o => (o, true)).Concat(r.Partners.Select(o => (o, false))));
        foreach (var (organisation, isHospital) in all)
        {
            var names = NamesOf(organisation).ToHashSet(StringComparer.Ordinal);
            var same = institutions.FindIndex(i => i.Names.Overlaps(names));
            if (same < 0)
            {
                institutions.Add(new GoldInstitution(names, isHospital));
            }
            else
            {
                institutions[same] = new GoldInstitution([.. institutions[same].Names, .. names], institutions[same].IsHospital || isHospital);
            }
        }

        return institutions;
    }

    private List<GoldPlace> FindAll(IReadOnlyList<GoldRecord> records)
    {
        var models = records.SelectMany((r, i) => new[] { r.Model.Name }.Concat(r.Model.Aliases ?? []).OfType<string>().Select(n => (Name: n, Record: i, Institution: -1)));
        var institutions = Institutions.SelectMany((o, i) => o.Names.Select(n => (Name: n, Record: -1, Institution: i)));
        var places = new List<GoldPlace>();
        foreach (var (name, record, institution) in models.Concat(institutions).OrderByDescending(n => n.Name.Length))
        {
            foreach (var range in Occurrences(name))
            {
                if (!taken.AsSpan(range.First, range.Count).Contains(true))
                {
                    Array.Fill(taken, true, range.First, range.Count);
                    places.Add(new GoldPlace(range, record, institution));
                }
            }
        }

        return [.. places.OrderBy(p => p.Tokens.First)];
    }

    private IEnumerable<TokenRange> Occurrences(string words)
    {
        for (var at = words.Length == 0 ? -1 : text.Text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            if (tokenFrom.TryGetValue(at, out var first) && tokenTo.TryGetValue(at + words.Length, out var end) && end > first)
            {
                yield return new TokenRange(first, end);
            }
        }
    }
}
