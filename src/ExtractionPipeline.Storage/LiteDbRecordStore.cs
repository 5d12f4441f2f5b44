using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using ExtractionPipeline.Storage.Files;
using ExtractionPipeline.Storage.Ingestion;
using ExtractionPipeline.Storage.Querying;
using ExtractionPipeline.Storage.Review;
using ExtractionPipeline.Storage.Saving;
using ExtractionPipeline.Storage.Schema;

namespace ExtractionPipeline.Storage;

/// <summary>
/// Keeps everything in one LiteDB file, which is this program's alone while it is open. A save ends once it is on disk; killing the process at
/// any moment leaves a store that opens and holds whole articles only. After a failed write nothing of the document is stored and the store
/// stays usable: the next operation opens the file anew, and says so if that fails.
/// </summary>
public sealed class LiteDbRecordStore : IRecordStore
{
    private readonly StoreDatabase _database;
    private readonly LiteDbReviewStore _reviews;
    private readonly SaveQueue _queue;

    private LiteDbRecordStore(StoreDatabase database, RecordStoreOptions options, TimeProvider timeProvider)
    {
        _database = database;
        _reviews = new LiteDbReviewStore(database);
        _queue = new SaveQueue(database, new ArticleWriter(timeProvider), options.QueueCapacity, options.BatchSize, _reviews.OnArticleChanged);
        Ingestion = new LiteDbIngestionStore(database, _queue, _reviews.OnArticleChanged);
    }

    /// <summary>Sources and items on their way; lives as long as this store.</summary>
    public IIngestionStore Ingestion { get; }

    /// <summary>Decisions on the records, and the users who decide; lives as long as this store.</summary>
    public IReviewStore Reviews => _reviews;

    /// <summary>Opens a store, creates it where there is none, and brings an older one to this program's schema.</summary>
    /// <param name="options">Where it lies and how it writes.</param>
    /// <param name="timeProvider">Tells when a version was stored; the system's clock by default.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    /// <exception cref="StoreException">In use by another process, damaged, no store, written by a newer program, or without the rights.</exception>
    public static LiteDbRecordStore Open(RecordStoreOptions options, TimeProvider? timeProvider = null) =>
        Open(options, timeProvider ?? TimeProvider.System, new DiskFileSystem(), SchemaMigrations.All);

    internal static LiteDbRecordStore Open(RecordStoreOptions options, TimeProvider timeProvider, IStoreFileSystem files, IReadOnlyList<SchemaMigration> migrations)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return new LiteDbRecordStore(StoreDatabase.Open(options.Path, files, (long)options.CheckpointMebibytes << 20, migrations), options, timeProvider);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsCurrentAsync(string source, ContentHash documentHash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return await _database.ReadAsync(engine => ArticleReading.IsCurrent(engine, source, documentHash.Hex), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Checks and compresses on the calling thread. Cancelling removes a document that still waits; one that is being written is stored.</remarks>
    public Task<SaveOutcome> SaveAsync(ProcessedDocument processed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(processed);
        cancellationToken.ThrowIfCancellationRequested();
        return _queue.SaveAsync(PreparedArticle.From(_database.Path, processed), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Reads in portions, between which others may write: each record is current when it is read.</remarks>
    public async IAsyncEnumerable<StoredRecord> FindRecordsAsync(RecordQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = new RecordFilter(query);
        var left = query.Limit ?? int.MaxValue;
        var begin = filter.First;
        while (left > 0 && begin is not null)
        {
            var (from, limit) = (begin, left);
            var portion = await _database.ReadAsync(engine => filter.ArticleId is { } articleId
                ? RecordReading.ReadArticle(engine, filter, articleId, limit)
                : RecordReading.ReadPortion(engine, filter, from, limit), cancellationToken);
            foreach (var record in portion.Records)
            {
                yield return record;
            }

            left -= portion.Records.Count;
            begin = portion.Next;
        }
    }

    /// <inheritdoc/>
    public Task<StoredRecord?> GetRecordAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _database.ReadAsync(engine => RecordReading.FindByKey(engine, key), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredArticle?> GetArticleAsync(string articleId, int? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(articleId);
        return _database.ReadAsync(engine => ArticleReading.Find(engine, articleId, version), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<byte[]?> GetRawContentAsync(string articleId, int version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(articleId);
        return _database.ReadAsync(engine => ArticleReading.FindRawContent(engine, articleId, version), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoreSummary> SummariseAsync(CancellationToken cancellationToken) =>
        _database.ReadAsync(StoreTotals.Read, cancellationToken);

    /// <summary>Writes what still waits, copies the log into the file and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        await _reviews.DisposeAsync();
        _database.Dispose();
    }
}
