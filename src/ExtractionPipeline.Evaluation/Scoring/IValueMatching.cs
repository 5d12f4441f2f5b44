using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Gold;

namespace ExtractionPipeline.Evaluation.Scoring;

/// <summary>Says when a system value counts as the gold value.</summary>
public interface IValueMatching
{
    /// <summary>Whether two records speak of the same model.</summary>
    bool IsSameModel(GoldRecord gold, RecordOutput system);

    /// <summary>Whether two entries name the same institution.</summary>
    bool IsSameOrganisation(GoldOrganisation gold, OrganisationOutput system);

    /// <summary>Whether two entries say the same field.</summary>
    bool IsSameSpecialty(GoldSpecialty gold, SpecialtyOutput system);

    /// <summary>Whether two entries make the same claim.</summary>
    bool IsSameClaim(GoldClaim gold, FirstOfKindOutput system);
}
