using ExtractionPipeline.Core.Gold;
using ExtractionPipeline.Extraction.Training;

namespace ExtractionPipeline.Extraction.Tests.Training;

public sealed class NameSwapTests
{
    private static readonly TrainingArticle First = Article(
        "a", "Qinghe Hospital has built Renxin with Dalu Technology. Renxin’s makers say that Qinghe is proud of it.", "Renxin", "Qinghe Hospital", "Dalu Technology");

    private static readonly TrainingArticle Second = Article("b", "Tanglin Hospital released Xinmai with Meiyu Technology.", "Xinmai", "Tanglin Hospital", "Meiyu Technology");

    [Fact]
    public void Copy_replaces_a_name_wherever_it_stands_and_leaves_head_nouns()
    {
        var copy = Swap(1).Copy(First);
        var record = Assert.Single(copy.Records);
        Assert.DoesNotContain("Renxin", copy.Article.Text, StringComparison.Ordinal);
        Assert.EndsWith(" Hospital", record.Hospitals[0].Name, StringComparison.Ordinal);
        Assert.StartsWith($"{record.Hospitals[0].Name} has built {record.Model.Name} with {record.Partners[0].Name}. {record.Model.Name}’s makers", copy.Article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Copy_keeps_blocks_in_step_with_the_text()
    {
        var copy = Swap(2).Copy(First);
        Assert.Equal(copy.Article.Text.Length, Assert.Single(copy.Article.Blocks).Span.End);
    }

    [Fact]
    public void Copy_the_same_seed_gives_the_same_names() =>
        Assert.Equal(Swap(3).Copy(First).Article.Text, Swap(3).Copy(First).Article.Text);

    private static NameSwap Swap(int seed) => new(ExtractionRoom.Load(), [First, Second], seed);

    private static TrainingArticle Article(string id, string text, string model, string hospital, string partner) => new(
        id,
        Texts.Article(text),
        [new GoldRecord { Model = new GoldModel(model, [], null), Hospitals = [new GoldOrganisation(hospital, [])], Partners = [new GoldOrganisation(partner, [])] }],
        id);
}
