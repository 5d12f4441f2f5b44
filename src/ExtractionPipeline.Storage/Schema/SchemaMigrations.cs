using ExtractionPipeline.Storage.Database;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Schema;

/// <summary>Every step from an empty file to the newest schema. Steps that were released never change; a new schema is a new step at the end.</summary>
internal static class SchemaMigrations
{
    public static IReadOnlyList<SchemaMigration> All { get; } = [new(1, CreateCollections), new(2, CreateIngestion), new(3, CreateReview)];

    private static void CreateCollections(ILiteEngine engine)
    {
        // No index more than the queries need: their pages are what a transaction reads and keeps in memory.
        Index(engine, Collections.Articles, Fields.DocumentHash, "$.document_hash");
        Index(engine, Collections.Records, Fields.Listings, "$.listings[*]");
    }

    private static void CreateIngestion(ILiteEngine engine) => Index(engine, Collections.IngestionItems, Fields.Listings, "$.listings[*]");

    // They are sought by id alone. Programs older than this step would change proposals without regard to decisions, so they must not open the file.
    private static void CreateReview(ILiteEngine engine)
    {
        engine.Insert(Collections.Decisions, [], BsonAutoId.ObjectId);
        engine.Insert(Collections.Users, [], BsonAutoId.ObjectId);
    }

    private static void Index(ILiteEngine engine, string collection, string name, string expression) =>
        engine.EnsureIndex(collection, name, BsonExpression.Create(expression), false);
}
