namespace ExtractionPipeline.Extraction.Tests.Text;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("Futang·Baichuan and SpineHRNet+ work.", "Futang·Baichuan and SpineHRNet+ work .")]
    [InlineData("Alder’s model, VESTA-1", "Alder ’s model , VESTA-1")]
    [InlineData("a Ningbo-based firm", "a Ningbo - based firm")]
    [InlineData("Sun Yat-sen University", "Sun Yat-sen University")]
    [InlineData("version 2.0 of 12,000 cases", "version 2.0 of 12,000 cases")]
    [InlineData("in China.For instance", "in China . For instance")]
    [InlineData("Dr. Alder of the U.S. branch", "Dr. Alder of the U.S. branch")]
    [InlineData("“Alder,” he said", "“ Alder , ” he said")]
    public void Tokenize_cuts_words_as_readers_do(string sentence, string tokens)
    {
        var text = Texts.Analyze(sentence);
        Assert.Equal(tokens, string.Join(' ', text.Tokens.Select(t => t.Span.Of(text.Text))));
    }
}
