using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Core.Tests;

public sealed class LabelsTests
{
    [Theory]
    [InlineData(Specialty.InfectiousDisease, "infectious-disease")]
    [InlineData(Specialty.ObstetricsGynecology, "obstetrics-gynecology")]
    [InlineData(Specialty.Tcm, "tcm")]
    public void Label_of_a_specialty_is_the_guides(Specialty specialty, string label) => Assert.Equal(label, specialty.Label());

    [Fact]
    public void Labels_every_specialty_and_scope_reads_back()
    {
        Assert.All(Enum.GetValues<Specialty>(), s => Assert.True(Labels.TryParse(s.Label(), out Specialty read) && read == s));
        Assert.All(Enum.GetValues<ClaimScope>(), s => Assert.True(Labels.TryParse(s.Label(), out ClaimScope read) && read == s));
    }

    [Fact]
    public void Labels_are_those_of_the_annotation_guide() => Assert.Equal(33, Enum.GetValues<Specialty>().Length);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Oncology")]
    public void TryParse_anything_else_fails(string? label) => Assert.False(Labels.TryParse(label, out Specialty _));
}
