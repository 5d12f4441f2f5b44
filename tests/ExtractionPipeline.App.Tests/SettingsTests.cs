using ExtractionPipeline.App.Composition;
using Microsoft.Extensions.Configuration;

namespace ExtractionPipeline.App.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void From_the_shipped_settings_are_sound_and_watch_the_corpus() =>
        Assert.Equal("corpus", Assert.Single(Settings.From(Settings.Configuration(new Dictionary<string, string?>())).Ingestion.Sources).Path);

    [Theory]
    [InlineData("Ingestion:Workers", "-1", "Ingestion:Workers")]
    [InlineData("Ingestion:Workers", "many", "Ingestion:Workers")]
    [InlineData("Ingestion:RescanSeconds", "0", "Ingestion:RescanSeconds")]
    [InlineData("Ingestion:Sources:0:Path", "", "Ingestion:Sources:0:Path")]
    [InlineData("Storage:Path", "", "Storage:Path")]
    [InlineData("Storage:BatchSize", "0", "Storage:BatchSize")]
    [InlineData("Reading:MaximumBytes", "3", "Reading:MaximumBytes")]
    [InlineData("Storage:Pfad", "x", "Pfad")]
    public void From_a_faulty_setting_names_the_key(string key, string value, string named)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build();
        var error = Assert.Throws<SettingsException>(() => Settings.From(configuration));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
