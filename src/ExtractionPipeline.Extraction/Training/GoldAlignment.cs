using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Decoding;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Substitution;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>Knows the true answer to every question about an article; null where gold leaves it open.</summary>
internal sealed class GoldAlignment
{
    private readonly IReadOnlyList<GoldRecord> records;
    private readonly GoldNames names;
    private readonly TokenRange?[] descriptions;
    private readonly Dictionary<int, ModelEntity> ownerOf = [];
    private readonly Dictionary<SelectedRecord, int> matched = [];
    private IReadOnlyList<OrganisationEntity> organisations = [];

    public GoldAlignment(AnalyzedText text, IReadOnlyList<GoldRecord> records)
    {
        this.records = records;
        names = new GoldNames(text, records);
        descriptions = [.. records.Select(r => r.Model is { Name: null, Description: { } words } ? names.FirstPlace(words) : null)];
    }

    /// <summary>What the article truly says.</summary>
    public IReadOnlyList<GoldRecord> Records => records;

    /// <summary>The true answer about a candidate.</summary>
    public bool? AnswerTo(Candidate candidate) => candidate.Kind switch
    {
        DecisionKind.ModelName => Known(candidate.Name!.Mentions.Select(m => RecordAt(m.Name.Tokens)).FirstOrDefault(r => r >= 0, -1)),
        DecisionKind.ModelPhrase => Known(Described(candidate.Phrase!.Full)),
        DecisionKind.Developer or DecisionKind.Partner or DecisionKind.Adopter or DecisionKind.RevisedDeveloper or DecisionKind.RevisedPartner or DecisionKind.RevisedAdopter => Role(candidate),
        DecisionKind.Specialty or DecisionKind.RevisedSpecialty => OfRecord(candidate.Model!, r => r.Specialties.Any(s => Labels.TryParse(s.Label, out Specialty label) && label == candidate.Label)),
        DecisionKind.Claim => Claim(candidate),
        DecisionKind.Record => Record(candidate.Model!),
        DecisionKind.Value => Value(candidate),
        DecisionKind.WholeRecord => Whole(candidate.Selected!),
        _ => null,
    };

    /// <summary>The gold record that a model stands for; -1 for none.</summary>
    public int RecordOf(ModelEntity model) => model.IsNamed
        ? model.Mentions.Select(m => RecordAt(m.Name.Tokens)).FirstOrDefault(r => r >= 0, -1)
        : Described(model.Phrases[0].Full);

    /// <summary>The institution of gold that an entity stands for; -1 for none.</summary>
    public int InstitutionOf(OrganisationEntity organisation)
    {
        foreach (var mention in organisation.Mentions)
        {
            foreach (var place in names.Places)
            {
                if (place.Institution >= 0 && place.Tokens.Overlaps(mention.Tokens))
                {
                    return place.Institution;
                }
            }
        }

        return -1;
    }

    /// <summary>
    /// Takes note of an article's selected records, before questions about their values are answered: the first that stands for a gold record
    /// is matched with it; models without a name only by hospital and field.
    /// </summary>
    public void Match(IReadOnlyList<SelectedRecord> selected, IReadOnlyList<OrganisationEntity> organisations)
    {
        this.organisations = organisations;
        matched.Clear();
        foreach (var record in selected)
        {
            var index = RecordOf(record.Model.Model);
            if (index >= 0 && !matched.ContainsValue(index) && (records[index].Model.Name is not null || IsRecognised(record, records[index])))
            {
                matched.Add(record, index);
            }
        }
    }

    private bool IsRecognised(SelectedRecord record, GoldRecord gold) =>
        record.Specialties.Any(s => HasLabel(gold, s.Label)) && record.Roles.Any(r => r.Role == OrganisationRole.Developer && HasRole(gold, organisations[r.Organisation], r.Role));

    private static bool HasLabel(GoldRecord gold, Specialty label) => gold.Specialties.Any(s => Labels.TryParse(s.Label, out Specialty of) && of == label);

