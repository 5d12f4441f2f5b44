using ExtractionPipeline.Core.Gold;

namespace ExtractionPipeline.Evaluation.Gold;

/// <summary>Every string of a gold record that must stand in the article, with the name of its field.</summary>
internal static class GoldValues
{
    public static IEnumerable<(string Field, string Text)> Of(GoldRecord record)
    {
        foreach (var name in new[] { record.Model.Name, record.Model.Description }.Concat(record.Model.Aliases ?? []).OfType<string>())
        {
            yield return ("model", name);
        }

        foreach (var (field, organisations) in new[] { ("hospitals", record.Hospitals), ("adopters", record.Adopters), ("partners", record.Partners) })
        {
            foreach (var name in organisations.SelectMany(o => new[] { o.Name }.Concat(o.Aliases ?? [])))
            {
                yield return (field, name);
            }
        }

        foreach (var specialty in record.Specialties)
        {
            yield return ("specialties", specialty.Text);
        }

        foreach (var claim in record.FirstOfKind)
        {
            yield return ("firstOfKind", claim.Text);
        }
    }
}
