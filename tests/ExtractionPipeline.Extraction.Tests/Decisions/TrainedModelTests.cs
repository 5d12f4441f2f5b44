using ExtractionPipeline.Extraction.Decisions;

namespace ExtractionPipeline.Extraction.Tests.Decisions;

public sealed class TrainedModelTests
{
    [Fact]
    public void Save_and_Load_give_the_same_records()
    {
        using var folder = TestPaths.Temporary();
        var path = folder.File("m.model");
        TrainedModel.Shipped().Save(path);
        var article = Texts.Article("# Harrow released", "“Harrow”, China's first large model for chronic kidney disease, was jointly developed by Alderford Hospital and Birch Technology.");
        Assert.Equal(
            new RecordExtractor().Extract(article).Select(r => (Texts.Line(r), r.Confidence)),
            new RecordExtractor(TrainedModel.Load(path)).Extract(article).Select(r => (Texts.Line(r), r.Confidence)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no model at all")]
    public void Load_a_file_that_is_no_model_is_named(string content)
    {
        using var folder = TestPaths.Temporary();
        var path = folder.Write("broken.model", content);
        Assert.Contains("broken.model: this is no model", Assert.Throws<ModelFileException>(() => TrainedModel.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_a_cut_file_is_named()
    {
        using var folder = TestPaths.Temporary();
        var path = folder.File("cut.model");
        TrainedModel.Shipped().Save(path);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..5000]);
        Assert.Contains("cut.model: this is no model", Assert.Throws<ModelFileException>(() => TrainedModel.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shipped_the_card_tells_how_the_model_was_made_and_how_good_it_is()
    {
        var card = TrainedModel.Shipped().Card;
        Assert.Equal(64, card.DataHash.Length);
        Assert.True(card.Articles > 600, $"{card.Articles} articles");
        Assert.InRange(card.SlotF1, 0.5, 1);
        Assert.All(card.Decisions, d => Assert.True(d.Features > 0, d.Question));
        Assert.Equal(card.Version, ModelCard.Parse(card.ToJson()).Version);
    }
}
