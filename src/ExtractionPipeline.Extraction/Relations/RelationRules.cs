namespace ExtractionPipeline.Extraction.Relations;

/// <summary>The list of relation rules, and the step that applies them all.</summary>
internal sealed class RelationRules
{
    private readonly IReadOnlyList<IRelationRule> rules =
    [
        new DevelopedByRule(),
        new DevelopsRule(),
        new TogetherWithRule(),
        new ContributesRule(),
        new PossessionRule(),
        new AdoptionRule(),
        new TableRule(),
        new NotInvolvedRule(),
    ];

    /// <summary>What all sentences say, in text order.</summary>
    public List<RoleEvidence> Apply(Discourse discourse)
    {
        var found = new List<RoleEvidence>();
        foreach (var view in discourse.Sentences)
        {
            if (view.Chunks.Count == 0)
            {
                continue;
            }

            foreach (var rule in rules)
            {
                rule.Apply(discourse, view, found);
            }
        }

        return found;
    }
}
