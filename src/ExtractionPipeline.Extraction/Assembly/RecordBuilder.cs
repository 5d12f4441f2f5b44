using System.Globalization;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Confidence;
using ExtractionPipeline.Extraction.Decoding;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Assembly;

/// <summary>Turns what was selected into records: values with evidence, aliases, identifiers and confidence.</summary>
internal sealed class RecordBuilder(DecodedArticle article, LexiconSet lexicons, double? acceptFrom)
{
    private const int MostEvidence = 5;

    private readonly Discourse discourse = article.Discourse;
    private readonly AnalyzedText text = article.Discourse.Text;

    public ModelRecord Record(SelectedRecord selected, RecordCertainty certainty)
    {
        var model = Model(selected.Model, certainty.Model);
        var hospitals = Organisations(selected, certainty, OrganisationRole.Developer);
        var accepted = acceptFrom is { } from && certainty.Whole >= from && hospitals.Length > 0;
        return new ModelRecord
        {
            Id = IdOf(model),
            Model = model,
            Hospitals = hospitals,
            Adopters = Organisations(selected, certainty, OrganisationRole.Adopter),
            Partners = Organisations(selected, certainty, OrganisationRole.Partner),
            Specialties = [.. selected.Specialties.Zip(certainty.Specialties, Specialty)],
            FirstOfKind = [.. selected.Claims.Zip(certainty.Claims, Claim)],
            Confidence = certainty.Whole,
            Disposition = accepted ? Disposition.Accepted : Disposition.Review,
        };
    }

    private ModelValue Model(DecodedModel decoded, float confidence)
    {
        var model = decoded.Model;
        if (!model.IsNamed)
        {
            var phrase = model.Description!;
            return new ModelValue
            {
                Name = null,
                Description = text.TextOf(phrase.Full),
                Confidence = confidence,
                Evidence = [At(phrase.Full)],
                ProposedBy = "model-phrase",
            };
        }

        var mentions = model.Mentions.OrderBy(m => m.Name.IsLoose).ThenBy(m => m.Name.Tokens.First).ToList();
        var name = text.TextOf(mentions[0].Core);
        return new ModelValue
        {
            Name = name,
            Aliases = [.. mentions.SelectMany(m => new[] { text.TextOf(m.Core), text.TextOf(m.Name.Tokens) }).Where(alias => alias != name).Distinct()],
            Confidence = confidence,
            Evidence = [.. mentions.Select(m => At(m.Core)).DistinctBy(e => e.Span).Take(MostEvidence)],
            ProposedBy = "model-name",
        };
    }

    private OrganisationValue[] Organisations(SelectedRecord selected, RecordCertainty certainty, OrganisationRole role) =>
        [.. selected.Roles.Zip(certainty.Roles).Where(r => r.First.Role == role).Select(r => Organisation(r.First, selected.Model, r.Second))];

    private OrganisationValue Organisation(DecodedRole role, DecodedModel model, float confidence)
    {
        var entity = discourse.Organisations[role.Organisation];
        var name = entity.Names.OrderByDescending(n => n.Length).First();
        return new OrganisationValue
        {
            Name = name,
            Aliases = [.. entity.Names.Where(n => n != name)],
            Id = entity.Known >= 0 ? lexicons.Organisations[entity.Known].Id : Slug.Of(name),
            Confidence = confidence,
            Evidence = [.. Places(role, entity, model.Model).Take(MostEvidence).Select(At)],
            ProposedBy = role.Role switch
            {
                OrganisationRole.Developer => "developer",
                OrganisationRole.Partner => "partner",
                _ => "adopter",
            },
        };
    }

    /// <summary>Where rules found the role first, then the mentions by their distance from the model's.</summary>
    private IEnumerable<TokenRange> Places(DecodedRole role, OrganisationEntity entity, ModelEntity model)
    {
        var own = model.IsNamed ? model.Mentions.Select(m => m.Name.Tokens.First).ToList() : [model.Phrases[0].Tokens.First];
        var told = article.Evidence.Where(e => e.Model == model.Index && e.Organisation == role.Organisation).Select(e => e.Place);
        return told.Where(p => entity.Mentions.Any(m => m.Tokens == p))
            .Concat(entity.Mentions.Select(m => m.Tokens).OrderBy(t => own.Min(o => Math.Abs(o - t.First))))
            .Distinct();
    }

    private SpecialtyValue Specialty(DecodedSpecialty specialty, float confidence) => new()
    {
        Label = specialty.Label,
        Text = text.TextOf(specialty.Tokens),
        Confidence = confidence,
        Evidence = [At(specialty.Tokens)],
        ProposedBy = "specialty",
    };

    private FirstOfKindValue Claim(DecodedClaim claim, float confidence) => new()
    {
        Scope = claim.Scope,
        Text = text.TextOf(claim.Tokens),
        Confidence = confidence,
        Evidence = [At(claim.Tokens)],
        ProposedBy = "claim",
    };

    private Evidence At(TokenRange range) => Evidence.At(text.SpanOf(range), text.Text);

    private static string IdOf(ModelValue model) =>
        ContentHash.Of($"{model.Name ?? model.Description}\n{model.Evidence[0].Span.Start.ToString(CultureInfo.InvariantCulture)}").Hex[..12];
}
