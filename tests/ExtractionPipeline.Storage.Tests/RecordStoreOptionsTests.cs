using System.ComponentModel.DataAnnotations;
using ExtractionPipeline.Storage.Tests.Material;

namespace ExtractionPipeline.Storage.Tests;

public sealed class RecordStoreOptionsTests
{
    [Fact]
    public void Options_out_of_range_are_refused_before_any_file_is_touched()
    {
        using var folder = new StoreFolder();

        Assert.Throws<ValidationException>(() => LiteDbRecordStore.Open(new RecordStoreOptions { Path = folder.Store, BatchSize = 0 }));
        Assert.Throws<ValidationException>(() => LiteDbRecordStore.Open(new RecordStoreOptions { Path = "" }));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }
}
