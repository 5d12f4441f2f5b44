using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Decoding;
using ExtractionPipeline.Extraction.Relations;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>Describes a model with everything found of it: for the question whether there is a record at all, how sure its values are, and whether all are right.</summary>
internal static class RecordFeatures
{
    /// <summary>For the question whether there is a record.</summary>
    public static void OfRecord(FeatureBag bag, DecodedModel model, IReadOnlyList<DecodedModel> all, IReadOnlySet<int> listed, ArticleProfile profile)
    {
        var beside = all.Where(m => listed.Contains(m.Model.Index)).ToList();
        bag.AddCount(FeatureTemplate.RecordCount, beside.Count, 12);
        bag.AddValue(FeatureTemplate.RecordScore, beside.Select(m => m.Score).DefaultIfEmpty(0).Max(), 12);
        bag.AddValue(FeatureTemplate.RecordScore, beside.Select(m => Best(m, OrganisationRole.Developer)).DefaultIfEmpty(0).Max(), 13);
        var developer = Best(model, OrganisationRole.Developer);
        bag.AddValue(FeatureTemplate.RecordScore, model.Score, 1);
        bag.AddValue(FeatureTemplate.RecordScore, developer, 2);
        bag.AddValue(FeatureTemplate.RecordScore, Best(model, OrganisationRole.Partner), 3);
        bag.AddValue(FeatureTemplate.RecordScore, Best(model, OrganisationRole.Adopter), 4);
        bag.AddValue(FeatureTemplate.RecordScore, model.Specialties.Count == 0 ? 0 : model.Specialties.Max(s => s.Probability), 5);
        bag.AddValue(FeatureTemplate.RecordScore, model.Claims.Count == 0 ? 0 : model.Claims.Max(c => c.Probability), 6);
        bag.AddValue(FeatureTemplate.RecordScore, model.Score * developer, 7);
        bag.AddValue(FeatureTemplate.RecordScore, all.Max(m => m.Score), 8);
        bag.AddValue(FeatureTemplate.RecordScore, all.Where(m => m != model).Select(m => m.Score).DefaultIfEmpty(0).Max(), 9);
        bag.AddValue(FeatureTemplate.RecordScore, SharedDeveloper(model, all), 10);
        bag.AddValue(FeatureTemplate.RecordScore, profile.AiShare, 11);
        bag.AddIf(model.Model.IsNamed, FeatureTemplate.RecordFlag, 1);
        bag.AddIf(!model.Model.IsNamed, FeatureTemplate.RecordFlag, 2);
        bag.AddIf(all.All(m => m.Score <= model.Score), FeatureTemplate.RecordFlag, 3);
        bag.AddCount(FeatureTemplate.RecordCount, all.Count(m => m.Score > 0.5f), 1);
        bag.AddCount(FeatureTemplate.RecordCount, model.Roles.Count(r => r.Role == OrganisationRole.Developer && r.Probability > 0.5f), 2);
        bag.AddCount(FeatureTemplate.RecordCount, model.Model.Mentions.Count, 3);
        bag.AddCount(FeatureTemplate.RecordCount, profile.Hospitals, 4);
        bag.AddCount(FeatureTemplate.RecordCount, model.Specialties.Count(s => s.Probability > 0.5f), 5);
    }

    private static float Best(DecodedModel model, OrganisationRole role) =>
        model.Roles.Where(r => r.Role == role).Select(r => r.Probability).DefaultIfEmpty(0).Max();

    /// <summary>How sure another model is that has the same maker and a field in common: then this one may be the same.</summary>
    private static float SharedDeveloper(DecodedModel model, IReadOnlyList<DecodedModel> all)
    {
        var own = model.Roles.Where(r => r.Role == OrganisationRole.Developer && r.Probability > 0.4f).Select(r => r.Organisation).ToHashSet();
        var labels = model.Specialties.Where(s => s.Probability > 0.4f).Select(s => s.Label).ToHashSet();
        return all.Where(m => m != model
                && m.Roles.Any(r => r.Role == OrganisationRole.Developer && r.Probability > 0.4f && own.Contains(r.Organisation))
                && m.Specialties.Any(s => s.Probability > 0.4f && labels.Contains(s.Label)))
            .Select(m => m.Score).DefaultIfEmpty(0).Max();
    }

