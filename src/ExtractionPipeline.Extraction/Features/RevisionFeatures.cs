using ExtractionPipeline.Extraction.Decoding;
using ExtractionPipeline.Extraction.Relations;

namespace ExtractionPipeline.Extraction.Features;

/// <summary>Describes an institution's role towards a model by the first judgements about all pairs: who else may have made it, and what else this one made.</summary>
internal sealed class RevisionFeatures(Discourse discourse, IReadOnlyList<DecodedModel> models, IReadOnlyList<IReadOnlySet<int>> lists, ArticleProfile profile)
{
    private readonly ILookup<(int Model, OrganisationRole Role), DecodedRole> ofModel = models.SelectMany(m => m.Roles.Select(r => (m.Model.Index, Role: r))).ToLookup(p => (p.Index, p.Role.Role), p => p.Role);

    private static readonly OrganisationRole[] Roles = [OrganisationRole.Developer, OrganisationRole.Partner, OrganisationRole.Adopter];

    private readonly Dictionary<(int Model, int Organisation, OrganisationRole Role), float> first =
        models.SelectMany(m => m.Roles.Select(r => (m.Model.Index, r))).ToDictionary(p => (p.Index, p.r.Organisation, p.r.Role), p => p.r.Probability);

    public void Of(FeatureBag bag, DecodedModel model, int organisation)
    {
        var entity = discourse.Organisations[organisation];
        bag.Add(FeatureTemplate.OrganisationKind, ContextFeatures.Number((int)entity.Kind));
        bag.AddIf(profile.MainHospital == organisation, FeatureTemplate.MainHospital);
        bag.AddCount(FeatureTemplate.HospitalCount, profile.Hospitals);
        bag.AddCount(FeatureTemplate.MentionCount, entity.Mentions.Count);
        bag.AddValue(FeatureTemplate.Score, model.Score);
        bag.AddCount(FeatureTemplate.ModelCount, models.Count(m => m.Score > 0.4f));
        bag.AddIf(model.Model.IsNamed, FeatureTemplate.NameKind, 1);
        for (var r = 0; r < Roles.Length; r++)
        {
            var role = Roles[r];
            var own = First(model.Model.Index, organisation, role);
            var others = ofModel[(model.Model.Index, role)].Where(o => o.Organisation != organisation).Select(o => o.Probability).ToList();
            var elsewhere = models.Where(m => m != model && m.Score > 0.3f).Select(m => First(m.Model.Index, organisation, role)).ToList();
            var listed = lists[organisation].Select(o => First(model.Model.Index, o, role)).ToList();
            var number = (ulong)r * 20;
            bag.AddValue(FeatureTemplate.RecordScore, own, number + 1);
            bag.AddValue(FeatureTemplate.RecordScore, RecordFeatures.LogOdds(own), number + 2);
            bag.AddValue(FeatureTemplate.RecordScore, Highest(others), number + 3);
            bag.AddValue(FeatureTemplate.RecordScore, Highest(elsewhere), number + 4);
            bag.AddValue(FeatureTemplate.RecordScore, Highest(listed), number + 5);
            bag.AddValue(FeatureTemplate.RecordScore, own / (own + others.Sum() + 0.01f), number + 6);
            bag.AddCount(FeatureTemplate.RecordCount, others.Count(p => p > own), number + 7);
            bag.AddCount(FeatureTemplate.RecordCount, others.Count(p => p > 0.5f), number + 8);
            bag.AddCount(FeatureTemplate.RecordCount, elsewhere.Count(p => p > 0.5f), number + 9);
            bag.AddValue(FeatureTemplate.RecordScore, listed.Count == 0 ? 0 : listed.Average(), number + 10);
        }
    }

    /// <summary>For the question whether a model is for a field.</summary>
    public void OfSpecialty(FeatureBag bag, DecodedModel model, DecodedSpecialty specialty)
    {
        var number = ContextFeatures.Number((int)specialty.Label);
        var own = specialty.Probability;
        var others = model.Specialties.Where(s => s.Label != specialty.Label).ToList();
        var elsewhere = models.Where(m => m != model && m.Score > 0.3f).SelectMany(m => m.Specialties).Where(s => s.Label == specialty.Label).Select(s => s.Probability).ToList();
        bag.Add(FeatureTemplate.Label, number);
        bag.AddValue(FeatureTemplate.RecordScore, own, 101);
        bag.AddValue(FeatureTemplate.RecordScore, RecordFeatures.LogOdds(own), 102);
        bag.AddValue(FeatureTemplate.RecordScore, own, number);
        bag.AddValue(FeatureTemplate.RecordScore, others.Count == 0 ? 0 : others.Max(s => s.Probability), 103);
        bag.AddValue(FeatureTemplate.RecordScore, Highest(elsewhere), 104);
        bag.AddValue(FeatureTemplate.RecordScore, own / (own + others.Sum(s => s.Probability) + 0.01f), 105);
        bag.AddCount(FeatureTemplate.RecordCount, others.Count(s => s.Probability > own), 101);
        bag.AddCount(FeatureTemplate.RecordCount, others.Count(s => s.Probability > 0.5f), 102);
        bag.AddCount(FeatureTemplate.RecordCount, elsewhere.Count(p => p > 0.5f), 103);
        bag.AddCount(FeatureTemplate.ModelCount, models.Count(m => m.Score > 0.4f));
        bag.AddIf(model.Model.IsNamed, FeatureTemplate.NameKind, 1);
        foreach (var other in others.Where(s => s.Probability > 0.4f))
        {
            bag.AddValue(FeatureTemplate.LabelOthers, other.Probability, Context.Symbols.Join(number, (ulong)other.Label));
        }
    }

    private float First(int model, int organisation, OrganisationRole role) => first.GetValueOrDefault((model, organisation, role));

    private static float Highest(List<float> values) => values.Count == 0 ? 0 : values.Max();
}
