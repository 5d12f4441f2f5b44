using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Decoding;
using ExtractionPipeline.Extraction.Features;

namespace ExtractionPipeline.Extraction.Confidence;

/// <summary>How sure the values of a selected record are, in the order of the selection, and the record as a whole.</summary>
/// <param name="Model">Of the model itself: that there is such a record.</param>
/// <param name="Roles">Of each institution.</param>
/// <param name="Specialties">Of each field.</param>
/// <param name="Claims">Of each claim.</param>
/// <param name="Whole">That nothing is wrong or missing.</param>
internal sealed record RecordCertainty(float Model, IReadOnlyList<float> Roles, IReadOnlyList<float> Specialties, IReadOnlyList<float> Claims, float Whole);

/// <summary>Turns the classifiers' probabilities into how sure a value is: that its record is right and the value belongs to it.</summary>
internal sealed class RecordConfidence(CandidateScorer scorer)
{
    public RecordCertainty Of(SelectedRecord record)
    {
        var model = Value(record, "model", record.Model.Record, new Candidate(DecisionKind.Value) { Selected = record });
        var roles = record.Roles.Select(r => Value(record, r.Role.ToString(), r.Probability, new Candidate(DecisionKind.Value) { Selected = record, SelectedRole = r })).ToList();
        var specialties = record.Specialties.Select(s => Value(record, "specialty", s.Probability, new Candidate(DecisionKind.Value) { Selected = record, Label = s.Label })).ToList();
        var claims = record.Claims.Select(c => Value(record, "claim", c.Probability, new Candidate(DecisionKind.Value) { Selected = record, Scope = c.Scope })).ToList();
        RecordFeatures.OfWhole(scorer.Next(), record, model, roles, specialties, claims);
        var whole = scorer.Judge(DecisionKind.WholeRecord, () => new Candidate(DecisionKind.WholeRecord) { Selected = record });
        return new RecordCertainty(model, roles, specialties, claims, whole);
    }

    private float Value(SelectedRecord record, string field, float probability, Candidate candidate)
    {
        RecordFeatures.OfValue(scorer.Next(), field, probability, record.Model.Record);
        return scorer.Judge(DecisionKind.Value, () => candidate);
    }
}
