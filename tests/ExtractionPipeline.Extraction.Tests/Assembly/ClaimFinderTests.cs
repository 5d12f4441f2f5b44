using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Extraction.Tests.Assembly;

public sealed class ClaimFinderTests
{
    private const string Made = "“Mingxin” was developed by Alderford Hospital.";

    [Theory]
    [InlineData("“Mingxin” is the world's first large model for stroke.", ClaimScope.Global)]
    [InlineData("“Mingxin” is the first large model for stroke worldwide.", ClaimScope.Global)]
    [InlineData("“Mingxin” is China’s first large model for stroke.", ClaimScope.National)]
    [InlineData("“Mingxin” is the first domestic large model for stroke.", ClaimScope.National)]
    [InlineData("“Mingxin” is the first large model for stroke in the country.", ClaimScope.National)]
    [InlineData("“Mingxin” is the first AI model for stroke in Southeast Asia.", ClaimScope.Regional)]
    [InlineData("“Mingxin” is the province's first large model for stroke.", ClaimScope.Regional)]
    [InlineData("“Mingxin” is the industry's first open model for stroke.", ClaimScope.Unspecified)]
    [InlineData("“Mingxin” is the first to integrate CT with blood values.", ClaimScope.Unspecified)]
    public void Find_the_scope_of_a_claim(string sentence, ClaimScope scope) =>
        Assert.Equal(scope, Assert.Single(Assert.Single(Texts.Records(Made, sentence)).FirstOfKind).Scope);

    [Theory]
    [InlineData("“Mingxin” is one of the first large models for stroke.")]
    [InlineData("“Mingxin” is among the first AI models in the country.")]
    [InlineData("“Mingxin” is not the first large model for stroke.")]
    [InlineData("“Mingxin” was first released in May.")]
    [InlineData("“Mingxin” is used at the First Affiliated Hospital of Cedar University.")]
    [InlineData("For the first time, “Mingxin” reads slides.")]
    [InlineData("Cedar Hospital was the first hospital to adopt “Mingxin”.")]
    public void Find_other_firsts_are_no_claims(string sentence) => Assert.Empty(Assert.Single(Texts.Records(Made, sentence)).FirstOfKind);
}
