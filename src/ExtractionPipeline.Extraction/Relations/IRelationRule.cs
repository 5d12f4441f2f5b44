namespace ExtractionPipeline.Extraction.Relations;

/// <summary>Finds in one sentence what institutions are to models. Rules know nothing of each other; adding one means listing it in <see cref="RelationRules"/>.</summary>
internal interface IRelationRule
{
    /// <summary>The rule's name: origin of values and key of its reliability.</summary>
    string Name { get; }

    /// <summary>Adds what the sentence says to <paramref name="found"/>.</summary>
    void Apply(Discourse discourse, SentenceView view, List<RoleEvidence> found);
}
