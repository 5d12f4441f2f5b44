using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Entities;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Decoding;

/// <summary>An institution's possible role towards a model.</summary>
internal sealed record DecodedRole(int Organisation, OrganisationRole Role, float Probability);

/// <summary>A possible field of a model, with the place that shows it best.</summary>
internal sealed record DecodedSpecialty(Specialty Label, TokenRange Tokens, float Probability);

/// <summary>A possible claim about a model.</summary>
internal sealed record DecodedClaim(ClaimScope Scope, TokenRange Tokens, float Probability);

/// <summary>A possible model with everything that may be said of it, each with its probability.</summary>
/// <param name="Model">The model.</param>
/// <param name="Score">Probability that it is a model that a hospital made, by its own name or phrase.</param>
internal sealed record DecodedModel(ModelEntity Model, float Score)
{
    public IReadOnlyList<DecodedRole> Roles { get; init; } = [];

    public IReadOnlyList<DecodedSpecialty> Specialties { get; init; } = [];

    public IReadOnlyList<DecodedClaim> Claims { get; init; } = [];

    /// <summary>Probability that there is a record of it, seen with all that was found.</summary>
    public float Record { get; init; }
}
