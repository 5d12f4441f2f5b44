using ExtractionPipeline.Evaluation.Scoring;
using static ExtractionPipeline.Evaluation.Tests.Samples;

namespace ExtractionPipeline.Evaluation.Tests.Scoring;

public sealed class LenientScoreTests
{
    [Theory]
    [InlineData("PulmoSeek Plus", "PulmoSeek", 1)]
    [InlineData("Alder Lung Watch", "Lung Watch", 1)]
    [InlineData("Alder", "Birch", 0)]
    public void Score_a_model_name_with_a_wrong_boundary_counts(string gold, string system, int right)
    {
        Assert.Equal(right, Lenient(Annotated(gold), Extracted(system))[ScoredField.Model].TruePositives);
        Assert.Equal(0, Score.Of(RecordAligner.Strict.Align([Annotated(gold)], [Extracted(system)]))[ScoredField.Model].TruePositives);
    }

    [Fact]
    public void Score_an_institution_that_shares_half_of_its_words_counts() =>
        Assert.Equal(new Counts(1, 0, 0), Lenient(Annotated("A", hospitals: ["Sheba Medical Center"]), Extracted("A", hospitals: ["Sheba"]))[ScoredField.Hospitals]);

    [Fact]
    public void Score_another_label_for_the_same_words_counts()
    {
        var gold = Annotated("A") with { Specialties = [new("pulmonology", "lung infection")] };
        var system = Extracted("A") with { Specialties = [new("infectious-disease", "lung infection", 1, [])] };
        Assert.Equal(new Counts(1, 0, 0), Lenient(gold, system)[ScoredField.Specialties]);
    }

    private static Score Lenient(Core.Gold.GoldRecord gold, Core.Contract.RecordOutput system) => Score.Of(RecordAligner.Lenient.Align([gold], [system]));
}
