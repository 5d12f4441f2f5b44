using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Features;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Substitution;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Decoding;

/// <summary>Asks for one model after the other who made and who uses it, what it is for and what is claimed of it.</summary>
internal sealed class ModelDetails
{
    private readonly Discourse discourse;
    private readonly CandidateScorer scorer;
    private readonly IReadOnlyList<float> scores;
    private readonly GoldSubstitution? gold;
    private readonly RoleFeatures roles;
    private readonly SpecialtyFeatures specialties;
    private readonly SpecialtyFinder rules;
    private readonly ClaimFeatures claimFeatures;
    private readonly List<SpecialtyTerm> terms;
    private readonly Specialty[] labels;
    private readonly List<ClaimCandidate> claims;
    private readonly HashSet<int>[] organisationTokens;

    public ModelDetails(
        UnitSequence units, Discourse discourse, ArticleProfile profile, CandidateScorer scorer, IReadOnlyList<RoleEvidence> evidence, IReadOnlyList<float> scores, GoldSubstitution? gold)
    {
        this.discourse = discourse;
        this.scorer = scorer;
        this.scores = scores;
        this.gold = gold;
        roles = new RoleFeatures(units, discourse, profile, evidence);
        terms = SpecialtyTermFinder.Find(discourse.Text, new NameCover(discourse).IsInName);
        labels = [.. terms.Select(t => t.Label).Append(Specialty.General).Distinct()];
        specialties = new SpecialtyFeatures(units, discourse, profile, terms);
        rules = new SpecialtyFinder(discourse);
        claimFeatures = new ClaimFeatures(units, discourse, profile);
        claims = new ClaimFinder(discourse).Candidates();
        organisationTokens = [.. discourse.Organisations.Select(o => o.Mentions.SelectMany(m => Enumerable.Range(m.Tokens.First, m.Tokens.Count)).ToHashSet())];
    }

    public DecodedModel Of(ModelEntity model)
    {
        var decoded = new DecodedModel(model, scores[model.Index]) { Roles = Roles(model) };
        if (gold?.Replaces(ExtractionStage.Label) == true)
        {
            return decoded with
            {
                Specialties = [.. gold.Specialties(model).Select(s => new DecodedSpecialty(s.Label, s.Tokens, 1))],
                Claims = [.. gold.Claims().Where(c => c.Model == model.Index).Select(c => new DecodedClaim(c.Scope, c.Tokens, 1))],
            };
        }

        return decoded with { Specialties = Specialties(model), Claims = Claims(model) };
    }

    private List<DecodedRole> Roles(ModelEntity model)
    {
        if (gold?.Replaces(ExtractionStage.Relation) == true)
        {
            return [.. gold.Roles().Where(r => r.Model == model.Index).Select(r => new DecodedRole(r.Organisation, r.Role, 1))];
        }

        var found = new List<DecodedRole>();
        foreach (var organisation in discourse.Organisations)
        {
            if (organisation.Mentions.Count == 0 || IsItself(model, organisation.Index) || !roles.IsPlausible(model.Index, organisation.Index))
            {
                continue;
            }

            roles.Of(scorer.Next(), model.Index, organisation.Index, scores);
            found.Add(Judge(DecisionKind.Developer, OrganisationRole.Developer, model, organisation));
            found.Add(Judge(DecisionKind.Partner, OrganisationRole.Partner, model, organisation));
            found.Add(Judge(DecisionKind.Adopter, OrganisationRole.Adopter, model, organisation));
        }

        return found;
    }

    /// <summary>Which institutions are listed side by side with each.</summary>
    public IReadOnlyList<IReadOnlySet<int>> Lists => roles.Lists;

    /// <summary>Which models are listed side by side with each.</summary>
    public IReadOnlyList<IReadOnlySet<int>> ModelLists => roles.ModelLists;

    private DecodedRole Judge(DecisionKind kind, OrganisationRole role, ModelEntity model, OrganisationEntity organisation) =>
        new(organisation.Index, role, scorer.Judge(kind, () => new Candidate(kind) { Model = model, Organisation = organisation, Role = role }));

    /// <summary>A name of which the form tells nothing may have been taken for an institution as well.</summary>
    private bool IsItself(ModelEntity model, int organisation) =>
        model.Mentions.Exists(m => organisationTokens[organisation].Contains(m.Name.Tokens.First));

    private List<DecodedSpecialty> Specialties(ModelEntity model)
    {
        if (!scorer.Knows(DecisionKind.RevisedAdopter))
        {
            return [];
        }

        var places = specialties.PlacesFor(model.Index);
        var byRules = rules.Find(model).Select(s => s.Label).ToList();
        var found = new List<DecodedSpecialty>();
        foreach (var label in labels)
        {
            specialties.Of(scorer.Next(), model.Index, label, places, byRules, labels);
            var probability = scorer.Judge(DecisionKind.Specialty, () => new Candidate(DecisionKind.Specialty) { Model = model, Label = label });
            found.Add(new DecodedSpecialty(label, BestTerm(model, label, places), probability));
        }

        return found;
    }

    /// <summary>The term that shows the field best: the nearest to the model; for a field that no term names the model itself.</summary>
    private TokenRange BestTerm(ModelEntity model, Specialty label, TermPlace[] places)
    {
        var best = -1;
        for (var i = 0; i < terms.Count; i++)
        {
            if (terms[i].Label == label && (best < 0 || places[i] < places[best]))
            {
                best = i;
            }
        }

        return best >= 0 ? terms[best].Tokens : model.Phrases.Count > 0 ? model.Phrases[0].Tokens : model.Mentions[0].Name.Tokens;
    }

    private List<DecodedClaim> Claims(ModelEntity model)
    {
        if (!scorer.Knows(DecisionKind.RevisedSpecialty))
        {
            return [];
        }

        var found = new List<DecodedClaim>();
        foreach (var claim in claims)
        {
            if (claim.Owner != model.Index && claim.View.Topic != model.Index && !claim.View.Chunks.Any(c => claim.View.ModelOf(c) == model.Index))
            {
                continue;
            }

            claimFeatures.Of(scorer.Next(), claim, model.Index, scores);
            var probability = scorer.Judge(DecisionKind.Claim, () => new Candidate(DecisionKind.Claim) { Model = model, Claim = claim });
            found.Add(new DecodedClaim(claim.Scope ?? ClaimScope.Unspecified, claim.Tokens, probability));
        }

        return found;
    }
}
