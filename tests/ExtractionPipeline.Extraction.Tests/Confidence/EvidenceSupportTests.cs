using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Extraction.Tests.Confidence;

/// <summary>A value is never more certain than what the text says for it.</summary>
public sealed class EvidenceSupportTests
{
    private static readonly RecordExtractor Extractor = new();

    [Theory]
    [InlineData("Alderford Hospital bought Harrow, an AI model for lung cancer made by Birch Technology, in March.")]
    [InlineData("Harrow, an AI model for lung cancer, was developed by Birch Technology alone; Alderford Hospital had no part in it.")]
    [InlineData("Alderford Hospital is one of 40 customers of Birch Technology, whose product Harrow detects lung cancer.")]
    public void Extract_a_hospital_that_made_nothing_is_no_sure_maker(string text) =>
        Assert.True(SureMaker(text) < 0.6, $"{SureMaker(text):0.00} sure: {text}");

    [Theory]
    [InlineData("# Alderford Hospital releases Harrow", "Alderford Hospital on Monday released \"Harrow\", a large model for lung cancer that it developed jointly with Birch Technology. The hospital said that Harrow reads CT images.")]
    public void Extract_a_hospital_that_is_told_to_have_made_it_is_surer_than_any_that_is_not(string title, string text) =>
        Assert.True(SureMaker(title, text) > 0.8, $"{SureMaker(title, text):0.00} sure");

    [Fact]
    public void Extract_a_denied_claim_is_less_sure_than_a_made_one()
    {
        var made = Claim("“Harrow”, China's first large model for lung cancer, was developed by Alderford Hospital and released on Monday.");
        var denied = Claim("“Harrow”, which is not China's first large model for lung cancer, was developed by Alderford Hospital and released on Monday.");
        Assert.True(made > 0.3 && denied < made - 0.2, $"made {made:0.00}, denied {denied:0.00}");
    }

    [Fact]
    public void Extract_confidence_lies_within_0_and_1_and_every_value_has_evidence_in_the_text()
    {
        var article = Texts.Article("# Harrow released", "Alderford Hospital and Birch Technology have developed “Harrow”, China's first large model for lung cancer. It is used at Elmstead Hospital.");
        var values = Extractor.Extract(article).SelectMany(r => r.Values).ToList();
        Assert.NotEmpty(values);
        Assert.All(values, v => Assert.InRange(v.Confidence, 0, 1));
        Assert.All(values.SelectMany(v => v.Evidence), e => Assert.Equal(e.Text, e.Span.Of(article.Text)));
    }

    private static double SureMaker(params string[] lines) =>
        Extractor.Extract(Texts.Article(lines)).SelectMany(r => r.Hospitals).Select(h => h.Confidence).DefaultIfEmpty(0).Max();

    private static double Claim(string text) =>
        Extractor.Extract(Texts.Article(
            "# Alderford Hospital releases Harrow",
            text,
            "The hospital began the work in 2023 together with Birch Technology. Harrow was trained on 200,000 scans and is used in 12 departments.")).SelectMany(r => r.FirstOfKind).Select((FirstOfKindValue c) => c.Confidence).DefaultIfEmpty(0).Max();
}
