using System.Text;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Core.Review;

/// <summary>The values of one field that two records do not share.</summary>
/// <param name="Field">The field.</param>
/// <param name="OnlyFirst">What only the first record has.</param>
/// <param name="OnlySecond">What only the second record has.</param>
public sealed record FieldDifference(RecordField Field, IReadOnlyList<string> OnlyFirst, IReadOnlyList<string> OnlySecond);

/// <summary>Looks at records value by value, as a reviewer does.</summary>
public static class RecordValues
{
    /// <summary>Every value with its field, the model first.</summary>
    public static IEnumerable<(ValueReference Reference, FieldValue Value)> Of(ModelRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        yield return (new ValueReference(RecordField.Model, NameOf(record.Model)), record.Model);
        foreach (var hospital in record.Hospitals)
        {
            yield return (new ValueReference(RecordField.Hospitals, hospital.Name), hospital);
        }

        foreach (var adopter in record.Adopters)
        {
            yield return (new ValueReference(RecordField.Adopters, adopter.Name), adopter);
        }

        foreach (var specialty in record.Specialties)
        {
            yield return (new ValueReference(RecordField.Specialties, specialty.Label.Label()), specialty);
        }

        foreach (var partner in record.Partners)
        {
            yield return (new ValueReference(RecordField.Partners, partner.Name), partner);
        }

        foreach (var claim in record.FirstOfKind)
        {
            yield return (new ValueReference(RecordField.FirstOfKind, claim.Scope.Label()), claim);
        }
    }

    /// <summary>The model's name or, for an unnamed one, its description.</summary>
    public static string NameOf(ModelValue model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Name ?? model.Description ?? "";
    }

    /// <summary>Where the records differ, field by field; empty when they say the same. Evidence, confidence and order do not count.</summary>
    public static IReadOnlyList<FieldDifference> Differences(ModelRecord first, ModelRecord second)
    {
        var differences = new List<FieldDifference>();
        var ofFirst = Of(first).Select(v => v.Reference).ToLookup(v => v.Field, v => v.Text);
        var ofSecond = Of(second).Select(v => v.Reference).ToLookup(v => v.Field, v => v.Text);
        foreach (var field in Enum.GetValues<RecordField>())
        {
            List<string> onlyFirst = [.. Missing(ofFirst[field], ofSecond[field])];
            List<string> onlySecond = [.. Missing(ofSecond[field], ofFirst[field])];
            if (onlyFirst.Count + onlySecond.Count > 0)
            {
                differences.Add(new FieldDifference(field, onlyFirst, onlySecond));
            }
        }

        return differences;
    }

    /// <summary>Whether both records speak of the same model: they share a name or alias, or are unnamed and described alike.</summary>
    public static bool IsSameModel(ModelRecord first, ModelRecord second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var names = Names(first.Model).Select(Key).ToHashSet(StringComparer.Ordinal);
        return Names(second.Model).Select(Key).Any(names.Contains);
    }

    /// <summary>What equal values have in common: the text without case, blanks and punctuation; the text itself where nothing else is left.</summary>
    public static string Key(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var key = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                key.Append(char.ToLowerInvariant(c));
            }
        }

        return key.Length > 0 ? key.ToString() : text;
    }

    /// <summary>What near-identical records have in common: model and hospitals.</summary>
    public static string Signature(ModelRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return string.Join('|', [Key(NameOf(record.Model)), .. record.Hospitals.Select(h => Key(h.Name)).Order(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> Names(ModelValue model) =>
        model.Name is { } name ? [name, .. model.Aliases] : [NameOf(model)];

    private static IEnumerable<string> Missing(IEnumerable<string> texts, IEnumerable<string> among)
    {
        var keys = among.Select(Key).ToHashSet(StringComparer.Ordinal);
        return texts.Where(t => !keys.Contains(Key(t)));
    }
}
