namespace ExtractionPipeline.Extraction.Tests.Entities;

public sealed class OrganisationResolverTests
{
    [Theory]
    [InlineData("Alderford Hospital Affiliated to Birch University opened it.", "Staff of Alderford Hospital came.")]
    [InlineData("Alderford Hospital, Birch University, opened it.", "It belongs to Alderford Hospital (Birch University) now.")]
    [InlineData("Alderford Medical Center (AMC) opened it.", "At AMC they like it.")]
    [InlineData("Xinqiao County Hospital (hereinafter \"Xinqiao Hospital\") opened it.", "Doctors at Xinqiao Hospital like it.")]
    [InlineData("Alderford Hospital opened it.", "Alderford's doctors like it.")]
    [InlineData("Andelin Yizhi made it.", "They thanked Andelin Medical Intelligence for it.")]
    public void Resolve_forms_of_one_institution_are_one(string first, string second)
    {
        var text = Texts.Discourse(first, second);
        var institutions = text.Organisations.Where(o => o.Mentions.Count >= 2 || o.Names.Count >= 2).ToList();
        Assert.Single(institutions);
    }

    [Theory]
    [InlineData("Xiangya Hospital opened it.", "The Second Xiangya Hospital followed.")]
    [InlineData("The First Affiliated Hospital of Alder University opened it.", "The Second Affiliated Hospital of Alder University followed.")]
    [InlineData("Alder University opened it.", "Alder University Hospital followed.")]
    public void Resolve_numbered_and_other_institutions_stay_apart(string first, string second) =>
        Assert.Equal(2, Texts.Discourse(first, second).Organisations.Count(o => o.Mentions.Count == 1));

    [Fact]
    public void Resolve_an_apposition_makes_a_health_system_a_hospital() =>
        Assert.True(Texts.Discourse("Cedarline Health, a nonprofit system of eleven hospitals, opened it.").Organisations[0].IsHospital);
}
