using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Storage.Database;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Ingestion;

/// <summary>Records what a look at a source showed. Runs within the caller's transaction.</summary>
internal static class PollWriter
{
    /// <summary>What a shown item did.</summary>
    public enum Change
    {
        Added,
        Updated,
        Known,
        Waiting,
    }

    public static Change Record(ILiteEngine engine, string sourceId, DiscoveredItem shown, DateTimeOffset now)
    {
        if (ItemWriter.Find(engine, shown.Key) is { } document)
        {
            return RecordKnown(engine, sourceId, ItemDocument.FromBson(document), shown, now);
        }

        if (shown.FeedId is { } feedId && FindByFeedId(engine, sourceId, feedId) is { } moved)
        {
            // The same entry under another address: the story has moved, so its item is known by both.
            var item = ItemDocument.FromBson(moved);
            engine.Upsert(Collections.IngestionItems, [Alias(shown.Key, moved.Text(Fields.Id))], BsonAutoId.ObjectId);
            return RecordKnown(engine, sourceId, item with { Address = shown.Address, Queue = shown.Queue }, shown with { AlwaysCheck = true }, now);
        }

        ItemWriter.Save(
            engine,
            new IngestionItem
            {
                Key = shown.Key,
                Address = shown.Address,
                Name = shown.Address,
                SourceId = sourceId,
                State = ItemState.Discovered,
                DueAt = now,
                Queue = shown.Queue,
                FeedId = shown.FeedId,
                Title = shown.Title,
                PublishedAt = shown.PublishedAt,
                UpdatedAt = shown.UpdatedAt,
                DiscoveredAt = now,
                ChangedAt = now,
            },
            null);
        return Change.Added;
    }

    private static Change RecordKnown(ILiteEngine engine, string sourceId, IngestionItem item, DiscoveredItem shown, DateTimeOffset now)
    {
        var isShownAnew = item.SourceId != sourceId && !item.FurtherSources.Contains(sourceId, StringComparer.Ordinal);
        var isChanged = shown.AlwaysCheck || (item.SourceId == sourceId && IsChanged(item, shown));
        if (isChanged && item.DueAt is null)
        {
            ItemWriter.Save(
                engine,
                item with
                {
                    State = ItemState.Discovered,
                    Reason = null,
                    Attempts = 0,
                    DueAt = now,
                    FeedId = shown.FeedId ?? item.FeedId,
                    Title = shown.Title ?? item.Title,
                    PublishedAt = shown.PublishedAt ?? item.PublishedAt,
                    UpdatedAt = shown.UpdatedAt ?? item.UpdatedAt,
                    FurtherSources = isShownAnew ? [.. item.FurtherSources, sourceId] : item.FurtherSources,
                    ChangedAt = now,
                },
                null);
            return Change.Updated;
        }

        if (isShownAnew)
        {
            ItemWriter.Save(engine, item with { FurtherSources = [.. item.FurtherSources, sourceId] }, null);
        }

        return item.DueAt is null ? Change.Known : Change.Waiting;
    }

    // A change that is seen while the item is at work is not noted, so that the next look sees it again.
    private static bool IsChanged(IngestionItem item, DiscoveredItem shown) =>
        (shown.UpdatedAt is { } updated && updated != item.UpdatedAt)
        || (shown.Title is { } title && item.Title is { } known && title != known)
        || (shown.FeedId is { } feedId && item.FeedId is { } knownId && feedId != knownId);

    private static BsonDocument? FindByFeedId(ILiteEngine engine, string sourceId, string feedId)
    {
        var query = new Query { Limit = 1 };
        query.Where.Add(BsonExpression.Create("$.listings[*] ANY = @0", ItemDocument.FeedIdEntry(sourceId, feedId)));
        return engine.Find(Collections.IngestionItems, query).FirstOrDefault();
    }

    private static BsonDocument Alias(string key, string target) => new()
    {
        [Fields.Id] = ItemDocument.IdOf(key),
        [Fields.Listings] = new BsonArray(),
        [ItemDocument.AliasOf] = target,
    };
}
