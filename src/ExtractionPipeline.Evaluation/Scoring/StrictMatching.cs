using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Gold;

namespace ExtractionPipeline.Evaluation.Scoring;

/// <summary>Matching as the annotation guide's section 4 says.</summary>
public sealed class StrictMatching : IValueMatching
{
    private const int ShortestChineseName = 4;

    /// <inheritdoc />
    public bool IsSameModel(GoldRecord gold, RecordOutput system)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(system);
        var isNamed = !string.IsNullOrEmpty(gold.Model.Name);
        if (isNamed != !string.IsNullOrEmpty(system.Model.Name))
        {
            return false;
        }

        if (isNamed)
        {
            var names = ValueNames.Of(gold.Model).Select(NameNormalisation.Model).ToHashSet();
            return ValueNames.Of(system.Model).Select(NameNormalisation.Model).Any(names.Contains);
        }

        var labels = gold.Specialties.Select(s => s.Label).ToHashSet();
        return system.Specialties.Any(s => labels.Contains(s.Label))
            && gold.Hospitals.Any(g => system.Hospitals.Any(s => IsSameOrganisation(g, s)));
    }

    /// <inheritdoc />
    public bool IsSameOrganisation(GoldOrganisation gold, OrganisationOutput system)
    {
        var a = ValueNames.Of(gold).Select(NameNormalisation.Organisation).ToHashSet();
        var b = ValueNames.Of(system).Select(NameNormalisation.Organisation).ToHashSet();
        return a.Overlaps(b) || a.Any(x => b.Any(y => x.Length <= y.Length ? IsPart(x, y) : IsPart(y, x)));
    }

    /// <inheritdoc />
    public bool IsSameSpecialty(GoldSpecialty gold, SpecialtyOutput system)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(system);
        return gold.Label == system.Label;
    }

    /// <inheritdoc />
    public bool IsSameClaim(GoldClaim gold, FirstOfKindOutput system)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(system);
        return gold.Scope == system.Scope;
    }

    /// <summary>The shorter as whole words within the longer; at least two words, or four Chinese characters.</summary>
    private static bool IsPart(string shorter, string longer)
    {
        if (NameNormalisation.HasCjk(shorter))
        {
            return shorter.Length >= ShortestChineseName && longer.Contains(shorter, StringComparison.Ordinal);
        }

        if (!shorter.Contains(' ', StringComparison.Ordinal))
        {
            return false;
        }

        for (var at = longer.IndexOf(shorter, StringComparison.Ordinal); at >= 0; at = longer.IndexOf(shorter, at + 1, StringComparison.Ordinal))
        {
            if (IsBorder(longer, at, shorter[0]) && IsBorder(longer, at + shorter.Length, shorter[^1]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a word begins or ends at the place: exactly one of its two sides is part of a word.</summary>
    private static bool IsBorder(string text, int at, char inner)
    {
        var before = at > 0 && IsWord(text[at - 1]);
        var behind = at < text.Length && IsWord(text[at]);
        return before != behind || (!IsWord(inner) && before == behind && before);
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
