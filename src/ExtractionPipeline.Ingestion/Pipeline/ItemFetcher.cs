using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Fetching;
using ExtractionPipeline.Ingestion.Health;
using ExtractionPipeline.Ingestion.Sources;

namespace ExtractionPipeline.Ingestion.Pipeline;

/// <summary>An item behind its fetch.</summary>
/// <param name="Item">The item in its new state; not yet stored.</param>
/// <param name="Content">Its page; null when there is nothing to extract.</param>
/// <param name="KeepsPage">Whether the page must be stored with the item, which a file on disk need not.</param>
/// <param name="Report">What became of it; null when that is yet to come.</param>
internal sealed record FetchedItem(IngestionItem Item, ReadOnlyMemory<byte>? Content, bool KeepsPage, DocumentReport? Report);

/// <summary>Fetches the pages of items and decides what a fetch means for its item. Stores nothing.</summary>
internal sealed class ItemFetcher(PageFetcher pages, DocumentFetcher files, NetworkWatch network, IngestionOptions options, TimeProvider time, Random random)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);
    private static readonly TimeSpan NetworkPause = TimeSpan.FromMinutes(1);

    public Task<FetchedItem> FetchAsync(IngestionItem item, CancellationToken cancellationToken) =>
        DocumentFetcher.IsAddress(item.Address) ? FetchPageAsync(item, cancellationToken) : ReadFileAsync(item, cancellationToken);

    /// <summary>The item after a failure that may pass: due again after a growing pause, or given up.</summary>
    public IngestionItem Failed(IngestionItem item, string reason, bool mayPass, DateTimeOffset? notBefore)
    {
        var now = time.GetUtcNow();
        var attempts = item.Attempts + 1;
        DateTimeOffset? due = null;
        if (mayPass && attempts < options.MaximumAttempts)
        {
            var pause = TimeSpan.FromSeconds(options.RetrySeconds) * Math.Pow(2, Math.Min(attempts - 1, 30)) * (0.8 + (0.4 * Next()));
            due = now + (pause < LongestPause ? pause : LongestPause);
            due = notBefore > due ? notBefore : due;
        }

        return item with { State = ItemState.Failed, Reason = reason, Attempts = attempts, DueAt = due, ChangedAt = now };
    }

    private async Task<FetchedItem> ReadFileAsync(IngestionItem item, CancellationToken cancellationToken)
    {
        var result = await files.FetchAsync(item.Address, cancellationToken);
        if (!result.Succeeded)
        {
            return End(Failed(item, result.Failure, mayPass: false, null), DocumentStatus.Failed);
        }

        var document = result.Document;
        var hash = ContentHash.Of(document.Content.Span).Hex;
        item = item with { MediaType = document.MediaType, RetrievedAt = document.RetrievedAt };
        return item.IsKnown && hash == item.DocumentHash ? Unchanged(item) : new FetchedItem(Fetched(item, hash), document.Content, KeepsPage: false, null);
    }

    private async Task<FetchedItem> FetchPageAsync(IngestionItem item, CancellationToken cancellationToken)
    {
        var address = new Uri(item.Address);
        var response = await pages.FetchAsync(new PageRequest(address) { Validators = item.IsKnown ? new Validators(item.ETag, item.LastModified) : Validators.None }, cancellationToken);
        network.Note(address.Host, response.IsNetworkFault);
        item = item with { Address = response.PermanentAddress?.AbsoluteUri ?? item.Address };
        switch (response.Outcome)
        {
            case FetchOutcome.NotModified when item.IsKnown:
                return Unchanged(item);
            case FetchOutcome.Fetched:
                var hash = ContentHash.Of(response.Content.Span).Hex;
                item = item with
                {
                    ETag = response.Validators.ETag,
                    LastModified = response.Validators.LastModified,
                    MediaType = response.MediaType,
                    Charset = response.Charset,
                    FinalAddress = response.Address.AbsoluteUri,
                    RetrievedAt = time.GetUtcNow(),
                };
                return item.IsKnown && hash == item.DocumentHash ? Unchanged(item) : new FetchedItem(Fetched(item, hash), response.Content, KeepsPage: true, null);
            default:
                return Failure(item, response);
        }
    }

    private FetchedItem Failure(IngestionItem item, PageResponse response)
    {
        var reason = response.Failure ?? "the server answered without a page";
        if (response.IsNetworkFault && network.IsDown)
        {
            // Our own network: neither the page nor its host is to blame.
            return End(item with { State = ItemState.Failed, Reason = "our own network is down", DueAt = time.GetUtcNow() + NetworkPause, ChangedAt = time.GetUtcNow() }, DocumentStatus.Failed);
        }

        if (response.Outcome == FetchOutcome.Disallowed && reason.EndsWith("stay away", StringComparison.Ordinal) && !item.IsKnown)
        {
            return End(item with { State = ItemState.Skipped, Reason = reason, DueAt = null, ChangedAt = time.GetUtcNow() }, DocumentStatus.Skipped);
        }

        var failed = Failed(item, reason, response.IsTransient, response.RetryAt);
        if (item.IsKnown && failed.DueAt is null)
        {
            // The article is in the store; that its page has gone since changes nothing about it.
            return End(item with { State = ItemState.Extracted, Reason = $"its page can no longer be had: {reason}", Attempts = 0, DueAt = null, ChangedAt = time.GetUtcNow() }, DocumentStatus.Unchanged);
        }

        return End(failed, DocumentStatus.Failed);
    }

    private IngestionItem Fetched(IngestionItem item, string hash) =>
        item with { State = ItemState.Fetched, Reason = null, DueAt = time.GetUtcNow(), HomeQueue = item.HomeQueue ?? item.Queue, Queue = PageLine(item.Key), DocumentHash = hash, ChangedAt = time.GetUtcNow() };

    private FetchedItem Unchanged(IngestionItem item) =>
        End(item with { State = ItemState.Extracted, Reason = null, Attempts = 0, DueAt = null, ChangedAt = time.GetUtcNow() }, DocumentStatus.Unchanged);

    private static FetchedItem End(IngestionItem item, DocumentStatus status) =>
        new(item, null, false, new DocumentReport(item.Name, status, status is DocumentStatus.Failed or DocumentStatus.Skipped ? item.Reason : null, item.Title, []));

    /// <summary>The line in which kept pages wait for extraction: they are no longer bound to their host's pace.</summary>
    private static string PageLine(string key) => $"page-{key.Length % 8}";

    private double Next()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
