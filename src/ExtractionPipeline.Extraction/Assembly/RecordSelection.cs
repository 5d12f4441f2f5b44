using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Decoding;
using ExtractionPipeline.Extraction.Relations;

namespace ExtractionPipeline.Extraction.Assembly;

/// <summary>A model chosen for a record with the values chosen for it.</summary>
internal sealed record SelectedRecord(
    DecodedModel Model,
    IReadOnlyList<DecodedRole> Roles,
    IReadOnlyList<DecodedSpecialty> Specialties,
    IReadOnlyList<DecodedClaim> Claims);

/// <summary>
/// Chooses what becomes a record, over the whole article: an institution has one role towards a model, a model wants a maker and a field,
/// a claim belongs to one model, and a model without a name is told once.
/// </summary>
internal static class RecordSelection
{
    /// <summary>Below this a maker or field is not taken even where there is no better one.</summary>
    private const float LeastChoice = 0.12f;

    /// <summary>The records in the order in which their models are first mentioned.</summary>
    public static List<SelectedRecord> Select(DecodedArticle article, DecodingThresholds thresholds)
    {
        var chosen = article.Models.Where(m => m.Record >= thresholds.Record).ToList();
        var selected = chosen.Select(m => Values(m, chosen, article, thresholds)).ToList();
        return [.. WithoutRepeated(selected).OrderBy(s => s.Model.Model.FirstToken)];
    }

    private static SelectedRecord Values(DecodedModel model, IReadOnlyList<DecodedModel> all, DecodedArticle article, DecodingThresholds thresholds) =>
        new(model, Roles(model, article, thresholds), Specialties(model, thresholds), Claims(model, all, thresholds));

    private static List<DecodedRole> Roles(DecodedModel model, DecodedArticle article, DecodingThresholds thresholds)
    {
        var chosen = model.Roles.GroupBy(r => r.Organisation)
            .Select(g => g.MaxBy(r => r.Probability - Threshold(r.Role, thresholds))!)
            .Where(r => r.Probability >= Threshold(r.Role, thresholds))
            .ToList();
        if (!chosen.Exists(r => r.Role == OrganisationRole.Developer))
        {
            var maker = model.Roles.Where(r => r.Role == OrganisationRole.Developer && article.Discourse.Organisations[r.Organisation].IsHospital
                    && !chosen.Exists(c => c.Organisation == r.Organisation))
                .MaxBy(r => r.Probability);
            if (maker is not null && maker.Probability >= LeastChoice)
            {
                chosen.Add(maker);
            }
        }

        return [.. chosen.OrderByDescending(r => r.Probability)];
    }

    private static float Threshold(OrganisationRole role, DecodingThresholds thresholds) => role switch
    {
        OrganisationRole.Developer => thresholds.Developer,
        OrganisationRole.Partner => thresholds.Partner,
        _ => thresholds.Adopter,
    };

    /// <summary>"General" stands alone, and some field there must be.</summary>
    private static List<DecodedSpecialty> Specialties(DecodedModel model, DecodingThresholds thresholds)
    {
        var chosen = model.Specialties.Where(s => s.Probability >= thresholds.Specialty).OrderByDescending(s => s.Probability).ToList();
        if (chosen.Count == 0 && model.Specialties.MaxBy(s => s.Probability) is { } best && best.Probability >= LeastChoice)
        {
            chosen.Add(best);
        }

        return chosen.Count > 1 ? [.. chosen.Where(s => s.Label != Specialty.General)] : chosen;
    }

    private static List<DecodedClaim> Claims(DecodedModel model, IReadOnlyList<DecodedModel> all, DecodingThresholds thresholds) =>
    [
        .. model.Claims.Where(c => c.Probability >= thresholds.Claim)
            .Where(c => !all.Any(m => m != model && m.Claims.Any(other => other.Tokens == c.Tokens && other.Probability > c.Probability)))
            .OrderByDescending(c => c.Probability).DistinctBy(c => c.Scope),
    ];

    private static List<SelectedRecord> WithoutRepeated(List<SelectedRecord> selected)
    {
        var kept = new List<SelectedRecord>();
        foreach (var record in selected.OrderByDescending(s => s.Model.Model.IsNamed).ThenByDescending(s => s.Model.Record))
        {
            if (record.Model.Model.IsNamed || !kept.Exists(k => !k.Model.Model.IsNamed && IsSame(k, record)))
            {
                kept.Add(record);
            }
        }

        return kept;
    }

    private static bool IsSame(SelectedRecord left, SelectedRecord right) =>
        Developers(left).Intersect(Developers(right)).Any() && left.Specialties.Any(s => right.Specialties.Any(o => o.Label == s.Label));

    private static IEnumerable<int> Developers(SelectedRecord record) => record.Roles.Where(r => r.Role == OrganisationRole.Developer).Select(r => r.Organisation);
}
