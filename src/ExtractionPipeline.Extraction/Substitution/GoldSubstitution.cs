using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Substitution;

/// <summary>
/// Gives what gold says in place of a stage's output, so that the stages behind it can be judged by themselves. Never used in normal work.
/// </summary>
internal sealed class GoldSubstitution(AnalyzedText text, IReadOnlyList<GoldRecord> records, ExtractionStage last)
{
    private const string Rule = "gold";

    private readonly GoldNames names = new(text, records);
    private readonly Dictionary<int, int> recordOf = [];
    private readonly Dictionary<int, int> entityOf = [];

    public bool Replaces(ExtractionStage stage) => stage <= last;

    /// <summary>The proposed names with gold's own in place of those that overlap them.</summary>
    public List<NameMention> Propose(List<NameMention> proposed)
    {
        var kept = proposed.Where(n => !names.Places.Any(p => p.Tokens.Overlaps(n.Tokens) && !IsSame(p, n)));
        var added = names.Places.Where(p => !proposed.Exists(n => IsSame(p, n))).Select(Mention);
        return [.. kept.Concat(added).OrderBy(n => n.Tokens.First)];
    }

    /// <summary>The proposed phrases with gold's descriptions of unnamed models among them.</summary>
    public List<ModelPhrase> Propose(IReadOnlyList<ModelPhrase> proposed)
    {
        var added = Descriptions().Where(d => !proposed.Any(p => p.Full.Overlaps(d.Range)))
            .Select(d => new ModelPhrase(d.Range, new TokenRange(d.Range.End, d.Range.End), PhraseDeterminer.Indefinite, IsAi: true, IsPlural: false, HasModelHead: true));
        return [.. proposed.Concat(added).OrderBy(p => p.Tokens.First)];
    }

    /// <summary>Whether gold knows the name as a model's.</summary>
    public bool IsModel(ModelNameMention mention) => names.Places.Any(p => p.Record >= 0 && p.Tokens.Overlaps(mention.Name.Tokens));

    /// <summary>The named models and exactly those unnamed ones that gold describes.</summary>
    public List<ModelEntity> Decide(IReadOnlyList<ModelEntity> models, IReadOnlyList<ModelPhrase> phrases)
    {
        var described = Descriptions().Select(d => d.Range).ToList();
        var decided = models.Where(m => m.IsNamed || m.Phrases.Exists(p => described.Exists(p.Full.Overlaps))).Select((m, i) => Copy(m, i)).ToList();
        foreach (var range in described.Where(d => !decided.Exists(m => m.Phrases.Exists(p => p.Full.Overlaps(d)))))
        {
            var model = new ModelEntity(decided.Count);
            model.Phrases.Add(phrases.First(p => p.Full.Overlaps(range)));
            decided.Add(model);
        }

        return decided;
    }

    /// <summary>One model a gold record.</summary>
    public List<ModelEntity> Models(IReadOnlyList<ModelEntity> resolved)
    {
        var models = new List<ModelEntity>();
        for (var record = 0; record < records.Count; record++)
        {
            var places = names.Places.Where(p => p.Record == record).Select(p => p.Tokens).ToList();
            var described = Descriptions().Where(d => d.Record == record).Select(d => d.Range).ToList();
            var parts = resolved.Where(m => m.Mentions.Exists(n => places.Exists(n.Name.Tokens.Overlaps)) || (!m.IsNamed && m.Phrases.Exists(p => described.Exists(p.Full.Overlaps)))).ToList();
            if (parts.Count == 0)
            {
                continue;
            }

            var model = new ModelEntity(models.Count);
            parts.ForEach(model.Absorb);
            model.Mentions.RemoveAll(n => !places.Exists(n.Name.Tokens.Overlaps));
            recordOf[model.Index] = record;
            models.Add(model);
        }

        return models;
    }

