using System.Collections.Concurrent;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Ingestion.Tests;

/// <summary>Takes the whole document as one paragraph; a document that begins with "bad" gives no article.</summary>
internal sealed class FakeReader : IArticleReader
{
    public ReadingResult Read(RawDocument document, CancellationToken cancellationToken = default)
    {
        var text = System.Text.Encoding.UTF8.GetString(document.Content.Span);
        return text.StartsWith("bad", StringComparison.Ordinal)
            ? ReadingResult.Failed(ReadingFailureKind.NoArticle, "no article text found")
            : ReadingResult.Of(new Article { Text = text, Blocks = [new ArticleBlock(ArticleBlockKind.Paragraph, new TextSpan(0, text.Length))] });
    }
}

internal sealed class FakeExtractor : IRecordExtractor
{
    public string Version => "fake/1";

    public IReadOnlyList<ModelRecord> Extract(Article article, CancellationToken cancellationToken = default) => [];
}

/// <summary>Keeps hashes by source; may be told to fail or to hold saves back.</summary>
internal sealed class FakeStore : IRecordStore
{
    private readonly ConcurrentDictionary<string, ContentHash> current = new();
    private int waiting;

    public int? FailAt { get; init; }

    public TaskCompletionSource? Gate { get; init; }

    public int MostWaiting { get; private set; }

    public IReadOnlyCollection<string> Sources => [.. current.Keys];

    public ValueTask<bool> IsCurrentAsync(string source, ContentHash documentHash, CancellationToken cancellationToken) =>
        ValueTask.FromResult(current.TryGetValue(source, out var hash) && hash == documentHash);

    public async Task<SaveOutcome> SaveAsync(ProcessedDocument processed, CancellationToken cancellationToken)
    {
        MostWaiting = Math.Max(MostWaiting, Interlocked.Increment(ref waiting));
        if (Gate is not null)
        {
            await Gate.Task;
        }

        Interlocked.Decrement(ref waiting);
        if (current.Count >= FailAt)
        {
            throw new StoreException("records.db: no space left on device");
        }

        var isNew = !current.ContainsKey(processed.Document.Source);
        current[processed.Document.Source] = processed.DocumentHash;
        return isNew ? SaveOutcome.Added : SaveOutcome.NewVersion;
    }

    public IAsyncEnumerable<StoredRecord> FindRecordsAsync(RecordQuery query, CancellationToken cancellationToken) => AsyncEnumerable.Empty<StoredRecord>();

    public Task<StoredRecord?> GetRecordAsync(string key, CancellationToken cancellationToken) => Task.FromResult<StoredRecord?>(null);

    public Task<StoredArticle?> GetArticleAsync(string articleId, int? version, CancellationToken cancellationToken) => Task.FromResult<StoredArticle?>(null);

    public Task<byte[]?> GetRawContentAsync(string articleId, int version, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public Task<StoreSummary> SummariseAsync(CancellationToken cancellationToken) => Task.FromResult(new StoreSummary(current.Count, current.Count, current.Count, 0, 0));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
