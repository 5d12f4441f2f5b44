using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Evaluation.Scoring;
using static ExtractionPipeline.Evaluation.Tests.Samples;

namespace ExtractionPipeline.Evaluation.Tests.Scoring;

public sealed class StrictScoreTests
{
    [Theory]
    [InlineData("Guanxin", "“Guanxin” Large Model")]
    [InlineData("Futang·Baichuan", "Futang-Baichuan")]
    [InlineData("PulmoSeek Plus", "the PulmoSeek Plus model")]
    [InlineData("天枢", "“天枢”大模型")]
    public void Score_spellings_of_one_name_match(string gold, string system) =>
        Assert.Equal(new Counts(1, 0, 0), Score([Annotated(gold)], [Extracted(system)])[ScoredField.Model]);

    [Fact]
    public void Score_an_alias_on_either_side_matches() =>
        Assert.Equal(1, Score([Annotated("Ruizhi Pathology", aliases: ["Ruizhi"])], [Extracted("Other", aliases: ["Ruizhi"])])[ScoredField.Model].TruePositives);

    [Fact]
    public void Score_a_missed_record_costs_all_its_values()
    {
        var score = Score([Annotated("Alder", hospitals: ["Alder Hospital"], specialties: ["oncology"], scopes: ["global"])], []);
        Assert.Equal(new Counts(0, 0, 4), score.Slots);
        Assert.Equal(0, score.RecordAccuracy);
    }

    [Fact]
    public void Score_a_false_record_costs_all_its_values()
    {
        var score = Score([], [Extracted("Alder", hospitals: ["Alder Hospital"], partners: ["Birch Tech"])]);
        Assert.Equal(new Counts(0, 3, 0), score.Slots);
        Assert.Equal(1, score.FalseNamedRecords);
    }

    [Fact]
    public void Score_a_hospital_within_a_longer_form_is_the_same() =>
        Assert.Equal(new Counts(1, 0, 0), Score([Annotated("A", hospitals: ["Tiantan Hospital, Capital Medical University"])], [Extracted("A", hospitals: ["Tiantan Hospital"])])[ScoredField.Hospitals]);

    [Fact]
    public void Score_a_single_word_within_a_longer_name_is_another() =>
        Assert.Equal(new Counts(0, 1, 1), Score([Annotated("A", hospitals: ["Sheba Medical Center"])], [Extracted("A", hospitals: ["Sheba"])])[ScoredField.Hospitals]);

    [Fact]
    public void Score_part_of_a_word_does_not_count() =>
        Assert.Equal(0, Score([Annotated("A", hospitals: ["North General Hospitalia"])], [Extracted("A", hospitals: ["General Hospital"])])[ScoredField.Hospitals].TruePositives);

    [Fact]
    public void Score_unnamed_records_match_by_hospital_and_field()
    {
        var gold = Annotated(null, hospitals: ["Alder Hospital"], specialties: ["oncology", "radiology"]);
        Assert.Equal(1, Score([gold], [Extracted(null, hospitals: ["Alder Hospital"], specialties: ["oncology"])])[ScoredField.Model].TruePositives);
        Assert.Equal(0, Score([gold], [Extracted(null, hospitals: ["Alder Hospital"], specialties: ["nursing"])])[ScoredField.Model].TruePositives);
    }

    [Fact]
    public void Score_an_optional_record_neither_rewards_nor_penalises()
    {
        var optional = Annotated("Alder", hospitals: ["Alder Hospital"]) with { Optional = true };
        Assert.Equal(default, Score([optional], []).Slots);
        Assert.Equal(default, Score([optional], [Extracted("Alder", hospitals: ["Wrong Hospital"])]).Slots);
    }

    [Fact]
    public void Score_adopters_are_counted_and_not_part_of_the_slots()
    {
        var score = Score([Annotated("A") with { Adopters = [new GoldOrganisation("Birch Hospital", null)] }], [Extracted("A")]);
        Assert.Equal(new Counts(0, 0, 1), score[ScoredField.Adopters]);
        Assert.Equal(1, score.Slots.F1);
        Assert.Equal(1, score.RecordAccuracy);
    }

    [Fact]
    public void Counts_without_anything_are_perfect() => Assert.Equal(1, default(Counts).F1);

    private static Score Score(GoldRecord[] gold, RecordOutput[] system) => Evaluation.Scoring.Score.Of(RecordAligner.Strict.Align(gold, system));
}