    /// <summary>For the question whether a value of a record is right.</summary>
    public static void OfValue(FeatureBag bag, string field, float value, float record)
    {
        var of = Symbols.Of(field);
        bag.Add(FeatureTemplate.RecordFlag, of, 1);
        bag.AddValue(FeatureTemplate.RecordScore, value, 20);
        bag.AddValue(FeatureTemplate.RecordScore, record, 21);
        bag.AddValue(FeatureTemplate.RecordScore, value * record, 22);
        bag.AddValue(FeatureTemplate.RecordScore, value, of);
        bag.AddValue(FeatureTemplate.RecordScore, value * record, of + 1);
        bag.AddValue(FeatureTemplate.RecordScore, LogOdds(value), 23);
        bag.AddValue(FeatureTemplate.RecordScore, LogOdds(record), 24);
    }

    /// <summary>For the question whether a record is right in every field: how sure its values are, and how nearly others were taken.</summary>
    public static void OfWhole(FeatureBag bag, SelectedRecord record, float model, IReadOnlyList<float> roles, IReadOnlyList<float> specialties, IReadOnlyList<float> claims)
    {
        var values = new[] { model }.Concat(roles.Where((_, i) => record.Roles[i].Role != OrganisationRole.Adopter)).Concat(specialties).Concat(claims).ToList();
        bag.AddValue(FeatureTemplate.RecordScore, values.Min(), 40);
        bag.AddValue(FeatureTemplate.RecordScore, values.Average(), 41);
        bag.AddValue(FeatureTemplate.RecordScore, values.Aggregate(1f, (product, v) => product * v), 42);
        bag.AddValue(FeatureTemplate.RecordScore, LogOdds(values.Min()), 43);
        bag.AddValue(FeatureTemplate.RecordScore, model, 44);
        bag.AddCount(FeatureTemplate.RecordCount, values.Count, 40);
        bag.AddCount(FeatureTemplate.RecordCount, record.Roles.Count(r => r.Role == OrganisationRole.Developer), 41);
        bag.AddCount(FeatureTemplate.RecordCount, record.Roles.Count(r => r.Role == OrganisationRole.Partner), 42);
        bag.AddCount(FeatureTemplate.RecordCount, record.Specialties.Count, 43);
        bag.AddCount(FeatureTemplate.RecordCount, record.Claims.Count, 44);
        bag.AddIf(record.Model.Model.IsNamed, FeatureTemplate.RecordFlag, 40);
        var taken = record.Roles.Select(r => r.Organisation).ToHashSet();
        float[] missed =
        [
            record.Model.Roles.Where(r => r.Role != OrganisationRole.Adopter && !taken.Contains(r.Organisation)).Select(r => r.Probability).DefaultIfEmpty(0).Max(),
            record.Model.Specialties.Where(s => record.Specialties.All(t => t.Label != s.Label)).Select(s => s.Probability).DefaultIfEmpty(0).Max(),
            record.Model.Claims.Where(c => record.Claims.All(t => t.Scope != c.Scope)).Select(c => c.Probability).DefaultIfEmpty(0).Max(),
        ];
        for (var i = 0; i < missed.Length; i++)
        {
            bag.AddValue(FeatureTemplate.RecordScore, missed[i], 50 + (ulong)i);
            bag.AddValue(FeatureTemplate.RecordScore, 1 - missed[i], 60 + (ulong)i);
        }

        bag.AddValue(FeatureTemplate.RecordScore, values.Aggregate(1f, (product, v) => product * v) * missed.Aggregate(1f, (product, m) => product * (1 - m)), 45);
    }

    /// <summary>Log odds moved into 0..1.</summary>
    internal static float LogOdds(float probability)
    {
        var p = Math.Clamp(probability, 0.0025f, 0.9975f);
        return (MathF.Log(p / (1 - p)) + 6) / 12;
    }
}
