using ExtractionPipeline.Extraction.Relations;

namespace ExtractionPipeline.Extraction.Tests.Relations;

public sealed class RelationRulesTests
{
    private const string Named = "The “Mingxin” large model is new.";

    [Theory]
    [InlineData("“Mingxin” was jointly developed by Alderford Hospital and Birch Technology.", "Alderford Hospital: Developer; Birch Technology: Partner")]
    [InlineData("“Mingxin,” developed by Alderford Hospital in collaboration with Birch Technology, is in use.", "Alderford Hospital: Developer; Birch Technology: Partner")]
    [InlineData("Alderford Hospital and Birch Technology have jointly launched “Mingxin”.", "Alderford Hospital: Developer; Birch Technology: Partner")]
    [InlineData("Alderford Hospital has teamed up with Birch Technology to build “Mingxin”.", "Alderford Hospital: Developer; Birch Technology: Partner")]
    [InlineData("Alderford Hospital’s “Mingxin” is in use.", "Alderford Hospital: Developer")]
    [InlineData("“Mingxin” from Alderford Hospital is in use.", "Alderford Hospital: Developer")]
    [InlineData("“Mingxin” is the work of Alderford Hospital and Birch Technology.", "Alderford Hospital: Developer; Birch Technology: Partner")]
    [InlineData("Alderford Hospital, which has rolled out “Mingxin”, is large.", "Alderford Hospital: Developer")]
    [InlineData("“Mingxin” is being used at Alderford Hospital.", "Alderford Hospital: Adopter")]
    [InlineData("Alderford Hospital and Cedar Hospital have adopted “Mingxin”.", "Alderford Hospital: Adopter; Cedar Hospital: Adopter")]
    [InlineData("Developed by Alderford Hospital, “Mingxin” is in use.", "Alderford Hospital: Developer")]
    public void Apply_a_sentence_tells_who_did_what(string sentence, string roles) => Assert.Equal(roles, Roles(Named, sentence));

    [Theory]
    [InlineData("Alderford Hospital is large. It was the hospital that developed it together with Birch Technology.")]
    [InlineData("Alderford Hospital was busy. The hospital developed the model in partnership with Birch Technology.")]
    public void Apply_references_are_followed(string paragraph) => Assert.Equal("Alderford Hospital: Developer; Birch Technology: Partner", Roles(Named, paragraph));

    [Fact]
    public void Apply_what_a_model_stands_on_is_no_partner() =>
        Assert.Equal("Alderford Hospital: Developer", Roles(Named, "“Mingxin”, developed by Alderford Hospital, is based on Birch Technology."));

    [Fact]
    public void Apply_who_is_said_not_to_be_involved_is_out() =>
        Assert.DoesNotContain("Birch", Roles(Named, "“Mingxin” was developed by Alderford Hospital with Birch Technology. Birch Technology is no longer involved."), StringComparison.Ordinal);

    [Fact]
    public void Apply_a_table_ties_by_row_and_tells_by_column()
    {
        var discourse = Texts.Discourse("| Model | Hospital | Partner", "| CardioWren | Alderford Hospital | Birch Technology", "| LungFinch | Cedar Hospital | ");
        Assert.Equal(["Alderford Hospital: Developer; Birch Technology: Partner", "Cedar Hospital: Developer"], discourse.Models.Select(m => Roles(discourse, m.Index)));
    }

    [Fact]
    public void Apply_a_table_of_makers_without_a_column_of_models_lists_these_first()
    {
        var discourse = Texts.Discourse("| Shown as | By | For", "| Dandelion | Alderford Hospital | asthma", "| Pacer | Cedar Hospital | rehabilitation");
        Assert.Equal(["Alderford Hospital: Developer", "Cedar Hospital: Developer"], discourse.Models.Select(m => Roles(discourse, m.Index)));
    }

    private static string Roles(params string[] lines) => Roles(Texts.Discourse(lines), 0);

    private static string Roles(Discourse discourse, int model) => string.Join("; ", new RoleDecider(Extraction.Confidence.RuleReliability.Load())
        .Decide(new RelationRules().Apply(discourse)).Where(d => d.Model == model)
        .Select(d => $"{discourse.Organisations[d.Organisation].Names[0]}: {d.Role}").Order(StringComparer.Ordinal));
}
