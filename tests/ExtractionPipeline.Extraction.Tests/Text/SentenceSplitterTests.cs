namespace ExtractionPipeline.Extraction.Tests.Text;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("It was released on Friday. Doctors like it.", 2)]
    [InlineData("Dr. Alder of Birch Co. Ltd. spoke at 9 a.m. in the hall.", 1)]
    [InlineData("It reached 96.5 percent. “We like it.” They stayed.", 3)]
    [InlineData("This is the first in China.For instance, it reads slides.", 2)]
    [InlineData("Three clauses; each of its own; all of one sentence.", 3)]
    [InlineData("Is it sure? Nobody knows!", 2)]
    public void Split_ends_sentences_where_they_end(string paragraph, int sentences) => Assert.Equal(sentences, Texts.Analyze(paragraph).Sentences.Length);

    [Fact]
    public void Split_no_sentence_runs_over_a_block_or_a_cell()
    {
        var text = Texts.Analyze("one block", "another block", "| Alder | Birch");
        Assert.Equal(["one block", "another block", "Alder", "Birch"], text.Sentences.Select(s => text.TextOf(s.Tokens)));
    }
}