    /// <summary>The institutions with each of gold's joined from all its mentions.</summary>
    public List<OrganisationEntity> Organisations(IReadOnlyList<OrganisationEntity> resolved)
    {
        var entities = new List<OrganisationEntity>();
        for (var i = 0; i < names.Institutions.Count; i++)
        {
            var institution = names.Institutions[i];
            var entity = new OrganisationEntity(entities.Count, institution.IsHospital ? NameKind.Hospital : NameKind.Company) { IsDistinct = true };
            foreach (var place in names.Places.Where(p => p.Institution == i).Select(p => p.Tokens))
            {
                entity.Add(new OrganisationMention(place, place, entity.Kind, -1), text.TextOf(place), [text.TextOf(place)]);
            }

            entityOf[i] = entity.Index;
            entities.Add(entity);
        }

        foreach (var other in resolved)
        {
            var rest = other.Mentions.Where(m => !names.Places.Any(p => p.Institution >= 0 && p.Tokens.Overlaps(m.Tokens))).ToList();
            if (rest.Count > 0)
            {
                var entity = new OrganisationEntity(entities.Count, other.Kind) { IsDistinct = other.IsDistinct };
                rest.ForEach(m => entity.Add(m, text.TextOf(m.Tokens), [text.TextOf(m.Tokens)]));
                entities.Add(entity);
            }
        }

        return entities;
    }

    /// <summary>Gold's roles; needs <see cref="Models"/> and <see cref="Organisations"/> first.</summary>
    public List<RoleDecision> Roles() =>
    [
        .. from entry in recordOf
           from role in RolesOf(records[entry.Value])
           let entity = entityOf[names.InstitutionOf(role.Organisation)]
           let place = names.Places.Where(p => p.Institution >= 0 && entityOf[p.Institution] == entity).Select(p => p.Tokens).FirstOrDefault()
           where place.Count > 0
           select new RoleDecision(entry.Key, entity, role.Role, 1, [new RoleEvidence(entry.Key, entity, role.Role, Rule, place)]),
    ];

    /// <summary>Gold's fields of a model.</summary>
    public List<SpecialtyMention> Specialties(ModelEntity model) =>
    [
        .. from specialty in records[recordOf[model.Index]].Specialties
           let place = names.FirstPlace(specialty.Text)
           where place is not null && Labels.TryParse(specialty.Label, out Specialty _)
           select new SpecialtyMention(Parsed(specialty.Label), place.Value, Rule),
    ];

    /// <summary>Gold's claims.</summary>
    public List<ClaimMention> Claims() =>
    [
        .. from entry in recordOf
           from claim in records[entry.Value].FirstOfKind
           let place = names.FirstPlace(claim.Text)
           where place is not null
           select new ClaimMention(entry.Key, Scope(claim.Scope), place.Value, Rule),
    ];

    private static Specialty Parsed(string label) => Labels.TryParse(label, out Specialty specialty) ? specialty : default;

    private static ClaimScope Scope(string label) => Labels.TryParse(label, out ClaimScope scope) ? scope : default;

    private static IEnumerable<(GoldOrganisation Organisation, OrganisationRole Role)> RolesOf(GoldRecord record) =>
        record.Hospitals.Select(o => (o, OrganisationRole.Developer))
            .Concat(record.Partners.Select(o => (o, OrganisationRole.Partner)))
            .Concat(record.Adopters.Select(o => (o, OrganisationRole.Adopter)));

    private bool IsSame(GoldPlace place, NameMention name) =>
        place.Tokens == name.Tokens && (place.Record >= 0 ? name.Kind is NameKind.Unknown or NameKind.Model : name.IsInstitution && IsHospital(place) == (name.Kind == NameKind.Hospital));

    private bool IsHospital(GoldPlace place) => place.Institution >= 0 && names.Institutions[place.Institution].IsHospital;

    private NameMention Mention(GoldPlace place)
    {
        var quoted = place.Tokens.First > 0 && text.Tokens[place.Tokens.First - 1].IsQuote && place.Tokens.End < text.Tokens.Length && text.Tokens[place.Tokens.End].IsQuote;
        var kind = place.Record >= 0 ? NameKind.Unknown : IsHospital(place) ? NameKind.Hospital : NameKind.Company;
        return new NameMention(place.Tokens, kind) { ClosingMarks = quoted ? 1 : 0 };
    }

    private IEnumerable<(int Record, TokenRange Range)> Descriptions()
    {
        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].Model is { Name: null, Description: { } words } && names.FirstPlace(words) is { } range)
            {
                yield return (i, range);
            }
        }
    }

    private static ModelEntity Copy(ModelEntity model, int index)
    {
        var copy = new ModelEntity(index);
        copy.Absorb(model);
        return copy;
    }
}
