using System.Threading.Channels;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Addresses;
using ExtractionPipeline.Ingestion.Duplicates;
using ExtractionPipeline.Ingestion.Fetching;
using ExtractionPipeline.Ingestion.Health;
using ExtractionPipeline.Ingestion.Relevance;
using ExtractionPipeline.Ingestion.Sources;

namespace ExtractionPipeline.Ingestion.Pipeline;

/// <summary>
/// Takes due items through fetch, read, extract and store. The stages run side by side, joined by bounded channels, so that
/// memory does not grow with what waits; what an item has come to is in the store before the next stage relies on it.
/// </summary>
public sealed class IngestionPipeline : IDisposable
{
    private readonly IIngestionStore items;
    private readonly IngestionOptions options;
    private readonly PageFetcher pages;
    private readonly ItemFetcher fetcher;
    private readonly ItemExtractor extractor;
    private readonly ItemDispatcher dispatcher;
    private readonly StoryIndex stories;
    private readonly IngestionMetrics metrics;
    private readonly TimeProvider time;
    private volatile HashSet<string> unseen = [];
    private volatile HashSet<string>? onlySources;

    /// <summary>A pipeline of these parts.</summary>
    public IngestionPipeline(
        PageFetcher pages,
        DocumentFetcher files,
        IArticleReader reader,
        IRecordExtractor records,
        IRecordStore store,
        IIngestionStore items,
        AddressCanonicalization addresses,
        NetworkWatch network,
        SourceStatistics statistics,
        IngestionMetrics metrics,
        IngestionOptions options,
        TimeProvider time,
        Random random)
    {
        (this.items, this.options, this.pages, this.metrics, this.time) = (items, options, pages, metrics, time);
        stories = new StoryIndex(options.Duplicates, async (id, cancellationToken) => (await store.GetArticleAsync(id, null, cancellationToken))?.Article.Text);
        fetcher = new ItemFetcher(pages, files, network, options, time, random);
        extractor = new ItemExtractor(new ExtractionParts(reader, records, store, items, stories, new RelevanceLook(), addresses), fetcher, statistics, metrics, IsLookedAtFirst, Workers, time);
        dispatcher = new ItemDispatcher(items, pages.Politeness.ReadyAt, item => onlySources is not { } only || only.Contains(item.SourceId), time);
    }

    /// <summary>Items that are being worked on.</summary>
    public int InFlight => dispatcher.InFlight;

    /// <inheritdoc/>
    public void Dispose()
    {
        dispatcher.Dispose();
        extractor.Dispose();
    }

    /// <summary>Tells that items may have become due.</summary>
    public void Wake() => dispatcher.Wake();

    /// <summary>Keeps a run that ends when nothing is due from ending until the result is disposed.</summary>
    public IDisposable Hold() => dispatcher.Hold();

    /// <summary>Restricts work to items of these sources; null for all.</summary>
    public void Include(IReadOnlyCollection<string>? sourceIds) => onlySources = sourceIds?.ToHashSet(StringComparer.Ordinal);

    /// <summary>Sources whose articles are extracted without the cheap first look: what a person handed in by itself.</summary>
    public void TakeUnseen(IEnumerable<string> sourceIds) => unseen = sourceIds.ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Works until told to stop or, if so asked, until nothing is due. Told to stop, what is being extracted is finished and
    /// stored, what is being fetched is let go and fetched again the next time.
    /// </summary>
    /// <param name="endsWhenIdle">Whether to end when nothing is due.</param>
    /// <param name="report">Called for each item that reached its end, by several threads at once, in any order.</param>
    /// <param name="stop">Ends the run in order.</param>
    /// <exception cref="StoreException">The store failed; nothing is stored half, the rest was not begun.</exception>
    public async Task RunAsync(bool endsWhenIdle, Action<DocumentReport> report, CancellationToken stop)
    {
        await LoadStoriesAsync(stop);
        using var abort = new CancellationTokenSource();
        using var fetching = CancellationTokenSource.CreateLinkedTokenSource(stop, abort.Token);
        var waiting = Channel.CreateBounded<IngestionItem>(options.Fetching.Parallel);
        var fetched = Channel.CreateBounded<FetchedItem>(options.QueueLength);
        Task[] stages =
        [
            Guard(() => dispatcher.RunAsync(waiting.Writer, endsWhenIdle, fetching.Token), abort),
            Stage(options.Fetching.Parallel, () => FetchAsync(waiting.Reader, fetched.Writer, report, fetching.Token, abort.Token), () => fetched.Writer.TryComplete(), abort),

            // An extractor waits for the disk most of the time that it is not extracting.
            Stage(Workers * 8, () => ExtractAsync(fetched.Reader, report, abort.Token), () => { }, abort),
        ];
        try
        {
            await Task.WhenAll(stages);
        }
        catch (Exception)
        {
            // The first failure cancelled the other stages; theirs are only its echo.
            var cause = stages.Select(s => s.Exception?.InnerException).FirstOrDefault(e => e is not null and not OperationCanceledException);
            throw cause is StoreException known ? new StoreException(known.Message, known) : cause ?? new OperationCanceledException();
        }
    }

