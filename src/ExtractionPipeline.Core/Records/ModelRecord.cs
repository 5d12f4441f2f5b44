namespace ExtractionPipeline.Core.Records;

/// <summary>What becomes of a record without a person's decision.</summary>
public enum Disposition
{
    /// <summary>Sure enough to be used as it is.</summary>
    Accepted,

    /// <summary>A person should look at it.</summary>
    Review,
}

/// <summary>One medical AI model that a hospital had a part in making, as one article tells of it.</summary>
public sealed record ModelRecord
{
    /// <summary>Identifies the record within its article: the same article text and extractor give the same id.</summary>
    public required string Id { get; init; }

    /// <summary>The model.</summary>
    public required ModelValue Model { get; init; }

    /// <summary>The hospitals that made it; empty when the article makes plain that a hospital did and does not say which.</summary>
    public IReadOnlyList<OrganisationValue> Hospitals { get; init; } = [];

    /// <summary>Hospitals that only use or test it; none of them also in <see cref="Hospitals"/>.</summary>
    public IReadOnlyList<OrganisationValue> Adopters { get; init; } = [];

    /// <summary>Clinical fields, each at most once.</summary>
    public IReadOnlyList<SpecialtyValue> Specialties { get; init; } = [];

    /// <summary>Others who took part in making it.</summary>
    public IReadOnlyList<OrganisationValue> Partners { get; init; } = [];

    /// <summary>First-of-kind claims, at most one a scope.</summary>
    public IReadOnlyList<FirstOfKindValue> FirstOfKind { get; init; } = [];

    /// <summary>Probability in 0..1 that the whole record is right.</summary>
    public required double Confidence { get; init; }

    /// <summary>What becomes of it without a person's decision.</summary>
    public required Disposition Disposition { get; init; }

    /// <summary>Every value of the record, the model first.</summary>
    public IEnumerable<FieldValue> Values =>
        [Model, .. Hospitals, .. Adopters, .. Specialties, .. Partners, .. FirstOfKind];
}
