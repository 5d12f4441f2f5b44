namespace ExtractionPipeline.Core.Records;

/// <summary>A value of a record with its origin. Never a bare string: it knows where it stands in the text, what proposed it and how sure that is.</summary>
public abstract record FieldValue
{
    /// <summary>Probability in 0..1 that the value is right.</summary>
    public required double Confidence { get; init; }

    /// <summary>At least one place that shows the value, the best first.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>The rule or model that proposed the value, for explanation and error analysis ("developed-by", "apposition").</summary>
    public required string ProposedBy { get; init; }
}

/// <summary>The model itself: a proper name, or for an unnamed one the phrase that identifies it.</summary>
public sealed record ModelValue : FieldValue
{
    /// <summary>The proper name, without quotation marks and generic tail; null for a model without a name.</summary>
    public required string? Name { get; init; }

    /// <summary>Other names and spellings of the same model in the article, not equal to <see cref="Name"/>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The shortest identifying phrase; set exactly when <see cref="Name"/> is null.</summary>
    public string? Description { get; init; }
}

/// <summary>A hospital, adopter or partner.</summary>
public sealed record OrganisationValue : FieldValue
{
    /// <summary>The fullest form that the article gives.</summary>
    public required string Name { get; init; }

    /// <summary>Other forms in the article, not equal to <see cref="Name"/>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Stable identifier across articles: lower-case letters and digits joined by hyphens.</summary>
    public required string Id { get; init; }
}

/// <summary>A clinical field that the model is for.</summary>
public sealed record SpecialtyValue : FieldValue
{
    /// <summary>The field.</summary>
    public required Specialty Label { get; init; }

    /// <summary>The words of the article that show it.</summary>
    public required string Text { get; init; }
}

/// <summary>A claim that the model is the first of its kind.</summary>
public sealed record FirstOfKindValue : FieldValue
{
    /// <summary>How far the claim reaches.</summary>
    public required ClaimScope Scope { get; init; }

    /// <summary>The claim in the article's words.</summary>
    public required string Text { get; init; }
}
