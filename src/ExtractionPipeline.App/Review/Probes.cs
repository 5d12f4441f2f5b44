using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review;

/// <summary>
/// Values that are wrong on purpose, to learn whether reviewers still look: an undecided record is shown with one specialty more than was proposed.
/// Which record and which value follow from a draw, so nothing about them is stored, and none can reach the store.
/// </summary>
internal static class Probes
{
    /// <summary>The wrong value that this reviewer sees in the record; null for most.</summary>
    public static SpecialtyValue? Of(ReviewedRecord reviewed, string reviewer, double share)
    {
        if (share <= 0 || reviewed.Revision != 0 || reviewed.IsDecided || Draw.Of(Draw.Probe, $"{reviewed.Subject}\n{reviewer}") >= share)
        {
            return null;
        }

        var labels = Enum.GetValues<Specialty>().Except(reviewed.Record.Specialties.Select(s => s.Label)).Except([Specialty.General]).ToList();
        var model = reviewed.Record.Model;
        var like = reviewed.Record.Specialties.Count > 0 ? reviewed.Record.Specialties[0] : null;
        return labels.Count == 0 || model.Evidence.Count == 0 ? null : new SpecialtyValue
        {
            Label = labels[(int)(Draw.Of("probe-label", reviewed.Subject) * labels.Count)],
            Text = (like?.Evidence ?? model.Evidence)[0].Text,
            Evidence = [(like?.Evidence ?? model.Evidence)[0]],
            Confidence = like?.Confidence ?? model.Confidence,
            ProposedBy = like?.ProposedBy ?? model.ProposedBy,
        };
    }

    public static ModelRecord Shown(ModelRecord record, SpecialtyValue? probe) => probe is null ? record : record with { Specialties = [.. record.Specialties, probe] };

    /// <summary>The request without the wrong value, and whether the reviewer noticed it.</summary>
    public static (DecisionRequest Request, ProbeResult Result) Take(DecisionRequest request, SpecialtyValue? probe)
    {
        if (probe is null || request.Kind is DecisionKind.Remark or DecisionKind.Skip or DecisionKind.Undo or DecisionKind.Reject or DecisionKind.Merge or DecisionKind.Split)
        {
            return (request, ProbeResult.None);
        }

        var label = probe.Label.Label();
        switch (request.Kind)
        {
            case DecisionKind.AcceptValue:
                return request.Value is { Field: RecordField.Specialties } value && value.Text == label
                    ? (request with { Kind = DecisionKind.Remark, Value = null, Remark = "Accepted a value that was put in wrong on purpose." }, ProbeResult.Missed)
                    : (request, ProbeResult.None);
            case DecisionKind.Confirm:
                return (request, ProbeResult.Missed);
            default:
                var isLeft = request.After.Any(a => a?.Specialties?.Any(s => s?.Label == label) == true);
                var after = request.After.Select(a => a?.Specialties is null ? a! : a with { Specialties = [.. a.Specialties.Where(s => s?.Label != label)] });
                return (request with { After = [.. after] }, isLeft && request.Kind == DecisionKind.Edit ? ProbeResult.None : isLeft ? ProbeResult.Missed : ProbeResult.Noticed);
        }
    }
}
