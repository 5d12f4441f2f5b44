using System.Diagnostics;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Addresses;
using ExtractionPipeline.Ingestion.Duplicates;
using ExtractionPipeline.Ingestion.Health;
using ExtractionPipeline.Ingestion.Relevance;
using ExtractionPipeline.Ingestion.Versions;

namespace ExtractionPipeline.Ingestion.Pipeline;

/// <summary>The parts that turn a page into stored records.</summary>
internal sealed record ExtractionParts(IArticleReader Reader, IRecordExtractor Extractor, IRecordStore Records, IIngestionStore Items, StoryIndex Stories, RelevanceLook Relevance, AddressCanonicalization Addresses);

/// <summary>
/// Takes a fetched item to its end: reads the article, looks whether it is on topic, whether its story is known and whether its
/// text has changed, extracts and stores. Safe to use from any number of threads.
/// </summary>
/// <param name="parts">What does the work.</param>
/// <param name="fetcher">Decides when a failed item is tried again.</param>
/// <param name="statistics">Learns what articles show.</param>
/// <param name="metrics">Measures.</param>
/// <param name="isLookedAtFirst">Whether a source's articles get the cheap first look.</param>
/// <param name="cores">Articles that are computed on at the same time.</param>
/// <param name="time">The clock.</param>
internal sealed class ItemExtractor(ExtractionParts parts, ItemFetcher fetcher, SourceStatistics statistics, IngestionMetrics metrics, Func<string, bool> isLookedAtFirst, int cores, TimeProvider time) : IDisposable
{
    // Many items wait for the disk at a time; only as many as there are cores are computed on, or pages pile up in memory.
    private readonly SemaphoreSlim core = new(cores, cores);

    /// <inheritdoc/>
    public void Dispose() => core.Dispose();

    /// <summary>Reads and extracts a page and stores what came of it.</summary>
    /// <exception cref="StoreException">The store failed; the item is as it was.</exception>
    public async Task<DocumentReport> ExtractAsync(IngestionItem item, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var activity = metrics.Activities.StartActivity("extract");
        var started = Stopwatch.GetTimestamp();
        var document = item.Document(content);
        var reading = await ComputeAsync(() => parts.Reader.Read(document, cancellationToken), cancellationToken);
        if (!reading.Succeeded)
        {
            statistics.Note(item.SourceId, 0, null);
            var mayPass = item.FinalAddress is not null && reading.Failure.Kind == ReadingFailureKind.NoArticle;
            return await EndAsync(fetcher.Failed(item with { Queue = LineOf(item), HomeQueue = null }, reading.Failure.Message, mayPass, null), DocumentStatus.Failed, cancellationToken);
        }

        var article = reading.Article;
        statistics.Note(item.SourceId, article.Text.Length, null);
        var textHash = ContentHash.Of(article.Text);
        var done = item with { State = ItemState.Extracted, Reason = null, Attempts = 0, DueAt = null, Queue = LineOf(item), HomeQueue = null, TextHash = textHash.Hex, ChangedAt = time.GetUtcNow() };
        if (item.IsKnown && item.TextHash == textHash.Hex)
        {
            // Other frames around the same words.
            return await EndAsync(done, DocumentStatus.Unchanged, cancellationToken);
        }

        if (!item.IsKnown && isLookedAtFirst(item.SourceId) && parts.Relevance.OffTopic(article.Text) is { } reason)
        {
            return await EndAsync(done with { State = ItemState.Skipped, Reason = reason }, DocumentStatus.Skipped, cancellationToken);
        }

        var claim = await parts.Stories.ClaimAsync(article.Text, item.Similarity is null ? item.ArticleId : null, cancellationToken);
        try
        {
            if (claim.ArticleId is null && done.Similarity is not null)
            {
                // It told the story of another's article and no longer does: from now on it has an article of its own.
                await parts.Items.DetachAsync(done, cancellationToken);
                done = done with { ArticleId = null, Similarity = null };
            }

            return claim.ArticleId is { } known
                ? await SaveDuplicateAsync(done, document, known, claim.Similarity, article, cancellationToken)
                : await CanonicalOfAsync(item, article, cancellationToken) is { } canonical
                    ? await SaveDuplicateAsync(done, document, canonical, 1, article, cancellationToken)
                    : await SaveAsync(done, document, article, claim, started, cancellationToken);
        }
        finally
        {
            claim.Abandon();
        }
    }

