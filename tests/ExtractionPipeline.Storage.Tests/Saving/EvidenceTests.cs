using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Tests.Material;

namespace ExtractionPipeline.Storage.Tests.Saving;

public sealed class EvidenceTests
{
    [Theory]
    [InlineData(0, 3, "two")]
    [InlineData(-1, 3, "one")]
    [InlineData(0, 4000, "one")]
    [InlineData(3, 0, "")]
    public async Task Evidence_that_does_not_equal_its_text_is_refused(int start, int end, string words)
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        var document = WithEvidence(Sample.Document("a.html", "one"), new Evidence(new TextSpan(start, end), words));

        var exception = await Stores.FailsPlainlyAsync(folder.Store, () => store.SaveAsync(document));

        Assert.Contains("a.html", exception.Message, StringComparison.Ordinal);
        Assert.Equal(new StoreSummary(0, 0, 0, 0, 0), await store.SummariseAsync());
    }

    [Fact]
    public async Task Evidence_that_cuts_a_character_in_half_is_refused()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        var document = WithEvidence(Sample.Document("a.html", "𝒳"), new Evidence(new TextSpan(0, 1), "\ud835"));

        await Stores.FailsPlainlyAsync(folder.Store, () => store.SaveAsync(document));
    }

    [Fact]
    public async Task Two_records_of_one_id_are_refused()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        var document = Sample.Document("a.html", "one");

        await Stores.FailsPlainlyAsync(folder.Store, () => store.SaveAsync(document with { Records = [document.Records[0], document.Records[0]] }));
    }

    [Fact]
    public async Task A_hash_of_other_content_is_refused()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        var document = Sample.Document("a.html", "one");

        await Stores.FailsPlainlyAsync(folder.Store, () => store.SaveAsync(document with { DocumentHash = ContentHash.Of("other") }));
    }

    private static ProcessedDocument WithEvidence(ProcessedDocument document, Evidence evidence)
    {
        var record = document.Records[0];
        return document with { Records = [record with { Model = record.Model with { Evidence = [evidence] } }] };
    }
}
