using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Extraction.Tests.Substitution;

/// <summary>Running with gold in place of the first stages: each stage hands on what the next ones need.</summary>
public sealed class GoldSubstitutionTests
{
    private static readonly RuleRecordExtractor Extractor = new();

    private static readonly string[] Lines =
    [
        "Nobody on the ward calls it by another name than Mossgreen.",
        "Where it comes from is no secret: the kitchen table of two nurses of the Alder House. Their cousin's firm, Tidewater, wrote the rest.",
        "The former shoe factory now keeps watch over kidneys.",
    ];

    private static readonly GoldRecord Gold = new()
    {
        Model = new GoldModel("Mossgreen", null, null),
        Hospitals = [new GoldOrganisation("Alder House", null)],
        Partners = [new GoldOrganisation("Tidewater", null)],
        Specialties = [new GoldSpecialty("nephrology", "kidneys")],
    };

    [Fact]
    public void ExtractWithGold_replacing_nothing_equals_normal_work()
    {
        var article = Texts.Article("“Mingxin”, the first AI model for stroke in China, was developed by Alderford Hospital with Birch Technology.");
        Assert.Equal(
            Extractor.Extract(article, TestContext.Current.CancellationToken).Select(Texts.Line),
            Extractor.ExtractWithGold(article, [Gold], ExtractionStage.Reading, TestContext.Current.CancellationToken).Select(Texts.Line));
    }

    [Fact]
    public void ExtractWithGold_up_to_relations_gives_the_institutions_and_up_to_labels_everything()
    {
        var related = Assert.Single(Run(ExtractionStage.Relation));
        Assert.Equal("Mossgreen", related.Model.Name);
        Assert.Equal(["Alder House"], related.Hospitals.Select(h => h.Name));
        Assert.Equal(["Tidewater"], related.Partners.Select(p => p.Name));
        Assert.Equal([Specialty.Nephrology], Assert.Single(Run(ExtractionStage.Label)).Specialties.Select(s => s.Label));
    }

    [Fact]
    public void ExtractWithGold_an_unnamed_model_is_known_by_its_description()
    {
        var gold = Gold with { Model = new GoldModel(null, null, "it") };
        var record = Assert.Single(Extractor.ExtractWithGold(Texts.Article(Lines), [gold], ExtractionStage.Label, TestContext.Current.CancellationToken));
        Assert.Null(record.Model.Name);
        Assert.Equal(["Alder House"], record.Hospitals.Select(h => h.Name));
    }

    [Fact]
    public void ExtractWithGold_words_that_the_text_does_not_hold_are_passed_over() =>
        Assert.Empty(Extractor.ExtractWithGold(Texts.Article("A line about the weather of the week."), [Gold], ExtractionStage.Label, TestContext.Current.CancellationToken));

    [Fact]
    public void ExtractWithGold_beyond_the_labels_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Extractor.ExtractWithGold(Texts.Article(Lines), [Gold], ExtractionStage.Threshold, TestContext.Current.CancellationToken));

    private static IReadOnlyList<ModelRecord> Run(ExtractionStage last) => Extractor.ExtractWithGold(Texts.Article(Lines), [Gold], last, TestContext.Current.CancellationToken);
}
