using CsCheck;

namespace ExtractionPipeline.Extraction.Tests;

public sealed class RecordExtractorTests
{
    [Theory]
    [InlineData("Mingxin")]
    [InlineData("Zqwertl")]
    [InlineData("HepaLynx")]
    [InlineData("VOLTA-7")]
    [InlineData("Guardian")]
    [InlineData("Blue Heron")]
    [InlineData("Yuan·Xin")]
    public void Extract_a_name_never_seen_before_is_found(string name)
    {
        var record = Assert.Single(Texts.Records(
            $"# {name} released",
            $"“{name}”, China's first large model for chronic kidney disease, was jointly developed by Alderford Hospital and Birch Technology and released on Friday."));
        Assert.Equal($"{name} | Alderford Hospital |  | nephrology | Birch Technology | national", Texts.Line(record));
    }

    [Fact]
    public void Extract_a_name_without_quotation_marks_is_found_by_how_it_is_introduced() =>
        Assert.Equal("Harrow | Alderford Hospital |  | oncology | Birch Technology | ", Texts.Line(Assert.Single(Texts.Records(
            "Alderford Hospital has launched an AI model called Harrow that detects lung cancer.", "The hospital built it with Birch Technology."))));

    [Theory]
    [InlineData("They call it Harrow.")]
    [InlineData("It goes by the name of Harrow.")]
    public void Extract_a_name_given_in_a_sentence_of_its_own_is_found(string naming) =>
        Assert.Equal("Harrow", Assert.Single(Texts.Records("Alderford Hospital has developed an AI model that detects lung cancer.", naming)).Model.Name);

    [Fact]
    public void Extract_the_hospital_is_looked_for_where_only_a_partner_is_told() =>
        Assert.Equal("HarrowAI | Alderford Hospital", string.Join(" | ", Texts.Line(Assert.Single(Texts.Records(
            "At Alderford Hospital, HarrowAI predicts sepsis.", "HarrowAI was developed together with Birch Technology."))).Split(" | ").Take(2)));

    [Fact]
    public void Extract_a_model_without_a_name_is_found() =>
        Assert.Equal("(large model to assist in the diagnosis of cardiomyopathy) | Alderford Hospital |  | cardiovascular |  | ", Texts.Line(Assert.Single(Texts.Records(
            "Alderford Hospital is currently developing a large model to assist in the diagnosis of cardiomyopathy."))));

    [Fact]
    public void Extract_an_introduction_without_the_name_and_the_name_are_one_record() =>
        Assert.Equal("Mingxin", Assert.Single(Texts.Records(
            "Alderford Hospital, Birch University, has put into operation a large model for depression.", "“Mingxin” took three years to build.")).Model.Name);

    [Theory]
    [InlineData("Birch Technology's WrenScan, an AI tool for mammography, has been bought by Alderford Hospital.")]
    [InlineData("Alderford Hospital has deployed DeepSeek on its intranet.")]
    [InlineData("Thirty-three hospitals have developed 55 vertical models.")]
    [InlineData("Alderford Hospital opened a new wing for cancer patients on Friday.")]
    [InlineData("LungFinch, an AI model for nodules, was developed by Birch Technology and is used at Alderford Hospital.")]
    public void Extract_what_no_hospital_made_is_no_record(string sentence) => Assert.Empty(Texts.Records(sentence));

    [Fact]
    public void Extract_adopters_are_kept_apart_from_developers() =>
        Assert.Equal("Mingxin | Alderford Hospital | Cedar Hospital | nephrology |  | ", Texts.Line(Assert.Single(Texts.Records(
            "Alderford Hospital has developed “Mingxin”, a large model for kidney disease.", "The model is now being used at Cedar Hospital."))));

    [Fact]
    public void Extract_the_former_and_the_latter_are_followed()
    {
        var records = Texts.Records(
            "Alderford Hospital has released the Mingxin Large Model and the Ruiyan Large Model.",
            "The former is the country's first large model for stroke. The latter is the world's first large model for glaucoma.");
        Assert.Equal(["national", "global"], records.Select(r => r.FirstOfKind.Single().Scope.ToString().ToLowerInvariant()));
    }

    [Fact]
    public void Extract_a_record_without_a_hospital_goes_to_review() =>
        Assert.All(Texts.Records("While “Mingxin” and “Ruiyan” are pediatric large models, “Mingxin” was developed by Alderford Hospital."), r => Assert.Equal(Core.Records.Disposition.Review, r.Disposition));

    [Fact]
    public void Extract_the_same_article_gives_the_same_records()
    {
        string[] lines = ["“Mingxin”, the first AI model for stroke in China, was developed by Alderford Hospital with Birch Technology."];
        Assert.Equal(Texts.Records(lines).Select(r => (r.Id, r.Confidence, Texts.Line(r))), Texts.Records(lines).Select(r => (r.Id, r.Confidence, Texts.Line(r))));
    }

    /// <summary>Every piece of evidence equals its text, every value has some, and confidence is a probability, for any input.</summary>
    [Fact]
    public void Extract_evidence_equals_its_text_for_any_article()
    {
        string[] pieces = ["“Mingxin”", "Alderford Hospital", "Birch Technology", "jointly developed by", "developed", "the world's first", "large model", "for lung cancer", "in collaboration with", "and", ",", ".", "(", ")",
            "is used at", "the hospital", "the former", "it", "’s", "\"", "“", "”", "-", "—", ";", ":", "智肾", "𝒜", "\ud83d\ude00", "CT", "RenalWren", "a", "The", "First Affiliated Hospital of", "Cedar University", "|", "1.0", "\u00a0", "called", "respectively", "not"];
        Property.ForAll(Gen.Select(Gen.Int[0, pieces.Length - 1].Array[1, 40].Array[1, 5], Gen.Bool), drawn =>
        {
            var (blocks, isTable) = drawn;
            var lines = blocks.Select(b => (isTable ? "| " : "") + string.Join(' ', b.Select(i => pieces[i])).Trim()).Where(l => l.Length > 2).Select(l => l.Replace('\n', ' ')).ToArray();
            if (lines.Length == 0 || lines.Any(l => l.Trim() != l))
            {
                return;
            }

            var article = Texts.Article(lines);
            foreach (var record in Texts.Records(lines))
            {
                Assert.InRange(record.Confidence, 0, 1);
                Assert.True(record.Model.Name is null != (record.Model.Description is null));
                foreach (var value in record.Values)
                {
                    Assert.NotEmpty(value.Evidence);
                    Assert.InRange(value.Confidence, 0, 1);
                    Assert.All(value.Evidence, e => Assert.Equal(e.Text, e.Span.Of(article.Text)));
                }
            }
        }, count: 3000);
    }
}