    private static bool HasScope(GoldRecord gold, ClaimScope scope) => gold.FirstOfKind.Any(c => Labels.TryParse(c.Scope, out ClaimScope of) && of == scope);

    private bool? Value(Candidate candidate)
    {
        if (!matched.TryGetValue(candidate.Selected!, out var index))
        {
            return RecordOf(candidate.Selected!.Model.Model) is var open and >= 0 && records[open].Optional ? null : false;
        }

        var gold = records[index];
        return gold.Optional ? null
            : candidate.SelectedRole is { } role ? HasRole(gold, organisations[role.Organisation], role.Role)
            : candidate.Label is { } label ? HasLabel(gold, label)
            : candidate.Scope is not { } scope || HasScope(gold, scope);
    }

    private bool? Whole(SelectedRecord record)
    {
        if (!matched.TryGetValue(record, out var index))
        {
            return RecordOf(record.Model.Model) is var open and >= 0 && records[open].Optional ? null : false;
        }

        var gold = records[index];
        var roles = record.Roles.Where(r => r.Role != OrganisationRole.Adopter).ToList();
        return gold.Optional ? null
            : roles.Count == gold.Hospitals.Count + gold.Partners.Count && roles.TrueForAll(r => HasRole(gold, organisations[r.Organisation], r.Role))
            && record.Specialties.Count == gold.Specialties.Count && record.Specialties.All(s => HasLabel(gold, s.Label))
            && record.Claims.Count == gold.FirstOfKind.Count && record.Claims.All(c => HasScope(gold, c.Scope));
    }

    private bool? Known(int record) => record < 0 ? false : records[record].Optional ? null : true;

    private int RecordAt(TokenRange tokens)
    {
        foreach (var place in names.Places)
        {
            if (place.Record >= 0 && place.Tokens.Overlaps(tokens))
            {
                return place.Record;
            }
        }

        return -1;
    }

    private int Described(TokenRange phrase) => Array.FindIndex(descriptions, d => d is { } range && range.Overlaps(phrase));

    private bool? OfRecord(ModelEntity model, Func<GoldRecord, bool> holds)
    {
        var record = RecordOf(model);
        return record < 0 || records[record].Optional ? null : holds(records[record]);
    }

    /// <summary>Who made or uses what is no record is left open, but that no hospital made it is known.</summary>
    private bool? Role(Candidate candidate)
    {
        var record = RecordOf(candidate.Model!);
        if (record < 0)
        {
            return candidate.Role == OrganisationRole.Developer ? false : null;
        }

        if (records[record].Optional)
        {
            return null;
        }

        return HasRole(records[record], candidate.Organisation!, candidate.Role);
    }

    /// <summary>Whether gold gives an institution the role in a record.</summary>
    public bool HasRole(GoldRecord record, OrganisationEntity organisation, OrganisationRole role)
    {
        var institution = InstitutionOf(organisation);
        var all = role switch
        {
            OrganisationRole.Developer => record.Hospitals,
            OrganisationRole.Partner => record.Partners,
            _ => record.Adopters,
        };
        return institution >= 0 && all.Any(o => names.InstitutionOf(o) == institution);
    }

    private bool? Claim(Candidate candidate)
    {
        var record = RecordOf(candidate.Model!);
        if (record < 0 || records[record].Optional)
        {
            return record < 0 ? false : null;
        }

        var tokens = candidate.Claim!.Tokens;
        if (records[record].FirstOfKind.Any(c => names.FirstPlace(c.Text)?.Overlaps(tokens) == true))
        {
            return true;
        }

        // The same claim told again is annotated once only.
        var scope = candidate.Claim.Scope ?? ClaimScope.Unspecified;
        return records[record].FirstOfKind.Any(c => Labels.TryParse(c.Scope, out ClaimScope known) && known == scope) ? null : false;
    }

    /// <summary>A second model that stands for the same record is one too many.</summary>
    private bool? Record(ModelEntity model)
    {
        var record = RecordOf(model);
        if (record < 0 || records[record].Optional)
        {
            return Known(record);
        }

        return ownerOf.TryAdd(record, model) || ownerOf[record] == model;
    }
}