    private int Workers => options.Workers > 0 ? options.Workers : Environment.ProcessorCount;

    private bool IsLookedAtFirst(string sourceId) => options.FirstLook && !unseen.Contains(sourceId);

    private async Task LoadStoriesAsync(CancellationToken cancellationToken)
    {
        if (stories.Count > 0)
        {
            return;
        }

        await foreach (var signature in items.SignaturesAsync(time.GetUtcNow().AddDays(-options.Duplicates.Days), cancellationToken))
        {
            stories.Add(signature);
        }
    }

    /// <summary>Several runs of a stage side by side; the stage's output is complete when all have ended.</summary>
    private static async Task Stage(int width, Func<Task> run, Action complete, CancellationTokenSource abort)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, width).Select(_ => Guard(run, abort)));
        }
        finally
        {
            complete();
        }
    }

    private static async Task Guard(Func<Task> run, CancellationTokenSource abort)
    {
        try
        {
            await Task.Run(run);
        }
        catch
        {
            await abort.CancelAsync();
            throw;
        }
    }

    private async Task FetchAsync(ChannelReader<IngestionItem> input, ChannelWriter<FetchedItem> output, Action<DocumentReport> report, CancellationToken fetching, CancellationToken abort)
    {
        await foreach (var item in input.ReadAllAsync(abort))
        {
            try
            {
                var result = await FetchOneAsync(item, fetching, abort);
                dispatcher.Release(item.Queue);
                if (result.Content is not null)
                {
                    await output.WriteAsync(result, abort);
                    continue;
                }

                report(result.Report!);
            }
            catch (OperationCanceledException) when (!abort.IsCancellationRequested)
            {
                // Told to stop: the item is in the store as it was.
            }

            dispatcher.Done(item.Key);
        }
    }

    private async Task<FetchedItem> FetchOneAsync(IngestionItem item, CancellationToken fetching, CancellationToken abort)
    {
        if (item.State == ItemState.Fetched && await items.GetPageAsync(item.Key, abort) is { } kept)
        {
            return new FetchedItem(item, kept, KeepsPage: false, null);
        }

        using var activity = metrics.Activities.StartActivity("fetch");
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var result = await fetcher.FetchAsync(item with { Queue = item.HomeQueue ?? item.Queue, HomeQueue = null }, fetching);
        metrics.Fetched(System.Diagnostics.Stopwatch.GetElapsedTime(started), result.Item.State.ToString().ToLowerInvariant());
        if (result.KeepsPage || result.Content is null)
        {
            await items.SaveItemAsync(result.Item, result.KeepsPage ? result.Content : null, abort);
            metrics.Item(result.Item.State.ToString().ToLowerInvariant());
        }

        return result;
    }

    private async Task ExtractAsync(ChannelReader<FetchedItem> input, Action<DocumentReport> report, CancellationToken abort)
    {
        await foreach (var fetched in input.ReadAllAsync(abort))
        {
            var result = await extractor.ExtractAsync(fetched.Item, fetched.Content!.Value, abort);
            dispatcher.Done(fetched.Item.Key);
            report(result);
        }
    }
}
