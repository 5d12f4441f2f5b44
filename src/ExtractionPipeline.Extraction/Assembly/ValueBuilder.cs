using System.Globalization;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Confidence;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Assembly;

/// <summary>Turns a draft into a record: values with evidence, aliases, identifiers and confidence.</summary>
internal sealed class ValueBuilder(Discourse discourse, LexiconSet lexicons, RuleReliability reliability)
{
    /// <summary>From this confidence on a record is accepted without a person.</summary>
    public const double AcceptFrom = 0.9;

    private const int MostEvidence = 5;

    private readonly AnalyzedText text = discourse.Text;

    public ModelRecord Record(RecordDraft draft)
    {
        var model = Model(draft.Model);
        var record = new ModelRecord
        {
            Id = IdOf(model),
            Model = model,
            Hospitals = Organisations(draft, OrganisationRole.Developer),
            Adopters = Organisations(draft, OrganisationRole.Adopter),
            Partners = Organisations(draft, OrganisationRole.Partner),
            Specialties = [.. draft.Specialties.Select(Specialty)],
            FirstOfKind = [.. draft.Claims.DistinctBy(c => c.Scope).Select(Claim)],
            Confidence = 0,
            Disposition = Disposition.Review,
        };

        // A record is right when all its values are; the least sure one bounds that.
        var confidence = record.Values.Aggregate(1.0, (product, value) => product * value.Confidence);
        var accepted = confidence >= AcceptFrom && record.Hospitals.Count > 0;
        return record with { Confidence = confidence, Disposition = accepted ? Disposition.Accepted : Disposition.Review };
    }

    private ModelValue Model(ModelEntity model)
    {
        if (!model.IsNamed)
        {
            var phrase = model.Description!;
            return new ModelValue
            {
                Name = null,
                Description = text.TextOf(phrase.Full),
                Confidence = reliability.Of("unnamed"),
                Evidence = [At(phrase.Full)],
                ProposedBy = "unnamed",
            };
        }

        var mentions = model.Mentions.OrderBy(m => m.Name.IsLoose).ThenBy(m => m.Name.Tokens.First).ToList();
        var name = text.TextOf(mentions[0].Core);
        var aliases = mentions.SelectMany(m => new[] { text.TextOf(m.Core), text.TextOf(m.Name.Tokens) })
            .Where(alias => alias != name).Distinct().ToList();
        return new ModelValue
        {
            Name = name,
            Aliases = aliases,
            Confidence = NameConfidence(mentions),
            Evidence = [.. mentions.Select(m => At(m.Core)).DistinctBy(e => e.Span).Take(MostEvidence)],
            ProposedBy = "named",
        };
    }

    /// <summary>The more speaks for a name beyond what it needed, the surer it is.</summary>
    private double NameConfidence(List<Mentions.ModelNameMention> mentions)
    {
        var surplus = ModelNameResolver.Score(mentions) - ModelNameResolver.Threshold;
        var wrong = (1 - reliability.Of("named")) * Math.Exp(-Math.Max(0, surplus) / 2);
        return 1 - wrong;
    }

    private OrganisationValue[] Organisations(RecordDraft draft, OrganisationRole role) =>
        [.. draft.Roles.Where(d => d.Role == role).Select(Organisation)];

    private OrganisationValue Organisation(RoleDecision decision)
    {
        var entity = discourse.Organisations[decision.Organisation];
        var name = entity.Names.OrderByDescending(n => n.Length).First();
        var places = decision.Evidence.Select(e => e.Place).Where(p => entity.Mentions.Any(m => m.Tokens == p))
            .Concat(entity.Mentions.Select(m => m.Tokens)).Distinct().Take(MostEvidence);
        return new OrganisationValue
        {
            Name = name,
            Aliases = [.. entity.Names.Where(n => n != name)],
            Id = entity.Known >= 0 ? lexicons.Organisations[entity.Known].Id : Slug.Of(name),
            Confidence = decision.Confidence,
            Evidence = [.. places.Select(At)],
            ProposedBy = decision.Evidence[0].Rule,
        };
    }

    private SpecialtyValue Specialty(SpecialtyMention mention) => new()
    {
        Label = mention.Label,
        Text = text.TextOf(mention.Tokens),
        Confidence = reliability.Of(mention.Rule),
        Evidence = [At(mention.Tokens)],
        ProposedBy = mention.Rule,
    };

    private FirstOfKindValue Claim(ClaimMention claim) => new()
    {
        Scope = claim.Scope,
        Text = text.TextOf(claim.Tokens),
        Confidence = reliability.Of(claim.Rule),
        Evidence = [At(claim.Tokens)],
        ProposedBy = claim.Rule,
    };

    private Evidence At(TokenRange range) => Evidence.At(text.SpanOf(range), text.Text);

    private static string IdOf(ModelValue model) =>
        ContentHash.Of($"{model.Name ?? model.Description}\n{model.Evidence[0].Span.Start.ToString(CultureInfo.InvariantCulture)}").Hex[..12];
}
