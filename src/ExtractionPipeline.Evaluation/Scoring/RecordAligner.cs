using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Gold;

namespace ExtractionPipeline.Evaluation.Scoring;

/// <summary>
/// Matches system records and values one to one to gold. Everything else (scores, calibration, error analysis) reads the alignment,
/// so that all figures rest on the same pairs. Knows nothing of how the records were made.
/// </summary>
public sealed class RecordAligner(IValueMatching matching)
{
    /// <summary>Aligns by the annotation guide's section 4.</summary>
    public static RecordAligner Strict { get; } = new(new StrictMatching());

    /// <summary>Aligns by partial overlap of strings.</summary>
    public static RecordAligner Lenient { get; } = new(new LenientMatching());

    /// <summary>The alignment of one article: gold records first, then the system's records that match none.</summary>
    public IReadOnlyList<AlignedRecord> Align(IReadOnlyList<GoldRecord> gold, IReadOnlyList<RecordOutput> system)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(system);
        var unused = system.ToList();
        var aligned = new List<AlignedRecord>();

        // Named records choose before unnamed ones, optional ones last: a record that counts is not taken by one that does not.
        foreach (var record in gold.OrderBy(g => string.IsNullOrEmpty(g.Model.Name)).ThenBy(g => g.Optional))
        {
            var match = unused.Find(s => matching.IsSameModel(record, s));
            aligned.Add(Align(record, match));
            if (match is not null)
            {
                unused.Remove(match);
            }
        }

        aligned.AddRange(unused.Select(s => Align(null, s)));
        return aligned;
    }

    private AlignedRecord Align(GoldRecord? gold, RecordOutput? system)
    {
        var values = new List<AlignedValue> { new(ScoredField.Model, gold is null ? null : Value(gold.Model), system is null ? null : Value(system.Model)) };
        Match(values, ScoredField.Hospitals, gold?.Hospitals, system?.Hospitals, matching.IsSameOrganisation, Value, Value);
        Match(values, ScoredField.Specialties, Distinct(gold?.Specialties, s => s.Label), Distinct(system?.Specialties, s => s.Label), matching.IsSameSpecialty, Value, Value);
        Match(values, ScoredField.Partners, gold?.Partners, system?.Partners, matching.IsSameOrganisation, Value, Value);
        Match(values, ScoredField.FirstOfKind, Distinct(gold?.FirstOfKind, c => c.Scope), Distinct(system?.FirstOfKind, c => c.Scope), matching.IsSameClaim, Value, Value);
        Match(values, ScoredField.Adopters, gold?.Adopters, system?.Adopters, matching.IsSameOrganisation, Value, Value);
        return new AlignedRecord(gold, system, values);
    }

    private static List<T>? Distinct<T>(IEnumerable<T>? values, Func<T, string> key) => values?.DistinctBy(key).ToList();

    private static void Match<TGold, TSystem>(
        List<AlignedValue> values,
        ScoredField field,
        IReadOnlyList<TGold>? gold,
        IReadOnlyList<TSystem>? system,
        Func<TGold, TSystem, bool> isSame,
        Func<TGold, ScoredValue> goldValue,
        Func<TSystem, ScoredValue> systemValue)
    {
        var unused = (system ?? []).ToList();
        foreach (var value in gold ?? [])
        {
            var index = unused.FindIndex(s => isSame(value, s));
            values.Add(new AlignedValue(field, goldValue(value), index < 0 ? null : systemValue(unused[index])));
            if (index >= 0)
            {
                unused.RemoveAt(index);
            }
        }

        values.AddRange(unused.Select(s => new AlignedValue(field, null, systemValue(s))));
    }

    private static ScoredValue Value(GoldModel model) => new(model.Name ?? model.Description ?? "", null, 1, []);

    private static ScoredValue Value(ModelOutput model) => new(model.Name ?? model.Description ?? "", null, model.Confidence, model.Evidence);

    private static ScoredValue Value(GoldOrganisation organisation) => new(organisation.Name, null, 1, []);

    private static ScoredValue Value(OrganisationOutput organisation) => new(organisation.Name, null, organisation.Confidence, organisation.Evidence);

    private static ScoredValue Value(GoldSpecialty specialty) => new(specialty.Text, specialty.Label, 1, []);

    private static ScoredValue Value(SpecialtyOutput specialty) => new(specialty.Text, specialty.Label, specialty.Confidence, specialty.Evidence);

    private static ScoredValue Value(GoldClaim claim) => new(claim.Text, claim.Scope, 1, []);

    private static ScoredValue Value(FirstOfKindOutput claim) => new(claim.Text, claim.Scope, claim.Confidence, claim.Evidence);
}
