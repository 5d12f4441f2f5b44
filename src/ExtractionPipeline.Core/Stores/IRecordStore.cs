using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;

namespace ExtractionPipeline.Core.Stores;

/// <summary>What saving a document did.</summary>
public enum SaveOutcome
{
    /// <summary>A new article was stored.</summary>
    Added,

    /// <summary>A known source had new content: a new version of its article was stored.</summary>
    NewVersion,

    /// <summary>The content is known under another source: that source was added to its article, nothing else changed.</summary>
    FurtherSource,

    /// <summary>The source's newest content is the same, or another source of its article has brought the new content already: no article, version or record changed.</summary>
    Unchanged,
}

/// <summary>The store could not be opened, read or written. The message is one line for a person and names the store.</summary>
public sealed class StoreException : Exception
{
    /// <summary>An exception with a message.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public StoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An exception without a message.</summary>
    public StoreException()
    {
    }
}

/// <summary>Which records to find; null means any.</summary>
public sealed record RecordQuery
{
    /// <summary>A part of the model's name, an alias or the description, in any case.</summary>
    public string? Model { get; init; }

    /// <summary>A part of the name or an alias of a developing hospital, in any case.</summary>
    public string? Hospital { get; init; }

    /// <summary>A part of the name or an alias of a partner, in any case.</summary>
    public string? Partner { get; init; }

    /// <summary>A clinical field.</summary>
    public Specialty? Specialty { get; init; }

    /// <summary>A scope of a first-of-kind claim.</summary>
    public ClaimScope? FirstOfKind { get; init; }

    /// <summary>Accepted or awaiting review.</summary>
    public Disposition? Disposition { get; init; }

    /// <summary>Only records at least this sure.</summary>
    public double? MinimumConfidence { get; init; }

    /// <summary>Only articles published on this day or later.</summary>
    public DateOnly? PublishedFrom { get; init; }

    /// <summary>Only articles published on this day or earlier.</summary>
    public DateOnly? PublishedTo { get; init; }

    /// <summary>Only this article's records.</summary>
    public string? ArticleId { get; init; }

    /// <summary>At most so many, the newest publications first.</summary>
    public int? Limit { get; init; }
}

/// <summary>What the store holds.</summary>
/// <param name="Articles">Articles, each counted once.</param>
/// <param name="Versions">Versions of articles.</param>
/// <param name="Runs">Extraction runs.</param>
/// <param name="Records">Current records: those of each article's newest version.</param>
/// <param name="AwaitingReview">Current records that a person should look at.</param>
public sealed record StoreSummary(int Articles, int Versions, int Runs, int Records, int AwaitingReview);

/// <summary>
/// Keeps articles, extraction runs and records. Safe to use from any number of threads; writes are done one after the other.
/// A record is current when it belongs to the newest version of its article; queries see current records only.
/// </summary>
public interface IRecordStore : IAsyncDisposable
{
    /// <summary>
    /// Whether saving content with this hash from this source would change nothing, because it is the source's newest content.
    /// Lets the pipeline skip work; the answer of <see cref="SaveAsync"/> is the binding one.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    ValueTask<bool> IsCurrentAsync(string source, ContentHash documentHash, CancellationToken cancellationToken);

    /// <summary>
    /// Stores an article version, its extraction run and its records, all or nothing. The task ends once they are on disk.
    /// Saving the same content again changes nothing. Cancelling takes back a document that still waits to be written; one that is being written is stored.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be written, or the document contradicts itself (evidence that does not equal the text); nothing of it was stored.</exception>
    Task<SaveOutcome> SaveAsync(ProcessedDocument processed, CancellationToken cancellationToken);

    /// <summary>Current records that match, the newest publications first, then by key.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IAsyncEnumerable<StoredRecord> FindRecordsAsync(RecordQuery query, CancellationToken cancellationToken);

    /// <summary>The record with the key or an unambiguous beginning of it; null when there is none or more than one.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<StoredRecord?> GetRecordAsync(string key, CancellationToken cancellationToken);

    /// <summary>A version of an article, the newest when <paramref name="version"/> is null; null when there is none.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<StoredArticle?> GetArticleAsync(string articleId, int? version, CancellationToken cancellationToken);

    /// <summary>The raw bytes of a version of an article, as they came in; null when there is no such version.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<byte[]?> GetRawContentAsync(string articleId, int version, CancellationToken cancellationToken);

    /// <summary>Counts what the store holds.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<StoreSummary> SummariseAsync(CancellationToken cancellationToken);
}
