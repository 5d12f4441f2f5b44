using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Database;

/// <summary>Reading documents from the engine. A cursor is always read on one thread and closed, as LiteDB's locks belong to threads.</summary>
internal static class EngineReading
{
    /// <summary>Sorts behind every text that begins alike.</summary>
    public const string EndMark = "\uffff";

    /// <summary>The document with the id; null when there is none.</summary>
    public static BsonDocument? FindById(this ILiteEngine engine, string collection, string id)
    {
        var query = new Query { Limit = 1 };
        query.Where.Add(BsonExpression.Create("$._id = @0", id));
        return engine.Find(collection, query).FirstOrDefault();
    }

    /// <summary>The documents whose id begins so, in the order of their ids.</summary>
    public static IEnumerable<BsonDocument> FindByIdPrefix(this ILiteEngine engine, string collection, string prefix)
    {
        var query = new Query();
        query.Where.Add(BsonExpression.Create("$._id BETWEEN @0 AND @1", prefix, prefix + EndMark));
        using var reader = engine.Query(collection, query);
        while (reader.Read())
        {
            yield return reader.Current.AsDocument;
        }
    }

    /// <summary>The documents that the query finds.</summary>
    public static List<BsonDocument> Find(this ILiteEngine engine, string collection, Query query)
    {
        var found = new List<BsonDocument>();
        using var reader = engine.Query(collection, query);
        while (reader.Read())
        {
            found.Add(reader.Current.AsDocument);
        }

        return found;
    }
}
