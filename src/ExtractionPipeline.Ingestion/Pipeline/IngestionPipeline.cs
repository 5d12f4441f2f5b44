using System.Threading.Channels;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Sources;

namespace ExtractionPipeline.Ingestion.Pipeline;

/// <summary>
/// Takes documents through fetch, read, extract and store. The stages run side by side, joined by bounded channels, so
/// that memory does not grow with the number of documents; documents may overtake each other and the result is the same.
/// </summary>
public sealed class IngestionPipeline(
    DocumentFetcher fetcher,
    IArticleReader reader,
    IRecordExtractor extractor,
    IRecordStore store,
    IngestionOptions options,
    TimeProvider time)
{
    private const int Fetchers = 4;
    private const int Savers = 64;

    private sealed record Fetched(RawDocument Document, ContentHash Hash);

    /// <summary>
    /// Takes in all sources. When <paramref name="stop"/> is cancelled no further document is begun, what is in flight is
    /// finished, and the method returns. A document that was not stored is simply found again the next time.
    /// </summary>
    /// <param name="sources">Paths and addresses.</param>
    /// <param name="report">Called for each document, by several threads at once, in any order.</param>
    /// <param name="stop">Ends the run in order.</param>
    /// <exception cref="StoreException">The store failed; nothing is stored half, the rest was not begun.</exception>
    public async Task RunAsync(IAsyncEnumerable<string> sources, Action<DocumentReport> report, CancellationToken stop)
    {
        using var abort = new CancellationTokenSource();
        using var feeding = CancellationTokenSource.CreateLinkedTokenSource(stop, abort.Token);
        var waiting = Channel.CreateBounded<string>(options.QueueLength);
        var fetched = Channel.CreateBounded<Fetched>(options.QueueLength);
        var processed = Channel.CreateBounded<ProcessedDocument>(options.QueueLength);
        var workers = options.Workers > 0 ? options.Workers : Environment.ProcessorCount;
        Task[] stages =
        [
            Guard(() => FeedAsync(sources, waiting.Writer, feeding.Token), abort),
            Stage(Fetchers, () => FetchAsync(waiting.Reader, fetched.Writer, report, abort.Token), () => fetched.Writer.TryComplete(), abort),
            Stage(workers, () => ExtractAsync(fetched.Reader, processed.Writer, report, abort.Token), () => processed.Writer.TryComplete(), abort),
            Stage(Savers, () => SaveAsync(processed.Reader, report, abort.Token), () => { }, abort),
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

    private static async Task FeedAsync(IAsyncEnumerable<string> sources, ChannelWriter<string> output, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var source in sources.WithCancellation(cancellationToken))
            {
                await output.WriteAsync(source, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop: what was fed goes on through the stages.
        }
        finally
        {
            output.TryComplete();
        }
    }

    private async Task FetchAsync(ChannelReader<string> input, ChannelWriter<Fetched> output, Action<DocumentReport> report, CancellationToken cancellationToken)
    {
        await foreach (var source in input.ReadAllAsync(cancellationToken))
        {
            var result = await fetcher.FetchAsync(source, cancellationToken);
            if (!result.Succeeded)
            {
                report(Failed(source, result.Failure));
                continue;
            }

            var hash = ContentHash.Of(result.Document.Content.Span);
            if (await store.IsCurrentAsync(source, hash, cancellationToken))
            {
                report(new DocumentReport(source, DocumentStatus.Unchanged, null, null, []));
                continue;
            }

            await output.WriteAsync(new Fetched(result.Document, hash), cancellationToken);
        }
    }

    private async Task ExtractAsync(ChannelReader<Fetched> input, ChannelWriter<ProcessedDocument> output, Action<DocumentReport> report, CancellationToken cancellationToken)
    {
        await foreach (var item in input.ReadAllAsync(cancellationToken))
        {
            var reading = reader.Read(item.Document, cancellationToken);
            if (!reading.Succeeded)
            {
                report(Failed(item.Document.Source, reading.Failure.Message));
                continue;
            }

            var records = extractor.Extract(reading.Article, cancellationToken);
            var document = new ProcessedDocument(item.Document, item.Hash, reading.Article, records, extractor.Version, time.GetUtcNow());
            await output.WriteAsync(document, cancellationToken);
        }
    }

    private async Task SaveAsync(ChannelReader<ProcessedDocument> input, Action<DocumentReport> report, CancellationToken cancellationToken)
    {
        await foreach (var document in input.ReadAllAsync(cancellationToken))
        {
            var outcome = await store.SaveAsync(document, cancellationToken);
            var isStored = outcome is SaveOutcome.Added or SaveOutcome.NewVersion;
            IReadOnlyList<ModelRecord> records = isStored ? document.Records : [];
            report(new DocumentReport(document.Document.Source, StatusOf(outcome), null, document.Article.Title, records));
        }
    }

    private static DocumentStatus StatusOf(SaveOutcome outcome) => outcome switch
    {
        SaveOutcome.Added => DocumentStatus.Added,
        SaveOutcome.NewVersion => DocumentStatus.NewVersion,
        SaveOutcome.FurtherSource => DocumentStatus.FurtherSource,
        _ => DocumentStatus.Unchanged,
    };

    private static DocumentReport Failed(string source, string failure) => new(source, DocumentStatus.Failed, failure, null, []);
}
