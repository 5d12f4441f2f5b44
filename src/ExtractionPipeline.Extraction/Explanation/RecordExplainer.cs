using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Decoding;
using ExtractionPipeline.Extraction.Features;
using ExtractionPipeline.Extraction.Relations;

namespace ExtractionPipeline.Extraction.Explanation;

/// <summary>
/// Explains decisions by occlusion (Zeiler and Fergus, 2014): each feature of a candidate is left out in turn, and what the score loses is its effect.
/// </summary>
internal sealed class RecordExplainer(DecisionSet decisions, FeatureWords words) : ICandidateObserver
{
    private const int MostReasons = 6;

    private readonly Dictionary<(DecisionKind Kind, int Model, int Detail), (ulong Key, float Value)[]> seen = [];
    private readonly Dictionary<int, (ulong Key, float Value)[]> names = [];
    private readonly Dictionary<int, (ulong Key, float Value)[]> phrases = [];

    public void Observe(Candidate candidate, FeatureBag features, float score)
    {
        var kept = features.Features.ToArray().GroupBy(f => f.Key).Select(g => (g.Key, g.Max(f => f.Value))).ToArray();
        switch (candidate.Kind)
        {
            case DecisionKind.ModelName:
                foreach (var mention in candidate.Name!.Mentions)
                {
                    names[mention.Name.Tokens.First] = kept;
                }

                break;
            case DecisionKind.ModelPhrase:
                phrases[candidate.Phrase!.Tokens.First] = kept;
                break;
            default:
                if (candidate.Model is { } model)
                {
                    seen[(candidate.Kind, model.Index, DetailOf(candidate))] = kept;
                }

                break;
        }
    }

    /// <summary>The values of a selected record in the order of its fields.</summary>
    public IEnumerable<ValueExplanation> Explain(SelectedRecord record, ModelRecord told, DecodedArticle article)
    {
        var model = record.Model.Model;
        var isNamed = model.IsNamed;
        var own = isNamed ? names.GetValueOrDefault(model.Mentions[0].Name.Tokens.First) : phrases.GetValueOrDefault(model.Phrases[0].Tokens.First);
        yield return Of("model", told.Model.Name ?? told.Model.Description!, isNamed ? DecisionKind.ModelName : DecisionKind.ModelPhrase, own, record.Model.Score);
        foreach (var role in record.Roles)
        {
            var kind = role.Role switch { OrganisationRole.Developer => DecisionKind.Developer, OrganisationRole.Partner => DecisionKind.Partner, _ => DecisionKind.Adopter };
            var field = role.Role switch { OrganisationRole.Developer => "hospital", OrganisationRole.Partner => "partner", _ => "adopter" };
            var name = article.Discourse.Organisations[role.Organisation].Names.OrderByDescending(n => n.Length).First();
            yield return Of(field, name, kind, seen.GetValueOrDefault((kind, model.Index, role.Organisation)), role.Probability);
        }

        foreach (var specialty in record.Specialties)
        {
            yield return Of("specialty", specialty.Label.Label(), DecisionKind.Specialty, seen.GetValueOrDefault((DecisionKind.Specialty, model.Index, (int)specialty.Label)), specialty.Probability);
        }

        foreach (var claim in record.Claims)
        {
            yield return Of("first of kind", claim.Scope.Label(), DecisionKind.Claim, seen.GetValueOrDefault((DecisionKind.Claim, model.Index, claim.Tokens.First)), claim.Probability);
        }
    }

    private static int DetailOf(Candidate candidate) =>
        candidate.Organisation?.Index ?? (candidate.Label is { } label ? (int)label : candidate.Claim?.Tokens.First ?? -1);

    private ValueExplanation Of(string field, string value, DecisionKind kind, (ulong Key, float Value)[]? features, float probability) =>
        new(field, value, probability, features is null || decisions[kind] is not { } model ? [] : Reasons(model, features));

    private List<Reason> Reasons(DecisionModel model, (ulong Key, float Value)[] features)
    {
        var buffer = new ScoringBuffer();
        var known = features.Where(f => model.ColumnOf(f.Key) >= 0).ToArray();
        var whole = model.Score(known, buffer);
        return
        [
            .. known.Select((f, i) => new Reason(words.Of(model.Features[model.ColumnOf(f.Key)].Name), whole - model.Score([.. known.Where((_, j) => j != i)], buffer)))
                .Where(r => Math.Abs(r.Effect) > 0.01)
                .OrderByDescending(r => Math.Abs(r.Effect)).DistinctBy(r => r.What).Take(MostReasons),
        ];
    }
}
