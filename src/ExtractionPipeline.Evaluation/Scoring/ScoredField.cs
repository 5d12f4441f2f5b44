namespace ExtractionPipeline.Evaluation.Scoring;

/// <summary>The fields that are scored.</summary>
public enum ScoredField
{
    /// <summary>The model's name.</summary>
    Model,

    /// <summary>Developing hospitals.</summary>
    Hospitals,

    /// <summary>Clinical fields.</summary>
    Specialties,

    /// <summary>Partners.</summary>
    Partners,

    /// <summary>Claims.</summary>
    FirstOfKind,

    /// <summary>Adopters; not part of slot F1 and record accuracy.</summary>
    Adopters,
}

/// <summary>What the guide says of the fields.</summary>
public static class ScoredFields
{
    /// <summary>All fields in the order in which they are reported.</summary>
    public static IReadOnlyList<ScoredField> All { get; } = Enum.GetValues<ScoredField>();

    /// <summary>Whether the field counts in slot F1 and record accuracy.</summary>
    public static bool IsCore(this ScoredField field) => field != ScoredField.Adopters;

    /// <summary>The field's key in gold files and output: "firstOfKind".</summary>
    public static string Key(this ScoredField field) => char.ToLowerInvariant(field.ToString()[0]) + field.ToString()[1..];
}
