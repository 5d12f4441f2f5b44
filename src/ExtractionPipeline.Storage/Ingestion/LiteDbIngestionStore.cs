using System.Runtime.CompilerServices;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using ExtractionPipeline.Storage.Saving;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Ingestion;

/// <summary>Sources and items in the record store's file. Changes go through its one writer, many in one transaction, and an article and its item in the same.</summary>
internal sealed class LiteDbIngestionStore(StoreDatabase database, SaveQueue queue, Action<string> articleChanged) : IIngestionStore
{
    /// <summary>Items of a look that are recorded in one transaction; a long sitemap takes several, and its source's new state comes last.</summary>
    private const int PollPortion = 400;

    private const int ReadPortion = 500;

    public Task<IReadOnlyList<SourceState>> GetSourcesAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SourceState>>(engine => [.. engine.Find(Collections.IngestionSources, new Query()).Select(SourceDocument.FromBson)], cancellationToken);

    public Task<SourceState?> FindSourceAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(engine => engine.FindById(Collections.IngestionSources, id) is { } found ? SourceDocument.FromBson(found) : null, cancellationToken);

    public async Task<SourceState?> UpdateSourceAsync(string id, Func<SourceState?, SourceState?> update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        SourceState? result = null;
        await WriteAsync(engine => result = UpdateSource(engine, id, update), cancellationToken);
        return result;
    }

    public async Task<DiscoveryCounts> RecordPollAsync(string sourceId, Func<SourceState, DiscoveryCounts, SourceState> update, IReadOnlyList<DiscoveredItem> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changes = new PollWriter.Change[items.Count];
        for (var start = 0; start < items.Count; start += PollPortion)
        {
            var (from, to) = (start, Math.Min(items.Count, start + PollPortion));
            await WriteAsync(
                engine =>
                {
                    for (var i = from; i < to; i++)
                    {
                        changes[i] = PollWriter.Record(engine, sourceId, items[i], now);
                    }
                },
                cancellationToken);
        }

        var counts = new DiscoveryCounts(changes.Count(c => c == PollWriter.Change.Added), changes.Count(c => c == PollWriter.Change.Updated), changes.Count(c => c == PollWriter.Change.Known), changes.Count(c => c == PollWriter.Change.Waiting));
        await WriteAsync(engine => UpdateSource(engine, sourceId, state => state is null ? null : update(state, counts)), cancellationToken);
        return counts;
    }

    public Task<IReadOnlyList<(string Queue, DateTimeOffset DueAt)>> DueQueuesAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<(string, DateTimeOffset)>>(DueQueues, cancellationToken);

