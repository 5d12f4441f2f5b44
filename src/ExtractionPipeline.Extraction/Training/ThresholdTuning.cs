using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Extraction.Assembly;
using ExtractionPipeline.Extraction.Decisions;
using ExtractionPipeline.Extraction.Decoding;
using ExtractionPipeline.Extraction.Relations;

namespace ExtractionPipeline.Extraction.Training;

/// <summary>
/// Chooses the decoder's thresholds: one after the other the value with the best slot F1 on articles that the classifiers have not seen,
/// round after round until nothing gets better.
/// </summary>
internal sealed class ThresholdTuning(IReadOnlyList<(DecodedArticle Article, GoldAlignment Gold)> articles)
{
    private const int Rounds = 3;

    private static readonly float[] Grid = [0.2f, 0.25f, 0.3f, 0.35f, 0.4f, 0.45f, 0.5f, 0.55f, 0.6f];

    private static readonly Func<DecodingThresholds, float, DecodingThresholds>[] Settings =
    [
        (t, v) => t with { Record = v },
        (t, v) => t with { Developer = v },
        (t, v) => t with { Partner = v },
        (t, v) => t with { Adopter = v },
        (t, v) => t with { Specialty = v },
        (t, v) => t with { Claim = v },
    ];

    public DecodingThresholds Run(DecodingThresholds start)
    {
        var best = start;
        var score = F1(best);
        for (var round = 0; round < Rounds; round++)
        {
            var before = score;
            foreach (var setting in Settings)
            {
                foreach (var value in Grid)
                {
                    var tried = setting(best, value);
                    var reached = F1(tried);
                    if (reached > score)
                    {
                        (best, score) = (tried, reached);
                    }
                }
            }

            if (score - before < 1e-4)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>Slot F1 over all articles, adopters counted as a field of their own at half weight so that their threshold is not left to chance.</summary>
    private double F1(DecodingThresholds thresholds)
    {
        double right = 0, proposed = 0, gold = 0;
        foreach (var (article, alignment) in articles)
        {
            var (r, p, g) = SlotCounts.Of(RecordSelection.Select(article, thresholds), article, alignment);
            right += r;
            proposed += p;
            gold += g;
        }

        return proposed + gold == 0 ? 0 : 2 * right / (proposed + gold);
    }
}

/// <summary>Counts right, proposed and true values of an article.</summary>
internal static class SlotCounts
{
    private const double AdopterWeight = 0.5;

    public static (double Right, double Proposed, double Gold) Of(IReadOnlyList<SelectedRecord> selected, DecodedArticle article, GoldAlignment alignment)
    {
        double right = 0, proposed = 0;
        alignment.Match(selected, article.Discourse.Organisations);
        foreach (var record in selected)
        {
            foreach (var (weight, candidate) in Values(record))
            {
                if (alignment.AnswerTo(candidate) is { } answer)
                {
                    proposed += weight;
                    right += answer ? weight : 0;
                }
            }
        }

        return (right, proposed, alignment.Records.Where(r => !r.Optional).Sum(Size));
    }

    private static IEnumerable<(double Weight, Candidate Candidate)> Values(SelectedRecord record)
    {
        var value = new Candidate(DecisionKind.Value) { Selected = record };
        return record.Roles.Select(r => (r.Role == OrganisationRole.Adopter ? AdopterWeight : 1, value with { SelectedRole = r }))
            .Concat(record.Specialties.Select(s => (1.0, value with { Label = s.Label })))
            .Concat(record.Claims.Select(c => (1.0, value with { Scope = c.Scope })))
            .Prepend((1.0, value));
    }

    private static double Size(GoldRecord record) =>
        1 + record.Hospitals.Count + record.Partners.Count + record.Specialties.Count + record.FirstOfKind.Count + (AdopterWeight * record.Adopters.Count);
}
