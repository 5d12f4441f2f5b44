using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review;

/// <summary>Takes values out of a record's form and puts them in, as the page does.</summary>
internal static class RecordForm
{
    public static IEnumerable<ValueReference> Values(RecordOutput record) =>
    [
        new(RecordField.Model, record.Model.Name ?? record.Model.Description ?? ""),
        .. record.Hospitals.Select(h => new ValueReference(RecordField.Hospitals, h.Name)),
        .. record.Adopters.Select(h => new ValueReference(RecordField.Adopters, h.Name)),
        .. record.Specialties.Select(s => new ValueReference(RecordField.Specialties, s.Label)),
        .. record.Partners.Select(h => new ValueReference(RecordField.Partners, h.Name)),
        .. record.FirstOfKind.Select(c => new ValueReference(RecordField.FirstOfKind, c.Scope)),
    ];

    public static IReadOnlyList<EvidenceOutput> Evidence(RecordOutput record, ValueReference value) => value.Field switch
    {
        RecordField.Model => record.Model.Evidence,
        RecordField.Hospitals => record.Hospitals.First(h => h.Name == value.Text).Evidence,
        RecordField.Adopters => record.Adopters.First(h => h.Name == value.Text).Evidence,
        RecordField.Specialties => record.Specialties.First(s => s.Label == value.Text).Evidence,
        RecordField.Partners => record.Partners.First(h => h.Name == value.Text).Evidence,
        _ => record.FirstOfKind.First(c => c.Scope == value.Text).Evidence,
    };

    /// <summary>The record without the value; a model stays.</summary>
    public static RecordOutput Without(RecordOutput record, ValueReference value) => value.Field switch
    {
        RecordField.Hospitals => record with { Hospitals = [.. record.Hospitals.Where(h => h.Name != value.Text)] },
        RecordField.Adopters => record with { Adopters = [.. record.Adopters.Where(h => h.Name != value.Text)] },
        RecordField.Specialties => record with { Specialties = [.. record.Specialties.Where(s => s.Label != value.Text)] },
        RecordField.Partners => record with { Partners = [.. record.Partners.Where(h => h.Name != value.Text)] },
        RecordField.FirstOfKind => record with { FirstOfKind = [.. record.FirstOfKind.Where(c => c.Scope != value.Text)] },
        _ => record,
    };

    /// <summary>The record with a value more, or with another model's name.</summary>
    /// <param name="record">The record.</param>
    /// <param name="field">The value's field.</param>
    /// <param name="words">Words of the article.</param>
    /// <param name="label">The label of a specialty or scope of a claim; else not looked at.</param>
    public static RecordOutput With(RecordOutput record, RecordField field, string words, string? label) => field switch
    {
        RecordField.Model => record with { Model = new ModelOutput(words, [.. record.Model.Aliases.Concat(record.Model.Name is { } old ? [old] : []).Where(a => a != words).Distinct()], null, 1, []) },
        RecordField.Hospitals => record with { Hospitals = [.. record.Hospitals, Organisation(words)] },
        RecordField.Adopters => record with { Adopters = [.. record.Adopters, Organisation(words)] },
        RecordField.Specialties => record with { Specialties = [.. record.Specialties, new SpecialtyOutput(label ?? "", words, 1, [])] },
        RecordField.Partners => record with { Partners = [.. record.Partners, Organisation(words)] },
        _ => record with { FirstOfKind = [.. record.FirstOfKind, new FirstOfKindOutput(label ?? "", words, 1, [])] },
    };

    /// <summary>A record of nothing but a model.</summary>
    public static RecordOutput New(string model) => new("new", 1, "accepted", new ModelOutput(model, [], null, 1, []), [], [], [], [], []);

    /// <summary>Both records' values in one.</summary>
    public static RecordOutput Merged(RecordOutput first, RecordOutput second)
    {
        var hospitals = first.Hospitals.UnionBy(second.Hospitals, h => h.Name).ToList();
        return first with
        {
            Model = first.Model with { Aliases = [.. first.Model.Aliases.Concat([second.Model.Name ?? "", .. second.Model.Aliases]).Where(a => a.Length > 0 && a != first.Model.Name).Distinct()] },
            Hospitals = hospitals,
            Adopters = [.. first.Adopters.UnionBy(second.Adopters, h => h.Name).Where(a => hospitals.All(h => h.Name != a.Name))],
            Specialties = [.. first.Specialties.UnionBy(second.Specialties, s => s.Label)],
            Partners = [.. first.Partners.UnionBy(second.Partners, h => h.Name)],
            FirstOfKind = [.. first.FirstOfKind.UnionBy(second.FirstOfKind, c => c.Scope)],
        };
    }

    private static OrganisationOutput Organisation(string name) => new(name, [], null, 1, []);
}
