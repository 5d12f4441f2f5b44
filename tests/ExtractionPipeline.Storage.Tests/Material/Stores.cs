using System.Text.Json;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Files;
using ExtractionPipeline.Storage.Schema;
using Microsoft.Extensions.Time.Testing;

namespace ExtractionPipeline.Storage.Tests.Material;

/// <summary>Opening and looking at stores.</summary>
internal static class Stores
{
    public static readonly DateTimeOffset Now = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public static LiteDbRecordStore Open(string path, IStoreFileSystem? files = null, int batchSize = 64, int queueCapacity = 128, IReadOnlyList<SchemaMigration>? migrations = null, int checkpointMebibytes = 16) =>
        LiteDbRecordStore.Open(
            new RecordStoreOptions { Path = path, BatchSize = batchSize, QueueCapacity = queueCapacity, CheckpointMebibytes = checkpointMebibytes },
            new FakeTimeProvider(Now),
            files ?? new DiskFileSystem(),
            migrations ?? SchemaMigrations.All);

    public static Task<SaveOutcome> SaveAsync(this IRecordStore store, ProcessedDocument document) =>
        store.SaveAsync(document, TestContext.Current.CancellationToken);

    public static async Task<List<StoredRecord>> FindAsync(this IRecordStore store, RecordQuery? query = null) =>
        await store.FindRecordsAsync(query ?? new RecordQuery(), TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    public static Task<StoreSummary> SummariseAsync(this IRecordStore store) => store.SummariseAsync(TestContext.Current.CancellationToken);

    /// <summary>Everything that a store tells about its current records and their articles, as one text.</summary>
    public static async Task<string> DescribeAsync(this IRecordStore store)
    {
        var lines = new List<string> { (await store.SummariseAsync()).ToString() };
        foreach (var record in await store.FindAsync())
        {
            lines.Add(JsonSerializer.Serialize(record));
            var article = await store.GetArticleAsync(record.ArticleId, null, TestContext.Current.CancellationToken);
            lines.Add(JsonSerializer.Serialize(article));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Asserts that the call fails with a message fit for a person: one line that names the store.</summary>
    public static async Task<StoreException> FailsPlainlyAsync(string path, Func<Task> action)
    {
        var exception = await Assert.ThrowsAsync<StoreException>(action);
        Assert.StartsWith(path + ": ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        return exception;
    }

    public static StoreException OpeningFails(string path, IStoreFileSystem? files = null, IReadOnlyList<SchemaMigration>? migrations = null)
    {
        var exception = Assert.Throws<StoreException>(() => Open(path, files, migrations: migrations));
        Assert.StartsWith(path + ": ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        return exception;
    }
}
