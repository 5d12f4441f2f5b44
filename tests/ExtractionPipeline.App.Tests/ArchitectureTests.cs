using System.Reflection;

namespace ExtractionPipeline.App.Tests;

public sealed class ArchitectureTests
{
    private const string Prefix = "ExtractionPipeline.";

    [Theory]
    [InlineData(typeof(Reading.ArticleReader))]
    [InlineData(typeof(Extraction.RecordExtractor))]
    [InlineData(typeof(Ingestion.IngestionOptions))]
    [InlineData(typeof(Storage.LiteDbRecordStore))]
    [InlineData(typeof(Evaluation.Scoring.StrictMatching))]
    public void Rooms_know_the_core_and_not_each_other(Type resident) =>
        Assert.Equal(["ExtractionPipeline.Core"], OwnReferences(resident.Assembly));

    [Fact]
    public void The_core_references_nothing_of_the_house() => Assert.Empty(OwnReferences(typeof(Core.Articles.Article).Assembly));

    [Fact]
    public void Data_of_the_core_is_immutable()
    {
        var settable = typeof(Core.Articles.Article).Assembly.GetExportedTypes()
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(p => p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)));
        Assert.Empty(settable.Select(p => $"{p.DeclaringType!.Name}.{p.Name}"));
    }

    private static List<string> OwnReferences(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))];
}
