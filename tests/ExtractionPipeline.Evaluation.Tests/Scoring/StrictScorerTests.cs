using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation.Tests.Scoring;

public sealed class StrictScorerTests
{
    [Theory]
    [InlineData("Guanxin", "“Guanxin” Large Model")]
    [InlineData("Futang·Baichuan", "Futang-Baichuan")]
    [InlineData("PulmoSeek Plus", "the PulmoSeek Plus model")]
    [InlineData("天枢", "“天枢”大模型")]
    public void ScoreArticle_spellings_of_one_name_match(string gold, string system) =>
        Assert.Equal(new Counts(1, 0, 0), Score([Gold(gold)], [System(system)]).Fields[ScoredField.Model]);

    [Fact]
    public void ScoreArticle_an_alias_on_either_side_matches() =>
        Assert.Equal(1, Score([Gold("Ruizhi Pathology", aliases: ["Ruizhi"])], [System("Other", aliases: ["Ruizhi"])]).Fields[ScoredField.Model].TruePositives);

    [Fact]
    public void ScoreArticle_a_missed_record_costs_all_its_values()
    {
        var score = Score([Gold("Alder", hospitals: ["Alder Hospital"], specialties: ["oncology"], scopes: ["global"])], []);
        Assert.Equal(new Counts(0, 0, 4), score.Slots);
        Assert.Equal(0, score.RecordAccuracy);
    }

    [Fact]
    public void ScoreArticle_a_false_record_costs_all_its_values()
    {
        var score = Score([], [System("Alder", hospitals: ["Alder Hospital"], partners: ["Birch Tech"])]);
        Assert.Equal(new Counts(0, 3, 0), score.Slots);
        Assert.Equal(1, score.FalseNamedRecords);
    }

    [Fact]
    public void ScoreArticle_a_hospital_within_a_longer_form_is_the_same() =>
        Assert.Equal(new Counts(1, 0, 0), Score([Gold("A", hospitals: ["Tiantan Hospital, Capital Medical University"])], [System("A", hospitals: ["Tiantan Hospital"])]).Fields[ScoredField.Hospitals]);

    [Fact]
    public void ScoreArticle_a_single_word_within_a_longer_name_is_another() =>
        Assert.Equal(new Counts(0, 1, 1), Score([Gold("A", hospitals: ["Sheba Medical Center"])], [System("A", hospitals: ["Sheba"])]).Fields[ScoredField.Hospitals]);

    [Fact]
    public void ScoreArticle_part_of_a_word_does_not_count() =>
        Assert.Equal(0, Score([Gold("A", hospitals: ["North General Hospitalia"])], [System("A", hospitals: ["General Hospital"])]).Fields[ScoredField.Hospitals].TruePositives);

    [Fact]
    public void ScoreArticle_unnamed_records_match_by_hospital_and_field()
    {
        var gold = Gold(null, hospitals: ["Alder Hospital"], specialties: ["oncology", "radiology"]);
        Assert.Equal(1, Score([gold], [System(null, hospitals: ["Alder Hospital"], specialties: ["oncology"])]).Fields[ScoredField.Model].TruePositives);
        Assert.Equal(0, Score([gold], [System(null, hospitals: ["Alder Hospital"], specialties: ["nursing"])]).Fields[ScoredField.Model].TruePositives);
    }

    [Fact]
    public void ScoreArticle_an_optional_record_neither_rewards_nor_penalises()
    {
        var optional = Gold("Alder", hospitals: ["Alder Hospital"]) with { Optional = true };
        Assert.Equal(default, Score([optional], []).Slots);
        Assert.Equal(default, Score([optional], [System("Alder", hospitals: ["Wrong Hospital"])]).Slots);
    }

    [Fact]
    public void ScoreArticle_adopters_are_counted_and_not_part_of_the_slots()
    {
        var score = Score([Gold("A") with { Adopters = [new GoldOrganisation("Birch Hospital", null)] }], [System("A")]);
        Assert.Equal(new Counts(0, 0, 1), score.Fields[ScoredField.Adopters]);
        Assert.Equal(1, score.Slots.F1);
        Assert.Equal(1, score.RecordAccuracy);
    }

    [Fact]
    public void Counts_without_anything_are_perfect() => Assert.Equal(1, default(Counts).F1);

    private static Score Score(GoldRecord[] gold, RecordOutput[] system) => StrictScorer.ScoreArticle(gold, system);

    private static GoldRecord Gold(string? name, string[]? aliases = null, string[]? hospitals = null, string[]? specialties = null, string[]? scopes = null) => new()
    {
        Model = new GoldModel(name, aliases, name is null ? "a model" : null),
        Hospitals = [.. (hospitals ?? []).Select(h => new GoldOrganisation(h, null))],
        Specialties = [.. (specialties ?? []).Select(s => new GoldSpecialty(s, s))],
        FirstOfKind = [.. (scopes ?? []).Select(s => new GoldClaim(s, s))],
    };

    private static RecordOutput System(string? name, string[]? aliases = null, string[]? hospitals = null, string[]? specialties = null, string[]? partners = null) => new(
        "1",
        1,
        "review",
        new ModelOutput(name, aliases ?? [], name is null ? "a model" : null, 1, []),
        [.. (hospitals ?? []).Select(Organisation)],
        [],
        [.. (specialties ?? []).Select(s => new SpecialtyOutput(s, s, 1, []))],
        [.. (partners ?? []).Select(Organisation)],
        []);

    private static OrganisationOutput Organisation(string name) => new(name, [], null, 1, []);
}
