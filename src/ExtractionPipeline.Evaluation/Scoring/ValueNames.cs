using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Gold;

namespace ExtractionPipeline.Evaluation.Scoring;

/// <summary>All names under which a value may be known, empty ones left out.</summary>
internal static class ValueNames
{
    public static IEnumerable<string> Of(GoldModel model) => Given(model.Name, model.Aliases);

    public static IEnumerable<string> Of(ModelOutput model) => Given(model.Name, model.Aliases);

    public static IEnumerable<string> Of(GoldOrganisation organisation) => Given(organisation.Name, organisation.Aliases);

    public static IEnumerable<string> Of(OrganisationOutput organisation) => Given(organisation.Name, organisation.Aliases);

    private static IEnumerable<string> Given(string? name, IReadOnlyList<string>? aliases) =>
        new[] { name }.Concat(aliases ?? []).Where(n => !string.IsNullOrEmpty(n)).Select(n => n!);
}
