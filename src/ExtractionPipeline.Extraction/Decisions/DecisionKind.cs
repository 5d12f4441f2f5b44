namespace ExtractionPipeline.Extraction.Decisions;

/// <summary>The questions that classifiers answer, in the order in which they are asked.</summary>
internal enum DecisionKind
{
    /// <summary>Is this name that of a model which a hospital made?</summary>
    ModelName,

    /// <summary>Does this phrase bring in a model without a name that a hospital made?</summary>
    ModelPhrase,

    /// <summary>Did this institution, as a hospital, make the model?</summary>
    Developer,

    /// <summary>Did this institution take part in making it without being a hospital?</summary>
    Partner,

    /// <summary>Does this hospital only use it?</summary>
    Adopter,

    /// <summary><see cref="Developer"/> once more, knowing what was found of all other institutions and models.</summary>
    RevisedDeveloper,

    /// <summary><see cref="Partner"/> once more.</summary>
    RevisedPartner,

    /// <summary><see cref="Adopter"/> once more.</summary>
    RevisedAdopter,

    /// <summary>Is the model for this clinical field?</summary>
    Specialty,

    /// <summary><see cref="Specialty"/> once more, knowing what was found of all other fields and models.</summary>
    RevisedSpecialty,

    /// <summary>Is this a claim that the model is the first of its kind?</summary>
    Claim,

    /// <summary>Is there a record of this model at all, seen with all that was found of it?</summary>
    Record,

    /// <summary>Is this value of a record right?</summary>
    Value,

    /// <summary>Is the record right in every field?</summary>
    WholeRecord,
}
