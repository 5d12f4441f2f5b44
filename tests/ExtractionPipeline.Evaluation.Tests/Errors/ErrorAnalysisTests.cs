using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Evaluation.Errors;
using ExtractionPipeline.Evaluation.Scoring;
using static ExtractionPipeline.Evaluation.Tests.Samples;

namespace ExtractionPipeline.Evaluation.Tests.Errors;

public sealed class ErrorAnalysisTests
{
    [Fact]
    public void Of_a_gold_value_without_any_trace_is_not_found() => Assert.Equal([(true, ErrorClass.NotFound)], Classes([Annotated("A", hospitals: ["Alder Hospital"])], [Extracted("A")]));

    [Fact]
    public void Of_a_value_that_gold_does_not_know_is_spurious() => Assert.Equal([(false, ErrorClass.Spurious)], Classes([Annotated("A")], [Extracted("A", hospitals: ["Alder Hospital"])]));

    [Fact]
    public void Of_too_few_words_are_a_wrong_boundary_on_both_sides() =>
        Assert.Equal([(true, ErrorClass.WrongBoundary), (false, ErrorClass.WrongBoundary)], Classes([Annotated("A", hospitals: ["Sheba Medical Center"])], [Extracted("A", hospitals: ["Sheba"])]));

    [Fact]
    public void Of_a_model_with_too_few_words_is_a_wrong_boundary() =>
        Assert.Equal([(true, ErrorClass.WrongBoundary), (false, ErrorClass.WrongBoundary)], Classes([Annotated("PulmoSeek Plus")], [Extracted("PulmoSeek")]));

    [Fact]
    public void Of_a_partner_given_as_hospital_is_a_wrong_role() =>
        Assert.Equal([(false, ErrorClass.WrongRole), (true, ErrorClass.WrongRole)], Classes([Annotated("A", partners: ["Birch Institute"])], [Extracted("A", hospitals: ["Birch Institute"])]));

    [Fact]
    public void Of_a_value_at_the_wrong_record_is_the_wrong_model() =>
        Assert.Equal(
            [(true, ErrorClass.WrongModel), (false, ErrorClass.WrongModel)],
            Classes([Annotated("A", hospitals: ["Alder Hospital"]), Annotated("B")], [Extracted("A"), Extracted("B", hospitals: ["Alder Hospital"])]));

    [Fact]
    public void Of_the_right_words_with_another_label_is_a_wrong_label()
    {
        var gold = Annotated("A") with { Specialties = [new GoldSpecialty("pulmonology", "lung infection")] };
        var system = Extracted("A") with { Specialties = [new SpecialtyOutput("infectious-disease", "lung infection", 1, [])] };
        Assert.Equal([(true, ErrorClass.WrongLabel), (false, ErrorClass.WrongLabel)], Classes([gold], [system]));
    }

    [Fact]
    public void Of_words_outside_the_articles_own_text_is_boilerplate()
    {
        var article = Article("x", Annotated("A")) with { Text = "A stands here." };
        Assert.Equal([(false, ErrorClass.Boilerplate)], Classes(article, [Extracted("A"), Extracted("Teaser")]));
    }

    [Fact]
    public void Of_a_second_record_for_the_same_model_is_a_duplicate() => Assert.Equal([(false, ErrorClass.Duplicate)], Classes([Annotated("Alder")], [Extracted("Alder"), Extracted("“Alder” model")]));

    [Fact]
    public void Of_an_optional_record_is_no_error() => Assert.Empty(Classes([Annotated("A", hospitals: ["Alder Hospital"]) with { Optional = true }], []));

    [Fact]
    public void Of_an_error_carries_the_sentence_that_shows_it()
    {
        const string Text = "A first line\nThis is one. Alder Hospital made it. This is another.";
        var errors = ErrorAnalysis.Of(Article("x", Annotated("A", hospitals: ["Alder Hospital"])), Text, RecordAligner.Strict.Align([Annotated("A", hospitals: ["Alder Hospital"])], [Extracted("A")]));
        Assert.Equal("Alder Hospital made it.", Assert.Single(errors).Sentence);
    }

    private static IEnumerable<(bool, ErrorClass)> Classes(GoldRecord[] gold, RecordOutput[] system) => Classes(Article("x", gold), system);

    private static IEnumerable<(bool, ErrorClass)> Classes(GoldArticle article, RecordOutput[] system) =>
        ErrorAnalysis.Of(article, null, RecordAligner.Strict.Align(article.Gold.Records, system)).Select(e => (e.IsMiss, e.Class));
}
