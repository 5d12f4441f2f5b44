using ExtractionPipeline.Extraction.Mentions;

namespace ExtractionPipeline.Extraction.Tests.Mentions;

public sealed class NameFinderTests
{
    [Theory]
    [InlineData("They met at the First Affiliated Hospital of Alderford Medical University today.", "First Affiliated Hospital of Alderford Medical University", nameof(NameKind.Hospital))]
    [InlineData("They met at Alderford Children’s Hospital today.", "Alderford Children’s Hospital", nameof(NameKind.Hospital))]
    [InlineData("He leads the School of Life Sciences and Biotechnology there.", "School of Life Sciences and Biotechnology", nameof(NameKind.University))]
    [InlineData("It belongs to Alder University of Science and Technology now.", "Alder University of Science and Technology", nameof(NameKind.University))]
    [InlineData("It was made by Birchwood Technology in May.", "Birchwood Technology", nameof(NameKind.Company))]
    [InlineData("The Alderford Health Commission agreed.", "Alderford Health Commission", nameof(NameKind.Agency))]
    [InlineData("It was shown at the Alderford Hospital Conference today.", "Alderford Hospital Conference", nameof(NameKind.Other))]
    [InlineData("It runs the Mingxin Large Model on site.", "Mingxin Large Model", nameof(NameKind.Model))]
    [InlineData("The president, Professor Zhang Weiming, agreed.", "Zhang Weiming", nameof(NameKind.Person))]
    [InlineData("The Department of Urology of Alderford Hospital agreed.", "Alderford Hospital", nameof(NameKind.Hospital))]
    public void Find_a_name_is_known_by_its_form(string sentence, string name, string kind)
    {
        var text = Texts.Analyze(sentence);
        Assert.Contains((name, kind), Texts.Names(text).Select(n => (text.TextOf(n.Tokens), n.Kind.ToString())));
    }

    [Theory]
    [InlineData("“Mingxin” was released.", "Mingxin")]
    [InlineData("It is called \"Nao Rui Kang\" by doctors.", "Nao Rui Kang")]
    [InlineData("“Qizhi,” a model, was released.", "Qizhi")]
    [InlineData("They call it 「明心」 here.", "明心")]
    public void Find_quotation_marks_of_all_kinds_enclose_names(string sentence, string name)
    {
        var text = Texts.Analyze(sentence);
        Assert.Equal(name, text.TextOf(Texts.Names(text).Single(n => n.IsQuoted).Tokens));
    }

    [Fact]
    public void Find_a_quotation_of_speech_is_no_name() =>
        Assert.DoesNotContain(Texts.Names(Texts.Analyze("“We would not give it back,” she said.")), n => n.IsQuoted);
}
