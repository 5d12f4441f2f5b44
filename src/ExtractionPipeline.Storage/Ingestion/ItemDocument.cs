using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Storage.Database;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace ExtractionPipeline.Storage.Ingestion;

/// <summary>
/// An item in stored form. The lists in which it is found are entries of one index: the line in which it waits with the time
/// it is due, the list of skipped or failed ones by time, and its feed's identifier.
/// </summary>
internal static class ItemDocument
{
    public const string DueList = "due/";
    public const string Pieces = "page_pieces";
    public const string AliasOf = "alias_of";

    private const string Item = "item";

    public static JsonSerializerOptions Json { get; } = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter() } };

    /// <summary>The id of an item: a hash, as a key may be longer than LiteDB's 1,023 bytes.</summary>
    public static string IdOf(string key) => ContentHash.Of(key).Hex[..32];

    /// <summary>The id under which the pieces of its page are kept among the contents.</summary>
    public static string PageId(string itemId) => $"item-{itemId}";

    public static string FeedIdEntry(string sourceId, string feedId) => $"id/{sourceId}/{ContentHash.Of(feedId).Hex[..32]}";

    public static string DueEntry(string queue, DateTimeOffset dueAt) => $"{DueList}{queue}/{Ticks(dueAt)}";

    public static string StateList(ItemState state, string? sourceId) => sourceId is null ? $"{StateName(state)}/" : $"{StateName(state)}-of/{sourceId}/";

    public static BsonDocument ToBson(IngestionItem item, int pieces)
    {
        var id = IdOf(item.Key);
        return new BsonDocument
        {
            [Fields.Id] = id,
            [Fields.Listings] = BsonFields.Stored(Listings(item, id)),
            [Fields.State] = StateName(item.State),
            [Pieces] = pieces,
            [Item] = JsonSerializer.Serialize(item, Json),
        };
    }

    public static IngestionItem FromBson(BsonDocument document) =>
        JsonSerializer.Deserialize<IngestionItem>(document.Text(Item), Json) ?? throw BsonFields.Unreadable(Item);

    /// <summary>The time in the entry of a line that begins with the queue's name.</summary>
    public static (string Queue, DateTimeOffset DueAt) ParseDue(string entry)
    {
        var parts = entry.Split('/');
        return (string.Join('/', parts[1..^2]), new DateTimeOffset(long.Parse(parts[^2], CultureInfo.InvariantCulture), default));
    }

    public static string StateName(ItemState state) => state switch
    {
        ItemState.Discovered => "discovered",
        ItemState.Fetched => "fetched",
        ItemState.Extracted => "extracted",
        ItemState.Skipped => "skipped",
        ItemState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "a state without a stored name"),
    };

    public static string Ticks(DateTimeOffset time) => time.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Listings(IngestionItem item, string id)
    {
        if (item.DueAt is { } due)
        {
            yield return $"{DueEntry(item.Queue, due)}/{id}";
        }

        if (item.State is ItemState.Skipped or ItemState.Failed)
        {
            // The latest first.
            var order = (DateTimeOffset.MaxValue.UtcTicks - item.ChangedAt.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
            yield return $"{StateList(item.State, null)}{order}/{id}";
            yield return $"{StateList(item.State, item.SourceId)}{order}/{id}";
        }

        if (item.FeedId is { } feedId)
        {
            yield return FeedIdEntry(item.SourceId, feedId);
        }
    }
}
