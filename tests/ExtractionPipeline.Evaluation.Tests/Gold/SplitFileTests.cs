using ExtractionPipeline.Evaluation.Gold;

namespace ExtractionPipeline.Evaluation.Tests.Gold;

public sealed class SplitFileTests
{
    [Fact]
    public void Parse_lines_give_articles_with_split_and_event()
    {
        var file = SplitFile.Parse(["# article split event", "", "a train a", "b test launch # two outlets", "c\ttest\tlaunch"]);
        Assert.Empty(file.Problems);
        Assert.Equal(["b", "c"], file.ArticlesOf("test").Order());
        Assert.Equal("launch", file.Entries[2].Event);
    }

    [Theory]
    [InlineData("a train", "splits.txt:1: the line is not of the form \"article split event\"")]
    [InlineData("a exam a", "splits.txt:1: the line has the unknown split exam; known are train, dev, test")]
    public void Parse_a_faulty_line_names_its_place(string line, string problem) => Assert.Equal([problem], SplitFile.Parse([line]).Problems);

    [Fact]
    public void Parse_an_article_in_two_splits_is_a_problem() =>
        Assert.Equal(["splits.txt:2: the line names a a second time"], SplitFile.Parse(["a train a", "a test a"]).Problems);
}
