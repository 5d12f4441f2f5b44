using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.App.Review.Simulation;

/// <summary>What the reviewer, who knows gold, makes of a record.</summary>
internal enum Verdict
{
    /// <summary>Right as it is: confirmed.</summary>
    Right,

    /// <summary>Speaks of a model that is in gold, with wrong values: corrected.</summary>
    Wrong,

    /// <summary>Speaks of nothing that is in gold: rejected.</summary>
    False,
}

/// <summary>A record of the simulated store.</summary>
internal sealed record SimulatedRecord(QueueRecord Queue, Verdict Verdict);

/// <summary>An article of the simulated store, with what its reviewer will find.</summary>
/// <param name="Id">The article.</param>
/// <param name="Records">What was extracted; records that gold leaves open are not among them.</param>
/// <param name="Missed">Gold records that were not found.</param>
internal sealed record SimulatedArticle(string Id, IReadOnlyList<SimulatedRecord> Records, int Missed)
{
    /// <summary>Gold records of the article that count.</summary>
    public int Gold => Records.Count(r => r.Verdict != Verdict.False) + Missed;

    /// <summary>An article as the extractor left it.</summary>
    public static SimulatedArticle Of(string id, IReadOnlyList<GoldRecord> gold, IReadOnlyList<ModelRecord> extracted)
    {
        var byOutput = new Dictionary<RecordOutput, ModelRecord>(ReferenceEqualityComparer.Instance);
        foreach (var record in extracted)
        {
            byOutput[RecordOutput.Of(record)] = record;
        }

        var aligned = RecordAligner.Strict.Align(gold, [.. byOutput.Keys]).Where(a => !a.IsOptional).ToList();
        return new SimulatedArticle(
            id,
            [.. aligned.Where(a => a.System is not null).Select(a => new SimulatedRecord(ToQueue(id, byOutput[a.System!]), a.Gold is null ? Verdict.False : a.IsRight ? Verdict.Right : Verdict.Wrong))],
            aligned.Count(a => a.System is null));
    }

    /// <summary>
    /// An article as an extractor would leave it whose confidences mean what they say: each gold record is found with the given share and right with
    /// a probability that is drawn and then shown as its confidence. For seeing what an order does apart from any one extractor's faults.
    /// </summary>
    /// <param name="id">The article.</param>
    /// <param name="gold">Its gold.</param>
    /// <param name="rightShare">Mean share of right records, above 0 and below 1.</param>
    /// <param name="foundShare">Share of gold records that are found.</param>
    /// <param name="random">Source of the draws.</param>
    public static SimulatedArticle Calibrated(string id, IReadOnlyList<GoldRecord> gold, double rightShare, double foundShare, Random random)
    {
        var records = new List<SimulatedRecord>();
        var missed = 0;
        foreach (var record in gold.Where(g => !g.Optional))
        {
            if (random.NextDouble() >= foundShare)
            {
                missed++;
                continue;
            }

            // The power of an even draw has the mean 1 / (1 + exponent): most confidences are near 1, as a trained extractor's are.
            var confidence = Math.Pow(random.NextDouble(), (1 / rightShare) - 1);
            var verdict = random.NextDouble() < confidence ? Verdict.Right : random.NextDouble() < 0.75 ? Verdict.Wrong : Verdict.False;
            var name = record.Model.Name ?? record.Model.Description ?? "";
            var hospitals = record.Hospitals.Select(h => h.Name).ToList();
            records.Add(new SimulatedRecord(
                new QueueRecord($"{id}.{records.Count}", name, string.Join('|', [RecordValues.Key(name), .. hospitals.Select(RecordValues.Key)]), hospitals, confidence, [], ["simulated"], ReviewReason.Unsure), verdict));
        }

        return new SimulatedArticle(id, records, missed);
    }

    private static QueueRecord ToQueue(string id, ModelRecord record) => new(
        $"{id}.{record.Id}", RecordValues.NameOf(record.Model), RecordValues.Signature(record), [.. record.Hospitals.Select(h => h.Name)], record.Confidence, [],
        [.. record.Values.Select(v => v.ProposedBy).Distinct(StringComparer.Ordinal)], ReviewReason.Unsure);
}
