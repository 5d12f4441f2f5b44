using ExtractionPipeline.Extraction.Decisions;

namespace ExtractionPipeline.Extraction.Tests.Decisions;

public sealed class ModelStoreTests
{
    [Fact]
    public void InUse_without_a_folder_is_the_program_s_own_model()
    {
        using var folder = TestPaths.Temporary();
        var store = new ModelStore(folder.File("none"));
        Assert.Equal(ModelStore.Shipped, store.InUse);
        Assert.Empty(store.List());
        Assert.Equal(TrainedModel.Shipped().Card.Version, store.Current().Card.Version);
    }

    [Fact]
    public void Use_takes_a_version_and_goes_back()
    {
        using var folder = TestPaths.Temporary();
        var store = new ModelStore(folder.Path);
        var model = TrainedModel.Shipped();
        store.Add(model);
        Assert.False(Assert.Single(store.List()).IsInUse);
        Assert.True(store.Use(model.Card.Version));
        Assert.True(Assert.Single(store.List()).IsInUse);
        Assert.Equal(model.Card.Version, store.InUse);
        Assert.True(store.Use(ModelStore.Shipped));
        Assert.Equal(ModelStore.Shipped, store.InUse);
    }

    [Theory]
    [InlineData("20990101-00000000")]
    [InlineData("../elsewhere")]
    public void Use_a_version_that_is_not_there_changes_nothing(string version)
    {
        using var folder = TestPaths.Temporary();
        var store = new ModelStore(folder.Path);
        Assert.False(store.Use(version));
        Assert.Equal(ModelStore.Shipped, store.InUse);
    }

    [Fact]
    public void Current_a_version_that_has_gone_is_named_with_the_way_back()
    {
        using var folder = TestPaths.Temporary();
        folder.Write("current.txt", "20990101-00000000\n");
        var error = Assert.Throws<ModelFileException>(() => new ModelStore(folder.Path).Current());
        Assert.Contains("20990101-00000000", error.Message, StringComparison.Ordinal);
        Assert.Contains("models use shipped", error.Message, StringComparison.Ordinal);
    }
}
