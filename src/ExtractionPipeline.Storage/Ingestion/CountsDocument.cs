using System.Globalization;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Storage.Database;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Ingestion;

/// <summary>How many items are in each state, and what each hour reached, counted in the transaction of every change.</summary>
internal static class CountsDocument
{
    private const string Present = "present";
    private const string HourPrefix = "hour-";
    private const string HourFormat = "yyyyMMddHH";

    private static readonly ItemState[] States = Enum.GetValues<ItemState>();

    public static ItemCounts Read(ILiteEngine engine) => Counts(engine.FindById(Collections.IngestionCounts, Present));

    public static void Change(ILiteEngine engine, ItemState? from, ItemState? to, DateTimeOffset at)
    {
        if (from != to)
        {
            Add(engine, Present, from, to);
        }

        if (to is not null)
        {
            Add(engine, HourPrefix + at.UtcDateTime.ToString(HourFormat, CultureInfo.InvariantCulture), null, to);
        }
    }

    public static IReadOnlyList<HourOfWork> Hours(ILiteEngine engine, DateTimeOffset since)
    {
        var query = new Query();
        query.Where.Add(BsonExpression.Create("$._id BETWEEN @0 AND @1", HourPrefix + since.UtcDateTime.ToString(HourFormat, CultureInfo.InvariantCulture), HourPrefix + EngineReading.EndMark));
        return [.. engine.Find(Collections.IngestionCounts, query).Select(h => new HourOfWork(HourOf(h.Text(Fields.Id)), Counts(h)))];
    }

    public static IEnumerable<BsonValue> HoursBefore(ILiteEngine engine, DateTimeOffset before)
    {
        var query = new Query();
        query.Where.Add(BsonExpression.Create("$._id BETWEEN @0 AND @1", HourPrefix, HourPrefix + before.UtcDateTime.ToString(HourFormat, CultureInfo.InvariantCulture)));
        return engine.Find(Collections.IngestionCounts, query).Select(h => h[Fields.Id]);
    }

    private static DateTimeOffset HourOf(string id) => DateTimeOffset.ParseExact(id[HourPrefix.Length..], HourFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static void Add(ILiteEngine engine, string id, ItemState? from, ItemState? to)
    {
        var document = engine.FindById(Collections.IngestionCounts, id) ?? new BsonDocument { [Fields.Id] = id };
        foreach (var state in States)
        {
            var name = ItemDocument.StateName(state);
            document[name] = Number(document, name) + (state == to ? 1 : 0) - (state == from ? 1 : 0);
        }

        engine.Upsert(Collections.IngestionCounts, [document], BsonAutoId.ObjectId);
    }

    private static ItemCounts Counts(BsonDocument? document) => new(
        Number(document, "discovered"), Number(document, "fetched"), Number(document, "extracted"), Number(document, "skipped"), Number(document, "failed"));

    private static long Number(BsonDocument? document, string name) => document is not null && document.TryGetValue(name, out var value) && value.IsNumber ? value.AsInt64 : 0;
}
