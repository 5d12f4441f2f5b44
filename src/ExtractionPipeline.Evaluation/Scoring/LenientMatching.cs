using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Gold;

namespace ExtractionPipeline.Evaluation.Scoring;

/// <summary>
/// Matching by partial overlap of strings: whatever matches strictly, and names or phrases that share at least half of their words
/// (Jaccard index of the normalised words) or of which one contains the other. Tells a wrong boundary from a value not found.
/// </summary>
public sealed class LenientMatching : IValueMatching
{
    private const double LeastOverlap = 0.5;
    private const int ShortestPart = 4;

    private readonly StrictMatching strict = new();

    /// <inheritdoc />
    public bool IsSameModel(GoldRecord gold, RecordOutput system)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(system);
        if (strict.IsSameModel(gold, system))
        {
            return true;
        }

        return gold.Model.Name is not null && system.Model.Name is not null
            ? AnyOverlap(ValueNames.Of(gold.Model), ValueNames.Of(system.Model), NameNormalisation.Fold)
            : gold.Model.Name is null && system.Model.Name is null && Overlaps(NameNormalisation.Fold(gold.Model.Description ?? ""), NameNormalisation.Fold(system.Model.Description ?? ""));
    }

    /// <inheritdoc />
    public bool IsSameOrganisation(GoldOrganisation gold, OrganisationOutput system) =>
        strict.IsSameOrganisation(gold, system) || AnyOverlap(ValueNames.Of(gold), ValueNames.Of(system), NameNormalisation.Organisation);

    /// <inheritdoc />
    public bool IsSameSpecialty(GoldSpecialty gold, SpecialtyOutput system) =>
        strict.IsSameSpecialty(gold, system) || Overlaps(NameNormalisation.Fold(gold.Text), NameNormalisation.Fold(system.Text));

    /// <inheritdoc />
    public bool IsSameClaim(GoldClaim gold, FirstOfKindOutput system) =>
        strict.IsSameClaim(gold, system) || Overlaps(NameNormalisation.Fold(gold.Text), NameNormalisation.Fold(system.Text));

    private static bool AnyOverlap(IEnumerable<string> left, IEnumerable<string> right, Func<string, string> normalise)
    {
        var others = right.Select(normalise).ToList();
        return left.Select(normalise).Any(l => others.Exists(r => Overlaps(l, r)));
    }

    /// <summary>Whether two normalised texts share half of their words, or one contains the other.</summary>
    internal static bool Overlaps(string left, string right)
    {
        var (shorter, longer) = left.Length <= right.Length ? (left, right) : (right, left);
        if (shorter.Length >= ShortestPart && longer.Contains(shorter, StringComparison.Ordinal))
        {
            return true;
        }

        var (a, b) = (Words(left), Words(right));
        var shared = a.Count(b.Contains);
        return shared > 0 && shared >= LeastOverlap * (a.Count + b.Count - shared);
    }

    private static HashSet<string> Words(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
