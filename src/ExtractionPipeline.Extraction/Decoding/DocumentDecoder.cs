using ExtractionPipeline.Extraction.Context;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Features;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Substitution;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Decoding;

/// <summary>What was found in an article.</summary>
internal sealed record DecodedArticle(Discourse Discourse, IReadOnlyList<DecodedModel> Models, IReadOnlyList<RoleEvidence> Evidence);

/// <summary>
/// Asks for every model, institution, field and claim that the rules propose what the classifiers make of it, question by question,
/// each with the answers to the earlier ones in hand. Holds no state of an article.
/// </summary>
internal sealed class DocumentDecoder(NameFinder nameFinder, WordClusters clusters)
{
    /// <summary>Where no name or phrase reaches this probability no record ever came of it: most articles of the world are done here.</summary>
    private const float HopelessBelow = 0.15f;

    /// <summary>A role less likely than this at first sight is not looked at twice.</summary>
    private const float HopelessRoleBelow = 0.02f;

    private readonly RelationRules relations = new();

    public DecodedArticle Decode(AnalyzedText text, DecisionSet decisions, ICandidateObserver? observer = null, GoldSubstitution? gold = null)
    {
        var scorer = new CandidateScorer(decisions, observer);
        var found = nameFinder.Find(text);
        var names = gold?.Replaces(Core.Extraction.ExtractionStage.MentionProposal) == true ? gold.Propose(found) : found;
        var nameAt = NameIndex.Of(text, names);
        IReadOnlyList<ModelPhrase> phrases = ModelPhraseFinder.Find(text, nameAt, isGenerous: true);
        phrases = gold?.Replaces(Core.Extraction.ExtractionStage.MentionProposal) == true ? gold.Propose(phrases) : phrases;
        IReadOnlyList<OrganisationEntity> organisations = new OrganisationResolver(text).Resolve(OrganisationFinder.Find(text, names));
        var groups = NameGroups.Of(text, ModelNameFinder.Find(text, names, nameAt, [.. phrases], isGenerous: true));
        var units = UnitSequence.Of(text, names, organisations, clusters);
        var profile = new ArticleProfile(units, names, organisations, groups);

        var (models, scores) = new ModelProposals(text, units, profile, clusters, scorer, gold).Find(groups, phrases, nameAt);
        if (gold?.Replaces(Core.Extraction.ExtractionStage.EntityResolution) == true)
        {
            models = gold.Models(models);
            organisations = gold.Organisations(organisations);
            scores = [.. models.Select(_ => 1f)];
            units = UnitSequence.Of(text, names, organisations, clusters);
            profile = new ArticleProfile(units, names, organisations, groups);
        }

        var best = scores.Count == 0 ? 0 : scores.Max();
        if (observer is null && best < HopelessBelow && gold is null)
        {
            return new DecodedArticle(new Discourse(text, [], organisations, []), [], []);
        }

        var discourse = new DiscourseBuilder(text, models, organisations, m => scores[m] >= Math.Min(best, scorer.Thresholds.Topic)).Build();
        if (models.Count == 0 || !scorer.Knows(DecisionKind.ModelPhrase))
        {
            return new DecodedArticle(discourse, [], []);
        }

        var evidence = relations.Apply(discourse);
        var details = new ModelDetails(units, discourse, profile, scorer, evidence, scores, gold);
        var decoded = Revise(models.Select(details.Of).ToList(), details, discourse, profile, scorer, gold);
        return new DecodedArticle(discourse, Judge(decoded, details, profile, scorer, gold), evidence);
    }

    /// <summary>Judges every role once more in the light of all others.</summary>
    private static List<DecodedModel> Revise(List<DecodedModel> models, ModelDetails details, Discourse discourse, ArticleProfile profile, CandidateScorer scorer, GoldSubstitution? gold)
    {
        if (!scorer.Knows(DecisionKind.Adopter))
        {
            return models;
        }

        var isRelated = gold?.Replaces(Core.Extraction.ExtractionStage.Relation) == true;

        var features = new RevisionFeatures(discourse, models, details.Lists, profile);
        var isLabelled = gold?.Replaces(Core.Extraction.ExtractionStage.Label) == true;
        return
        [
            .. models.Select(model => model with
            {
                Roles = isRelated ? model.Roles : [.. model.Roles.GroupBy(r => r.Organisation).SelectMany(pair => Revise(model, pair.Key, pair, discourse, features, scorer))],
                Specialties = isLabelled || !scorer.Knows(DecisionKind.Specialty) ? model.Specialties : [.. model.Specialties.Select(s => Revise(model, s, features, scorer))],
            }),
        ];
    }

    private static DecodedSpecialty Revise(DecodedModel model, DecodedSpecialty specialty, RevisionFeatures features, CandidateScorer scorer)
    {
        features.OfSpecialty(scorer.Next(), model, specialty);
        return specialty with { Probability = scorer.Judge(DecisionKind.RevisedSpecialty, () => new Candidate(DecisionKind.RevisedSpecialty) { Model = model.Model, Label = specialty.Label }) };
    }

    private static DecodedRole[] Revise(DecodedModel model, int organisation, IEnumerable<DecodedRole> first, Discourse discourse, RevisionFeatures features, CandidateScorer scorer)
    {
        if (!scorer.IsObserved && first.All(r => r.Probability < HopelessRoleBelow))
        {
            return [.. first];
        }

        features.Of(scorer.Next(), model, organisation);
        DecodedRole Judge(DecisionKind kind, OrganisationRole role) => new(
            organisation,
            role,
            scorer.Judge(kind, () => new Candidate(kind) { Model = model.Model, Organisation = discourse.Organisations[organisation], Role = role }));
        return [Judge(DecisionKind.RevisedDeveloper, OrganisationRole.Developer), Judge(DecisionKind.RevisedPartner, OrganisationRole.Partner), Judge(DecisionKind.RevisedAdopter, OrganisationRole.Adopter)];
    }

    private static List<DecodedModel> Judge(List<DecodedModel> models, ModelDetails details, ArticleProfile profile, CandidateScorer scorer, GoldSubstitution? gold)
    {
        if (!scorer.Knows(DecisionKind.Claim))
        {
            return models;
        }

        return [.. models.Select(model =>
        {
            RecordFeatures.OfRecord(scorer.Next(), model, models, details.ModelLists[model.Model.Index], profile);
            var record = scorer.Judge(DecisionKind.Record, () => new Candidate(DecisionKind.Record) { Model = model.Model });
            return model with { Record = gold?.Replaces(Core.Extraction.ExtractionStage.Relation) == true ? 1 : record };
        })];
    }
}
