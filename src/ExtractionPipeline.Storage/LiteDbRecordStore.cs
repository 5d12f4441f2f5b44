using System.Globalization;
using System.Runtime.CompilerServices;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Mapping;
using ExtractionPipeline.Storage.Reading;
using ExtractionPipeline.Storage.Schema;
using ExtractionPipeline.Storage.Writing;
using LiteDB;

namespace ExtractionPipeline.Storage;

/// <summary>
/// The record store in one LiteDB file, which belongs to one process at a time. Reads run beside each other and beside
/// the one writer, and see whole commits only.
/// </summary>
public sealed class LiteDbRecordStore : IRecordStore
{
    private const int PageLength = 256;

    private readonly LiteDatabase database;
    private readonly WriteQueue queue;
    private readonly StoreLock storeLock;
    private readonly string path;
    private int disposed;

    private LiteDbRecordStore(LiteDatabase database, StoreLock storeLock, RecordStoreOptions options)
    {
        this.database = database;
        this.storeLock = storeLock;
        path = options.Path;
        queue = new WriteQueue(database, options);
    }

    /// <summary>Opens the store, makes its file when missing, and brings an older file to the program's form.</summary>
    /// <exception cref="StoreException">The file cannot be opened, is damaged, in use, or newer than the program.</exception>
    public static LiteDbRecordStore Open(RecordStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (database, storeLock) = StoreFile.Open(options.Path);
        return new LiteDbRecordStore(database, storeLock, options);
    }

    /// <inheritdoc />
    public ValueTask<bool> IsCurrentAsync(string source, ContentHash documentHash, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(() => database.GetCollection(StoreSchema.Articles).FindOne("$.sources[*] ANY = @0", new BsonValue(source))?["documentHash"].AsString == documentHash.Hex));
    }

    /// <inheritdoc />
    public async Task<SaveOutcome> SaveAsync(ProcessedDocument processed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(processed);
        return await queue.SaveAsync(PreparedDocument.Of(processed), cancellationToken);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredRecord> FindRecordsAsync(RecordQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var left = query.Limit ?? int.MaxValue;
        var last = "";
        while (left > 0)
        {
            // A page is read in one go on one thread, because LiteDB's cursors belong to threads.
            cancellationToken.ThrowIfCancellationRequested();
            var page = Read(() => database.GetCollection(StoreSchema.Records).Find(Query.GT("rank", last), limit: PageLength).ToList());
            foreach (var record in page.Select(RecordMapping.FromDocument).Where(r => RecordFilter.Matches(query, r)).Take(left))
            {
                left--;
                yield return record;
            }

            if (page.Count < PageLength)
            {
                break;
            }

            last = page[^1]["rank"].AsString;
            await Task.Yield();
        }
    }

    /// <inheritdoc />
    public Task<StoredRecord?> GetRecordAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        cancellationToken.ThrowIfCancellationRequested();
        var found = Read(() => Starting(StoreSchema.Records, key));
        if (found.Count == 0)
        {
            found = Read(() => Starting(StoreSchema.FormerRecords, key));
        }

        var exact = found.Find(d => d["_id"].AsString == key) ?? (found.Count == 1 ? found[0] : null);
        return Task.FromResult(exact is null ? null : RecordMapping.FromDocument(exact));
    }

    /// <inheritdoc />
    public Task<StoredArticle?> GetArticleAsync(string articleId, int? version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Read(() => Article(articleId, version)));
    }

    /// <inheritdoc />
    public Task<byte[]?> GetRawContentAsync(string articleId, int version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Read(() => ContentMapping.Read(database, ContentMapping.RawKey(articleId, version))));
    }

    /// <inheritdoc />
    public Task<StoreSummary> SummariseAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Read(() => new StoreSummary(
            database.GetCollection(StoreSchema.Articles).Count(),
            database.GetCollection(StoreSchema.Versions).Count(),
            database.GetCollection(StoreSchema.Runs).Count(),
            database.GetCollection(StoreSchema.Records).Count(),
            database.GetCollection(StoreSchema.Records).Count(Query.EQ("disposition", nameof(Disposition.Review))))));
    }

    /// <summary>Writes what is queued, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        await queue.DisposeAsync();
        try
        {
            database.Dispose();
        }
        catch (Exception error)
        {
            FailedDatabase.Keep(database);
            throw StoreFile.Explain(path, error);
        }
        finally
        {
            storeLock.Dispose();
        }
    }

    private StoredArticle? Article(string articleId, int? version)
    {
        if (database.GetCollection(StoreSchema.Articles).FindById(articleId) is not { } article)
        {
            return null;
        }

        var number = version ?? article["version"].AsInt32;
        if (database.GetCollection(StoreSchema.Versions).FindById($"{articleId}.{number}") is not { } stored
            || ContentMapping.ReadArticle(database, articleId, number) is not { } content)
        {
            return null;
        }

        return new StoredArticle(
            articleId,
            number,
            [.. article["sources"].AsArray.Select(s => s.AsString)],
            new ContentHash(stored["documentHash"].AsString),
            new ContentHash(stored["textHash"].AsString),
            content,
            DateTimeOffset.Parse(stored["storedAt"].AsString, CultureInfo.InvariantCulture));
    }

    private List<BsonDocument> Starting(string collection, string key) => [.. database.GetCollection(collection).Find(Query.StartsWith("_id", key), limit: 2)];

    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            FailedDatabase.Keep(database);
            throw StoreFile.Explain(path, error);
        }
    }
}
