using ExtractionPipeline.Extraction.Confidence;

namespace ExtractionPipeline.Extraction.Relations;

/// <summary>An institution's one role towards a model, with all that speaks for it.</summary>
internal sealed record RoleDecision(int Model, int Organisation, OrganisationRole Role, double Confidence, IReadOnlyList<RoleEvidence> Evidence);

/// <summary>Gives each institution one role towards each model: whoever made it does not count as a user, whoever is said to be uninvolved is out.</summary>
internal sealed class RoleDecider(RuleReliability reliability)
{
    public List<RoleDecision> Decide(IEnumerable<RoleEvidence> evidence)
    {
        var decisions = new List<RoleDecision>();
        foreach (var pair in evidence.GroupBy(e => (e.Model, e.Organisation)))
        {
            if (pair.Any(e => e.Role == OrganisationRole.None))
            {
                continue;
            }

            var best = pair.GroupBy(e => e.Role)
                .Select(role => (Role: role.Key, Confidence: Combine(role), Evidence: role.ToList()))
                .OrderBy(r => Rank(r.Role)).ThenByDescending(r => r.Confidence)
                .First();
            decisions.Add(new RoleDecision(pair.Key.Model, pair.Key.Organisation, best.Role, best.Confidence, best.Evidence));
        }

        return decisions;
    }

    /// <summary>Each rule counts once, as if the rules erred independently of each other (noisy or).</summary>
    private double Combine(IEnumerable<RoleEvidence> evidence) =>
        1 - evidence.Select(e => e.Rule).Distinct().Aggregate(1.0, (wrong, rule) => wrong * (1 - reliability.Of(rule)));

    private static int Rank(OrganisationRole role) => role switch
    {
        OrganisationRole.Developer or OrganisationRole.Partner => 0,
        OrganisationRole.Owner => 1,
        _ => 2,
    };
}
