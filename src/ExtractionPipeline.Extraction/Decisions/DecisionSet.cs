namespace ExtractionPipeline.Extraction.Decisions;

/// <summary>From which probability on the decoder takes something for true; chosen in training for the best F1.</summary>
internal sealed record DecodingThresholds
{
    /// <summary>Names below are not looked at further.</summary>
    public float ModelName { get; init; } = 0.08f;

    /// <summary>Phrases below are not looked at further.</summary>
    public float ModelPhrase { get; init; } = 0.12f;

    /// <summary>Models below are not what a pronoun stands for.</summary>
    public float Topic { get; init; } = 0.3f;

    public float Record { get; init; } = 0.45f;

    public float Developer { get; init; } = 0.45f;

    public float Partner { get; init; } = 0.45f;

    public float Adopter { get; init; } = 0.45f;

    public float Specialty { get; init; } = 0.45f;

    public float Claim { get; init; } = 0.45f;
}

/// <summary>All trained answers together; while training, those of later questions are still missing.</summary>
/// <param name="Models">By question; null for one that is not trained yet.</param>
/// <param name="Thresholds">For the decoder.</param>
internal sealed record DecisionSet(IReadOnlyList<DecisionModel?> Models, DecodingThresholds Thresholds)
{
    /// <summary>Nothing trained.</summary>
    public static DecisionSet Empty { get; } = new(new DecisionModel?[Enum.GetValues<DecisionKind>().Length], new DecodingThresholds());

    public DecisionModel? this[DecisionKind kind] => Models[(int)kind];

    /// <summary>The set with one answer more or replaced.</summary>
    public DecisionSet With(DecisionModel model)
    {
        var models = Models.ToArray();
        models[(int)model.Kind] = model;
        return this with { Models = models };
    }
}
