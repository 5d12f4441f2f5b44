using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation.Reporting;

/// <summary>Counts what the system makes of each gold label.</summary>
internal static class Confusion
{
    /// <summary>Stands for "gold has nothing here" as a row and "the system gives nothing" as a column.</summary>
    private const string Nothing = "(none)";

    public static IReadOnlyList<ConfusionTable> Of(IReadOnlyList<AlignedRecord> alignment)
    {
        var counted = alignment.Where(r => !r.IsOptional).ToList();
        return
        [
            Table("model", counted.Select(r => (NameState(r.Gold is null, r.Gold?.Model.Name), NameState(r.System is null, r.System?.Model.Name)))),
            Table("role of institutions", counted.SelectMany(Roles)),
            Table("specialties", counted.SelectMany(r => Labels(r, ScoredField.Specialties))),
            Table("firstOfKind", counted.SelectMany(r => Labels(r, ScoredField.FirstOfKind))),
        ];
    }

    private static string NameState(bool isAbsent, string? name) => isAbsent ? Nothing : name is null ? "unnamed" : "named";

    /// <summary>Right ones on the diagonal; a missed and a false institution of one record pair when they are the same.</summary>
    private static IEnumerable<(string Gold, string System)> Roles(AlignedRecord record)
    {
        var values = record.Values.Where(v => v.Field is ScoredField.Hospitals or ScoredField.Partners or ScoredField.Adopters).ToList();
        return Pairs(values, v => v.Field.Key(), (gold, system) => NameNormalisation.Organisation(gold.Text) == NameNormalisation.Organisation(system.Text));
    }

    /// <summary>Right ones on the diagonal; a missed and a false label of one record pair when their words overlap.</summary>
    private static IEnumerable<(string Gold, string System)> Labels(AlignedRecord record, ScoredField field) =>
        Pairs(
            [.. record.Values.Where(v => v.Field == field)],
            v => (v.Gold ?? v.System)!.Label!,
            (gold, system) => LenientMatching.Overlaps(NameNormalisation.Fold(gold.Text), NameNormalisation.Fold(system.Text)));

    private static IEnumerable<(string Gold, string System)> Pairs(IReadOnlyList<AlignedValue> values, Func<AlignedValue, string> label, Func<ScoredValue, ScoredValue, bool> isSame)
    {
        var alarms = values.Where(v => v.IsFalseAlarm).ToList();
        foreach (var value in values.Where(v => !v.IsFalseAlarm))
        {
            var taken = value.IsMiss ? alarms.Find(a => isSame(value.Gold!, a.System!)) : null;
            if (taken is not null)
            {
                alarms.Remove(taken);
            }

            yield return (label(value), value.IsRight ? label(value) : taken is null ? Nothing : label(taken));
        }

        foreach (var alarm in alarms)
        {
            yield return (Nothing, label(alarm));
        }
    }

    private static ConfusionTable Table(string name, IEnumerable<(string Gold, string System)> pairs)
    {
        var all = pairs.ToList();
        var labels = all.SelectMany(p => new[] { p.Gold, p.System }).Distinct().OrderBy(l => l == Nothing).ThenBy(l => l, StringComparer.Ordinal).ToList();
        var counts = all.CountBy(p => p).ToDictionary();
        return new ConfusionTable(name, labels, [.. labels.Select(g => (IReadOnlyList<int>)[.. labels.Select(s => counts.GetValueOrDefault((g, s)))])]);
    }
}
