using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Tests.Material;

namespace ExtractionPipeline.Storage.Tests.Querying;

public sealed class RecordQueryTests
{
    private static readonly ProcessedDocument[] Documents =
    [
        Sample.Document("a", "1", model: "Kestrel", hospital: "Ande Hospital", partner: "Boreal Labs", specialty: Specialty.Oncology, scope: ClaimScope.National, publishedOn: new(2026, 1, 1)),
        Sample.Document("b", "2", model: "Merlin", hospital: "Beihe Clinic", specialty: Specialty.Radiology, disposition: Disposition.Review, confidence: 0.3, publishedOn: new(2026, 1, 3)),
        Sample.Document("c", "3", model: "Hobby", hospital: "ANDE Second Hospital", specialty: Specialty.Oncology, scope: ClaimScope.Global, disposition: Disposition.Review, confidence: 0.5, publishedOn: new(2026, 1, 2)),
        Sample.Document("d", "4", model: "Kestrel-2", hospital: "Cang Hospital", specialty: Specialty.Tcm, publishedOn: null),
    ];

    [Fact]
    public async Task Records_come_newest_first_and_those_of_unknown_day_last() =>
        Assert.Equal("b c a d", await FindAsync(new RecordQuery()));

    [Theory]
    [InlineData("kestrel", "a d")]
    [InlineData("RLI", "b")]
    [InlineData("none", "")]
    public async Task A_part_of_the_models_name_finds_it(string part, string expected) =>
        Assert.Equal(expected, await FindAsync(new RecordQuery { Model = part }));

    [Theory]
    [InlineData("ande", "c a")]
    [InlineData("Boreal", "")]
    public async Task A_part_of_a_hospitals_name_finds_it(string part, string expected) =>
        Assert.Equal(expected, await FindAsync(new RecordQuery { Hospital = part }));

    [Fact]
    public async Task A_part_of_a_partners_name_finds_it() =>
        Assert.Equal("a", await FindAsync(new RecordQuery { Partner = "boreal" }));

    [Theory]
    [InlineData(Specialty.Oncology, null, null, "c a")]
    [InlineData(Specialty.Oncology, ClaimScope.National, null, "a")]
    [InlineData(null, ClaimScope.Global, null, "c")]
    [InlineData(null, null, Disposition.Review, "b c")]
    [InlineData(Specialty.Oncology, null, Disposition.Accepted, "a")]
    [InlineData(Specialty.Surgery, null, null, "")]
    public async Task Labels_narrow_the_answer(Specialty? specialty, ClaimScope? scope, Disposition? disposition, string expected) =>
        Assert.Equal(expected, await FindAsync(new RecordQuery { Specialty = specialty, FirstOfKind = scope, Disposition = disposition }));

    [Theory]
    [InlineData("2026-01-02", null, "b c")]
    [InlineData(null, "2026-01-02", "c a")]
    [InlineData("2026-01-02", "2026-01-02", "c")]
    [InlineData("2026-01-03", "2026-01-01", "")]
    [InlineData("0001-01-01", "9999-12-31", "b c a")]
    public async Task Days_include_both_ends_and_leave_out_the_unknown(string? from, string? to, string expected) =>
        Assert.Equal(expected, await FindAsync(new RecordQuery { PublishedFrom = Day(from), PublishedTo = Day(to) }));

    [Fact]
    public async Task Confidence_includes_the_bound() =>
        Assert.Equal("c a d", await FindAsync(new RecordQuery { MinimumConfidence = 0.5 }));

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, "b c")]
    [InlineData(9, "b c a d")]
    public async Task A_limit_keeps_the_first(int limit, string expected) =>
        Assert.Equal(expected, await FindAsync(new RecordQuery { Limit = limit }));

    [Fact]
    public async Task An_article_has_its_own_records()
    {
        using var folder = new StoreFolder();
        await using var store = await OpenWithDocumentsAsync(folder);
        var merlin = Assert.Single(await store.FindAsync(new RecordQuery { Model = "Merlin" }));

        Assert.Equal(merlin.Key, Assert.Single(await store.FindAsync(new RecordQuery { ArticleId = merlin.ArticleId })).Key);
        Assert.Empty(await store.FindAsync(new RecordQuery { ArticleId = merlin.ArticleId[..8] }));
    }

    [Fact]
    public async Task A_long_answer_comes_whole_and_in_order()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        var first = new DateOnly(2026, 1, 1);
        await Task.WhenAll(Enumerable.Range(0, 1201).Select(i => store.SaveAsync(Sample.Document($"{i:D4}", $"content {i}", publishedOn: first.AddDays(i % 7)))));

        var found = await store.FindAsync();

        Assert.Equal(1201, found.Count);
        Assert.Equal(found.OrderByDescending(r => r.PublishedOn).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Key), found.Select(r => r.Key));
        Assert.Equal(1201 / 7, (await store.FindAsync(new RecordQuery { PublishedFrom = first.AddDays(6) })).Count);
        Assert.Equal(700, (await store.FindAsync(new RecordQuery { Limit = 700 })).Count);
    }

    [Fact]
    public async Task A_record_is_found_by_its_key_and_by_a_beginning_that_no_other_has()
    {
        using var folder = new StoreFolder();
        await using var store = await OpenWithDocumentsAsync(folder);
        var records = await store.FindAsync();
        foreach (var record in records)
        {
            for (var length = 0; length <= record.Key.Length; length++)
            {
                var beginning = record.Key[..length];
                var expected = records.Count(r => r.Key.StartsWith(beginning, StringComparison.Ordinal)) == 1 ? record.Key : null;
                Assert.Equal(expected, (await store.GetRecordAsync(beginning, TestContext.Current.CancellationToken))?.Key);
            }
        }
    }

    [Fact]
    public async Task A_whole_key_is_found_though_others_begin_with_it()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);
        var document = Sample.Document("a", "one");
        await store.SaveAsync(document with { Records = [document.Records[0], document.Records[0] with { Id = "r10" }] });
        var key = (await store.FindAsync())[0].Key;

        Assert.Equal(key, (await store.GetRecordAsync(key, TestContext.Current.CancellationToken))!.Key);
        Assert.Null(await store.GetRecordAsync(key[..^1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_summary_counts_what_awaits_review()
    {
        using var folder = new StoreFolder();
        await using var store = await OpenWithDocumentsAsync(folder);

        Assert.Equal(new StoreSummary(4, 4, 4, 4, 2), await store.SummariseAsync());
    }

    [Fact]
    public async Task A_query_that_is_left_early_disturbs_no_one()
    {
        using var folder = new StoreFolder();
        await using var store = await OpenWithDocumentsAsync(folder);
        await foreach (var record in store.FindRecordsAsync(new RecordQuery(), TestContext.Current.CancellationToken))
        {
            // Writing while an answer is being read: the reader holds nothing.
            Assert.Equal(SaveOutcome.Added, await store.SaveAsync(Sample.Document("new", "new")));
            break;
        }

        Assert.Equal(5, (await store.SummariseAsync()).Records);
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "O");

    private static async Task<string> FindAsync(RecordQuery query)
    {
        using var folder = new StoreFolder();
        await using var store = await OpenWithDocumentsAsync(folder);
        return string.Join(' ', (await store.FindAsync(query)).Select(r => r.Source));
    }

    private static async Task<LiteDbRecordStore> OpenWithDocumentsAsync(StoreFolder folder)
    {
        var store = Stores.Open(folder.Store);
        await Task.WhenAll(Documents.Select(d => store.SaveAsync(d)));
        return store;
    }
}