    private async Task<DocumentReport> SaveAsync(IngestionItem item, RawDocument document, Article article, StoryClaim claim, long started, CancellationToken cancellationToken)
    {
        var records = await ComputeAsync(() => parts.Extractor.Extract(article, cancellationToken), cancellationToken);
        statistics.Note(item.SourceId, article.Text.Length, records.Count);
        var anchored = item.IsKnown ? await AnchorAsync(item.ArticleId!, article.Text, cancellationToken) : [];
        var processed = new ProcessedDocument(document, new ContentHash(item.DocumentHash!), article, records, parts.Extractor.Version, time.GetUtcNow());
        metrics.Extracted(Stopwatch.GetElapsedTime(started));
        var (outcome, saved) = await parts.Items.SaveExtractedAsync(item, processed, new ArticleSignature("", claim.Bands, item.ChangedAt), anchored, cancellationToken);
        claim.Complete(saved.ArticleId!);
        metrics.Item("extracted");
        var isStored = outcome is SaveOutcome.Added or SaveOutcome.NewVersion;
        return new DocumentReport(item.Name, StatusOf(outcome), null, article.Title, isStored ? records : []);
    }

    private async Task<DocumentReport> SaveDuplicateAsync(IngestionItem item, RawDocument document, string articleId, double similarity, Article article, CancellationToken cancellationToken)
    {
        await parts.Items.SaveDuplicateAsync(item with { ArticleId = articleId, Similarity = similarity }, document, new ContentHash(item.DocumentHash!), cancellationToken);
        metrics.Item("duplicate");
        return new DocumentReport(item.Name, DocumentStatus.FurtherSource, null, article.Title, []);
    }

    /// <summary>The article of the page that this one plausibly names as its own address, when that has been taken in already.</summary>
    private async Task<string?> CanonicalOfAsync(IngestionItem item, Article article, CancellationToken cancellationToken)
    {
        if (item.IsKnown || article.CanonicalAddress is not { } canonical || item.FinalAddress is not { } own || !parts.Addresses.IsPlausible(canonical, new Uri(own)))
        {
            return null;
        }

        var key = parts.Addresses.KeyOf(canonical);
        return key == item.Key ? null : (await parts.Items.FindItemAsync(key, cancellationToken))?.ArticleId;
    }

    private async Task<IReadOnlyList<AnchoredRecord>> AnchorAsync(string articleId, string text, CancellationToken cancellationToken)
    {
        var before = await parts.Records.GetArticleAsync(articleId, null, cancellationToken);
        if (before is null)
        {
            return [];
        }

        var anchored = new List<AnchoredRecord>();
        await foreach (var record in parts.Records.FindRecordsAsync(new RecordQuery { ArticleId = articleId }, cancellationToken))
        {
            anchored.Add(EvidenceAnchoring.Anchor(record, before.Article.Text, text));
        }

        return anchored;
    }

    private async Task<DocumentReport> EndAsync(IngestionItem item, DocumentStatus status, CancellationToken cancellationToken)
    {
        await parts.Items.SaveItemAsync(item, null, cancellationToken);
        metrics.Item(item.State.ToString().ToLowerInvariant());
        return new DocumentReport(item.Name, status, item.Reason, item.Title, []);
    }

    private async Task<T> ComputeAsync<T>(Func<T> compute, CancellationToken cancellationToken)
    {
        await core.WaitAsync(cancellationToken);
        try
        {
            return compute();
        }
        finally
        {
            core.Release();
        }
    }

    /// <summary>The line in which the item waits for its next fetch, if any.</summary>
    private static string LineOf(IngestionItem item) => item.HomeQueue ?? item.Queue;

    private static DocumentStatus StatusOf(SaveOutcome outcome) => outcome switch
    {
        SaveOutcome.Added => DocumentStatus.Added,
        SaveOutcome.NewVersion => DocumentStatus.NewVersion,
        SaveOutcome.FurtherSource => DocumentStatus.FurtherSource,
        _ => DocumentStatus.Unchanged,
    };
}
