using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Gold;

namespace ExtractionPipeline.Evaluation.Tests;

/// <summary>Small gold and system records.</summary>
internal static class Samples
{
    public static GoldRecord Annotated(string? name, string[]? aliases = null, string[]? hospitals = null, string[]? specialties = null, string[]? scopes = null, string[]? partners = null) => new()
    {
        Model = new GoldModel(name, aliases, name is null ? "a model" : null),
        Hospitals = [.. (hospitals ?? []).Select(h => new GoldOrganisation(h, null))],
        Specialties = [.. (specialties ?? []).Select(s => new GoldSpecialty(s, s))],
        Partners = [.. (partners ?? []).Select(h => new GoldOrganisation(h, null))],
        FirstOfKind = [.. (scopes ?? []).Select(s => new GoldClaim(s, s))],
    };

    public static RecordOutput Extracted(string? name, string[]? aliases = null, string[]? hospitals = null, string[]? specialties = null, string[]? partners = null, double confidence = 1) => new(
        "1",
        confidence,
        "review",
        new ModelOutput(name, aliases ?? [], name is null ? "a model" : null, 1, []),
        [.. (hospitals ?? []).Select(Organisation)],
        [],
        [.. (specialties ?? []).Select(s => new SpecialtyOutput(s, s, 1, []))],
        [.. (partners ?? []).Select(Organisation)],
        []);

    public static OrganisationOutput Organisation(string name) => new(name, [], null, 1, []);

    public static GoldArticle Article(string id, params GoldRecord[] records) => new(id, "news", "en", new GoldRecords(records));
}
