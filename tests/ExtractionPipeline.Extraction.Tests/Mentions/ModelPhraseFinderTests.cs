using ExtractionPipeline.Extraction.Mentions;

namespace ExtractionPipeline.Extraction.Tests.Mentions;

public sealed class ModelPhraseFinderTests
{
    [Theory]
    [InlineData("It put a specialized AI model for pulmonary infection into use.", "specialized AI model for pulmonary infection into use", nameof(PhraseDeterminer.Indefinite))]
    [InlineData("It is China's first large language model (LLM) dedicated to pediatrics.", "first large language model (LLM) dedicated to pediatrics", nameof(PhraseDeterminer.Possessive))]
    [InlineData("They use the artificial intelligence (AI)-assisted system for endoscopy.", "artificial intelligence (AI)-assisted system for endoscopy", nameof(PhraseDeterminer.Definite))]
    public void Find_a_phrase_reaches_from_its_first_modifier_to_its_purpose(string sentence, string phrase, string determiner)
    {
        var (text, phrases) = Find(sentence);
        var found = Assert.Single(phrases);
        Assert.Equal((phrase, determiner), (text.TextOf(found.Full), found.Determiner.ToString()));
        Assert.True(found.IsAi);
    }

    [Theory]
    [InlineData("The health system has eleven hospitals.")]
    [InlineData("It built a large data platform for research.")]
    [InlineData("A new business model is needed.")]
    [InlineData("The patient's immune system failed.")]
    public void Find_other_systems_and_models_are_none(string sentence) => Assert.Empty(Find(sentence).Phrases);

    [Fact]
    public void Find_several_models_are_plural() => Assert.True(Assert.Single(Find("They made five pediatric LLMs.").Phrases).IsPlural);

    private static (Extraction.Text.AnalyzedText Text, List<ModelPhrase> Phrases) Find(string sentence)
    {
        var text = Texts.Analyze(sentence);
        var nameAt = new int[text.Tokens.Length];
        Array.Fill(nameAt, -1);
        return (text, ModelPhraseFinder.Find(text, nameAt));
    }
}
