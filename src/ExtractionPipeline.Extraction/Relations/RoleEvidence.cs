using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Relations;

/// <summary>What an institution is to a model.</summary>
internal enum OrganisationRole
{
    /// <summary>A hospital that made it.</summary>
    Developer,

    /// <summary>Another institution that took part in making it.</summary>
    Partner,

    /// <summary>A hospital that uses or tests it.</summary>
    Adopter,

    /// <summary>The owner of a product: "Alibaba's PANDA".</summary>
    Owner,

    /// <summary>Said not to have taken part, or named as a foundation only.</summary>
    None,
}

/// <summary>What one place in the text says of an institution's role towards a model.</summary>
/// <param name="Model">Index of the model.</param>
/// <param name="Organisation">Index of the institution.</param>
/// <param name="Role">The role.</param>
/// <param name="Rule">The rule that found it; its reliability is kept under this name.</param>
/// <param name="Place">The institution's mention, or the reference that stands for it.</param>
internal sealed record RoleEvidence(int Model, int Organisation, OrganisationRole Role, string Rule, TokenRange Place);