    public Task<IReadOnlyList<IngestionItem>> DueItemsAsync(string queue, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<IngestionItem>>(
            engine => [.. FindListed(engine, ItemDocument.DueEntry(queue, DateTimeOffset.MinValue), ItemDocument.DueEntry(queue, now) + EngineReading.EndMark, limit).Select(ItemDocument.FromBson)],
            cancellationToken);

    public Task<IngestionItem?> FindItemAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync(engine => ItemWriter.Find(engine, key) is { } found ? ItemDocument.FromBson(found) : null, cancellationToken);

    public Task SaveItemAsync(IngestionItem item, ReadOnlyMemory<byte>? page, CancellationToken cancellationToken)
    {
        var pieces = page is { } content ? StoredContent.Compress(content.Span, isPassing: true) : null;
        return WriteAsync(engine => ItemWriter.Save(engine, item, pieces), cancellationToken);
    }

    public async Task<(SaveOutcome Outcome, IngestionItem Item)> SaveExtractedAsync(IngestionItem item, ProcessedDocument processed, ArticleSignature signature, IReadOnlyList<AnchoredRecord> anchored, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(processed);
        var result = item;
        var outcome = await queue.SaveAsync(
            PreparedArticle.From(database.Path, processed),
            cancellationToken,
            (engine, _) => result = ItemWriter.SaveExtracted(engine, item, processed.Document.Source, signature, anchored));
        return (outcome, result);
    }

    public Task SaveDuplicateAsync(IngestionItem item, RawDocument document, ContentHash documentHash, CancellationToken cancellationToken) =>
        WriteAsync(engine => ItemWriter.SaveDuplicate(engine, item, document, documentHash), cancellationToken);

    public Task DetachAsync(IngestionItem item, CancellationToken cancellationToken) => WriteAsync(engine => ItemWriter.Detach(engine, item), cancellationToken);

    public Task<byte[]?> GetPageAsync(string key, CancellationToken cancellationToken) => database.ReadAsync(
        engine => ItemWriter.Find(engine, key) is { } document && document.Integer(ItemDocument.Pieces) is > 0 and var pieces
            ? StoredContent.Read(engine, ItemDocument.PageId(document.Text(Fields.Id)), StoredContent.Raw, pieces)
            : null,
        cancellationToken);

    public Task<IReadOnlyList<IngestionItem>> FindItemsAsync(ItemQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync<IReadOnlyList<IngestionItem>>(engine => [.. Listed(engine, query)], cancellationToken);
    }

    public async Task<int> RetryAsync(ItemQuery query, string? key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var count = 0;
        await WriteAsync(
            engine =>
            {
                var items = key is null ? [.. Listed(engine, query)] : ItemWriter.Find(engine, key) is { } found ? [ItemDocument.FromBson(found)] : new List<IngestionItem>();
                count = 0;
                foreach (var item in items.Where(i => i.State == query.State))
                {
                    ItemWriter.Save(engine, item with { State = ItemState.Discovered, Reason = null, Attempts = 0, DueAt = now, ChangedAt = now }, null);
                    count++;
                }
            },
            cancellationToken);
        return count;
    }

    public Task<ItemCounts> CountItemsAsync(CancellationToken cancellationToken) => database.ReadAsync(CountsDocument.Read, cancellationToken);

    public Task<IReadOnlyList<HourOfWork>> HoursAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        database.ReadAsync(engine => CountsDocument.Hours(engine, since), cancellationToken);

    public async IAsyncEnumerable<ArticleSignature> SignaturesAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = ""; after is not null;)
        {
            var begin = after;
            var portion = await database.ReadAsync(engine => Behind(engine, Collections.IngestionSignatures, begin, ReadPortion), cancellationToken);
            foreach (var signature in portion.Select(SignatureDocument.FromBson).Where(s => s.At >= since))
            {
                yield return signature;
            }

            after = portion.Count < ReadPortion ? null : portion[^1].Text(Fields.Id);
        }
    }

    public Task<IReadOnlyList<AnchoredRecord>> FindAnchorsAsync(string articleId, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<AnchoredRecord>>(
        engine => [.. engine.FindByIdPrefix(Collections.IngestionAnchors, articleId + "/").Select(a => System.Text.Json.JsonSerializer.Deserialize<AnchoredRecord>(a.Text("anchored"), ItemDocument.Json)!)],
        cancellationToken);

    public Task<IReadOnlyList<string>> ArticleIdsAsync(string? after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(engine => [.. Behind(engine, Collections.Articles, after ?? "", limit).Select(a => a.Text(Fields.Id))], cancellationToken);

    public async Task SaveReprocessedAsync(IReadOnlyList<ReprocessedArticle> articles, string extractorVersion, string lastArticleId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(articles);
        await WriteAsync(engine => ReprocessedWriter.Save(engine, articles, extractorVersion, lastArticleId), cancellationToken);
        foreach (var article in articles)
        {
            articleChanged(article.ArticleId);
        }
    }

    public Task<string?> ReprocessedUpToAsync(string extractorVersion, CancellationToken cancellationToken) =>
        database.ReadAsync(engine => ReprocessedWriter.UpTo(engine, extractorVersion), cancellationToken);

    public Task BackUpAsync(string path, CancellationToken cancellationToken) => Task.Run(() => StoreBackup.Write(database, path), cancellationToken);

    public Task<StoreCheckReport> CheckAsync(CancellationToken cancellationToken) => new StoreInspection(database).RunAsync(cancellationToken);

    public async Task<int> PruneAsync(RetentionRules rules, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var gone = 0;
        foreach (var step in Retention.Steps(rules))
        {
            for (var more = true; more;)
            {
                var count = 0;
                await WriteAsync(engine => count = step(engine), cancellationToken);
                gone += count;
                more = count > 0;
            }
        }

        return gone;
    }

    private Task<SaveOutcome> WriteAsync(Action<ILiteEngine> write, CancellationToken cancellationToken) => queue.SaveAsync(null, cancellationToken, (engine, _) => write(engine));

    private static SourceState? UpdateSource(ILiteEngine engine, string id, Func<SourceState?, SourceState?> update)
    {
        var known = engine.FindById(Collections.IngestionSources, id) is { } document ? SourceDocument.FromBson(document) : null;
        var changed = update(known);
        if (changed is not null)
        {
            engine.Upsert(Collections.IngestionSources, [SourceDocument.ToBson(changed)], BsonAutoId.ObjectId);
        }
        else if (known is not null)
        {
            engine.Delete(Collections.IngestionSources, [id]);
        }

        return changed;
    }

    /// <summary>Steps from line to line: one look-up each, however many items wait.</summary>
    private static IReadOnlyList<(string, DateTimeOffset)> DueQueues(ILiteEngine engine)
    {
        var found = new List<(string, DateTimeOffset)>();
        var begin = ItemDocument.DueList;
        while (FindListed(engine, begin, ItemDocument.DueList + EngineReading.EndMark, 1).FirstOrDefault() is { } first)
        {
            var entry = first.Texts(Fields.Listings).First(l => l.StartsWith(ItemDocument.DueList, StringComparison.Ordinal));
            var due = ItemDocument.ParseDue(entry);
            found.Add(due);
            begin = $"{ItemDocument.DueList}{due.Queue}/{EngineReading.EndMark}";
        }

        return found;
    }

    private static IEnumerable<IngestionItem> Listed(ILiteEngine engine, ItemQuery query)
    {
        var list = ItemDocument.StateList(query.State, query.SourceId);
        return FindListed(engine, list, list + EngineReading.EndMark, query.Limit).Select(ItemDocument.FromBson);
    }

    private static List<BsonDocument> FindListed(ILiteEngine engine, string from, string to, int limit)
    {
        var query = new Query { Limit = limit };
        query.Where.Add(BsonExpression.Create("$.listings[*] ANY BETWEEN @0 AND @1", from, to));
        return engine.Find(Collections.IngestionItems, query);
    }

    private static List<BsonDocument> Behind(ILiteEngine engine, string collection, string after, int limit)
    {
        var query = new Query { Limit = limit };
        query.Where.Add(BsonExpression.Create("$._id BETWEEN @0 AND @1", after + "\u0001", EngineReading.EndMark));
        return engine.Find(collection, query);
    }
}
