using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Evaluation.Gold;

namespace ExtractionPipeline.Evaluation.Scoring;

/// <summary>Scores system records against gold as the annotation guide's section 4 says. Knows nothing of how the records were made.</summary>
public static class StrictScorer
{
    private const int ShortestChineseName = 4;

    private static readonly GoldRecord NoGold = new() { Model = new GoldModel(null, null, null) };
    private static readonly RecordOutput NoOutput = new("", 0, "", new ModelOutput(null, [], null, 0, []), [], [], [], [], []);

    /// <summary>The score of one article.</summary>
    public static Score ScoreArticle(IReadOnlyList<GoldRecord> gold, IReadOnlyList<RecordOutput> system)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(system);
        var unused = Enumerable.Range(0, system.Count).ToList();
        var rows = new List<Dictionary<ScoredField, Counts>>();
        int right = 0, counted = 0;

        // Named records choose before unnamed ones, optional ones last: a record that counts is not taken by one that does not.
        foreach (var record in gold.OrderBy(g => string.IsNullOrEmpty(g.Model.Name)).ThenBy(g => g.Optional))
        {
            var index = unused.FindIndex(i => IsSameModel(record, system[i]));
            var match = index < 0 ? null : system[unused[index]];
            if (index >= 0)
            {
                unused.RemoveAt(index);
            }

            if (record.Optional)
            {
                continue;
            }

            var row = Compare(record, match);
            rows.Add(row);
            counted++;
            right += row.All(f => f.Key == ScoredField.Adopters || f.Value is { FalsePositives: 0, FalseNegatives: 0 }) ? 1 : 0;
        }

        rows.AddRange(unused.Select(i => Compare(null, system[i])));
        var fields = Enum.GetValues<ScoredField>().ToDictionary(f => f, f => rows.Aggregate(default(Counts), (sum, row) => sum + row[f]));
        return new Score(fields, right, counted, unused.Count(i => system[i].Model.Name is not null));
    }

    private static Dictionary<ScoredField, Counts> Compare(GoldRecord? gold, RecordOutput? system)
    {
        var (g, s) = (gold ?? NoGold, system ?? NoOutput);
        return new Dictionary<ScoredField, Counts>
        {
            [ScoredField.Model] = new(gold is not null && system is not null ? 1 : 0, gold is null ? 1 : 0, system is null ? 1 : 0),
            [ScoredField.Hospitals] = MatchOrganisations(g.Hospitals, s.Hospitals),
            [ScoredField.Partners] = MatchOrganisations(g.Partners, s.Partners),
            [ScoredField.Adopters] = MatchOrganisations(g.Adopters, s.Adopters),
            [ScoredField.Specialties] = MatchLabels(g.Specialties.Select(x => x.Label), s.Specialties.Select(x => x.Label)),
            [ScoredField.FirstOfKind] = MatchLabels(g.FirstOfKind.Select(x => x.Scope), s.FirstOfKind.Select(x => x.Scope)),
        };
    }

    private static Counts MatchLabels(IEnumerable<string> gold, IEnumerable<string> system)
    {
        var (g, s) = (gold.ToHashSet(), system.ToHashSet());
        var both = g.Count(s.Contains);
        return new Counts(both, s.Count - both, g.Count - both);
    }

    private static Counts MatchOrganisations(IReadOnlyList<GoldOrganisation> gold, IReadOnlyList<OrganisationOutput> system)
    {
        var unused = system.ToList();
        var found = 0;
        foreach (var organisation in gold)
        {
            var index = unused.FindIndex(s => IsSameOrganisation(Names(organisation), Names(s)));
            if (index >= 0)
            {
                unused.RemoveAt(index);
                found++;
            }
        }

        return new Counts(found, unused.Count, gold.Count - found);
    }

    private static bool IsSameModel(GoldRecord gold, RecordOutput system)
    {
        var isNamed = !string.IsNullOrEmpty(gold.Model.Name);
        if (isNamed != !string.IsNullOrEmpty(system.Model.Name))
        {
            return false;
        }

        if (isNamed)
        {
            var names = Given([gold.Model.Name, .. gold.Model.Aliases ?? []]).Select(NameNormalisation.Model).ToHashSet();
            return Given([system.Model.Name, .. system.Model.Aliases ?? []]).Select(NameNormalisation.Model).Any(names.Contains);
        }

        var labels = gold.Specialties.Select(s => s.Label).ToHashSet();
        return system.Specialties.Any(s => labels.Contains(s.Label))
            && gold.Hospitals.Any(g => system.Hospitals.Any(s => IsSameOrganisation(Names(g), Names(s))));
    }

    private static bool IsSameOrganisation(IEnumerable<string> left, IEnumerable<string> right)
    {
        var a = left.Select(NameNormalisation.Organisation).ToHashSet();
        var b = right.Select(NameNormalisation.Organisation).ToHashSet();
        return a.Overlaps(b) || a.Any(x => b.Any(y => x.Length <= y.Length ? IsPart(x, y) : IsPart(y, x)));
    }

    /// <summary>The shorter as whole words within the longer; at least two words, or four Chinese characters.</summary>
    private static bool IsPart(string shorter, string longer)
    {
        if (NameNormalisation.HasCjk(shorter))
        {
            return shorter.Length >= ShortestChineseName && longer.Contains(shorter, StringComparison.Ordinal);
        }

        if (!shorter.Contains(' ', StringComparison.Ordinal))
        {
            return false;
        }

        for (var at = longer.IndexOf(shorter, StringComparison.Ordinal); at >= 0; at = longer.IndexOf(shorter, at + 1, StringComparison.Ordinal))
        {
            if (IsBorder(longer, at, shorter[0]) && IsBorder(longer, at + shorter.Length, shorter[^1]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a word begins or ends at the place: exactly one of its two sides is part of a word.</summary>
    private static bool IsBorder(string text, int at, char inner)
    {
        var before = at > 0 && IsWord(text[at - 1]);
        var behind = at < text.Length && IsWord(text[at]);
        return before != behind || (!IsWord(inner) && before == behind && before);
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static IEnumerable<string> Names(GoldOrganisation o) => Given([o.Name, .. o.Aliases ?? []]);

    private static IEnumerable<string> Names(OrganisationOutput o) => Given([o.Name, .. o.Aliases ?? []]);

    private static IEnumerable<string> Given(IEnumerable<string?> names) => names.Where(n => !string.IsNullOrEmpty(n)).Select(n => n!);
}
