using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Core.Ingestion;

/// <summary>By what an article is found again in other words.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Bands">Hashes of bands of its MinHash; articles that share one may be alike.</param>
/// <param name="At">When it was stored.</param>
public sealed record ArticleSignature(string ArticleId, IReadOnlyList<ulong> Bands, DateTimeOffset At);

/// <summary>Which items to list.</summary>
/// <param name="State">Failed or skipped.</param>
/// <param name="SourceId">Only of this source; null for all.</param>
/// <param name="Limit">At most so many, the latest first.</param>
public sealed record ItemQuery(ItemState State, string? SourceId = null, int Limit = 100);

/// <summary>A version of an article whose records a newer extractor has made again.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Version">The version.</param>
/// <param name="Records">The records; every evidence points into the version's text.</param>
/// <param name="ExtractorVersion">What made them.</param>
/// <param name="ProcessedAt">When.</param>
public sealed record ReprocessedArticle(string ArticleId, int Version, IReadOnlyList<ModelRecord> Records, string ExtractorVersion, DateTimeOffset ProcessedAt);

/// <summary>What a check of the store found.</summary>
/// <param name="Checked">Documents looked at.</param>
/// <param name="Problems">What is wrong, one line each; empty for a sound store.</param>
public sealed record StoreCheckReport(long Checked, IReadOnlyList<string> Problems);

/// <summary>How long what is kept.</summary>
/// <param name="SkippedPagesBefore">Pages of skipped and failed items that changed before are let go.</param>
/// <param name="OldVersionsBefore">Raw pages of versions that a newer one replaced before are let go; texts and records stay.</param>
/// <param name="HoursBefore">Counts of hours before are let go.</param>
public sealed record RetentionRules(DateTimeOffset SkippedPagesBefore, DateTimeOffset OldVersionsBefore, DateTimeOffset HoursBefore);

/// <summary>
/// Keeps sources and items beside the articles. Every change is one transaction and on disk when its task ends; what the
/// changes of one call say holds together or not at all. Safe to use from any number of threads.
/// </summary>
public interface IIngestionStore
{
    /// <summary>All sources by id.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<IReadOnlyList<SourceState>> GetSourcesAsync(CancellationToken cancellationToken);

    /// <summary>The source with the id; null when there is none.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<SourceState?> FindSourceAsync(string id, CancellationToken cancellationToken);

    /// <summary>Changes a source: the function gets its state (null when there is none) and gives the new one (null removes it). Runs within the write, so it must be quick and pure.</summary>
    /// <exception cref="StoreException">The store cannot be written; nothing changed.</exception>
    Task<SourceState?> UpdateSourceAsync(string id, Func<SourceState?, SourceState?> update, CancellationToken cancellationToken);

    /// <summary>
    /// Records a look at a source: its new state and what it showed. A new item becomes due; a known one whose title, time of
    /// change or address (by the feed's id) differs is due again, unless it is at work already.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be written; neither state nor items were stored.</exception>
    Task<DiscoveryCounts> RecordPollAsync(string sourceId, Func<SourceState, DiscoveryCounts, SourceState> update, IReadOnlyList<DiscoveredItem> items, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The lines in which items wait, each with the time from which its first one is due.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<IReadOnlyList<(string Queue, DateTimeOffset DueAt)>> DueQueuesAsync(CancellationToken cancellationToken);

    /// <summary>Items of a line that are due, the earliest first.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<IReadOnlyList<IngestionItem>> DueItemsAsync(string queue, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>The item with the key; null when there is none.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<IngestionItem?> FindItemAsync(string key, CancellationToken cancellationToken);

    /// <summary>Stores an item's new state, and its page when one is given. The page is kept until the item is extracted.</summary>
    /// <exception cref="StoreException">The store cannot be written; nothing changed.</exception>
    Task SaveItemAsync(IngestionItem item, ReadOnlyMemory<byte>? page, CancellationToken cancellationToken);

    /// <summary>
    /// Stores an article with its records and the item that brought it, all in one: the item becomes extracted, its kept page
    /// goes (the article holds it), the signature is found from then on, and records of the version before are anchored.
    /// </summary>
    /// <exception cref="StoreException">The store cannot be written, or the document contradicts itself; nothing changed.</exception>
    Task<(SaveOutcome Outcome, IngestionItem Item)> SaveExtractedAsync(IngestionItem item, ProcessedDocument processed, ArticleSignature signature, IReadOnlyList<AnchoredRecord> anchored, CancellationToken cancellationToken);

    /// <summary>Makes the item a further source of an article, whose text holds the same story; its page stays kept.</summary>
    /// <exception cref="StoreException">The store cannot be written; nothing changed.</exception>
    Task SaveDuplicateAsync(IngestionItem item, RawDocument document, ContentHash documentHash, CancellationToken cancellationToken);

    /// <summary>Takes the item's name from the sources of its article, when its page no longer tells that story; the item itself stays as it is stored.</summary>
    /// <exception cref="StoreException">The store cannot be written; nothing changed.</exception>
    Task DetachAsync(IngestionItem item, CancellationToken cancellationToken);

    /// <summary>The page kept for an item; null when there is none.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<byte[]?> GetPageAsync(string key, CancellationToken cancellationToken);

    /// <summary>Failed or skipped items, the latest first.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<IReadOnlyList<IngestionItem>> FindItemsAsync(ItemQuery query, CancellationToken cancellationToken);

    /// <summary>Makes failed or skipped items due now; returns how many.</summary>
    /// <exception cref="StoreException">The store cannot be written; nothing changed.</exception>
    Task<int> RetryAsync(ItemQuery query, string? key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many items are in each state.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<ItemCounts> CountItemsAsync(CancellationToken cancellationToken);

    /// <summary>The work of each hour since a time, in order; hours without work are left out.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<IReadOnlyList<HourOfWork>> HoursAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Signatures of articles stored since a time.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    IAsyncEnumerable<ArticleSignature> SignaturesAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>What became of the evidence of an article's earlier records in later versions.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<IReadOnlyList<AnchoredRecord>> FindAnchorsAsync(string articleId, CancellationToken cancellationToken);

    /// <summary>Ids of articles behind a given one, in order; empty at the end.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<IReadOnlyList<string>> ArticleIdsAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Replaces the proposals of articles' newest versions by those of a newer extractor, all in one with a note of how far it came. Decisions of people are not touched.</summary>
    /// <exception cref="StoreException">The store cannot be written, or the records do not fit the text; nothing changed.</exception>
    Task SaveReprocessedAsync(IReadOnlyList<ReprocessedArticle> articles, string extractorVersion, string lastArticleId, CancellationToken cancellationToken);

    /// <summary>How far making records again with this extractor came: the last article's id; null when it has not begun.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<string?> ReprocessedUpToAsync(string extractorVersion, CancellationToken cancellationToken);

    /// <summary>Copies the whole store to a file while it is in use. The copy is complete and sound, or it is not there.</summary>
    /// <exception cref="StoreException">The copy could not be written.</exception>
    Task BackUpAsync(string path, CancellationToken cancellationToken);

    /// <summary>Looks at everything in the store: whether contents unpack to what their hashes say, evidence equals the text, counts agree.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    Task<StoreCheckReport> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Lets go of what is older than the rules say; returns how many documents went.</summary>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    Task<int> PruneAsync(RetentionRules rules, CancellationToken cancellationToken);
}
