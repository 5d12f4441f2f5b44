using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Schema;

/// <summary>Brings a file to the newest schema, step by step; each step is all or nothing.</summary>
internal static class SchemaUpgrade
{
    private const string DocumentId = "schema";

    /// <summary>Applies the steps that the file lacks.</summary>
    /// <param name="path">Names the store in messages.</param>
    /// <param name="engine">The open file.</param>
    /// <param name="migrations">All steps, in order.</param>
    /// <param name="committed">Called behind each step, to make it durable.</param>
    /// <exception cref="StoreException">The file is newer than the program, or no store.</exception>
    public static void Apply(string path, LiteEngine engine, IReadOnlyList<SchemaMigration> migrations, Action committed)
    {
        var version = VersionOf(path, engine);
        var newest = migrations[^1].Version;
        if (version > newest)
        {
            throw new StoreException($"{path}: written by a newer version of this program (schema {version}; this one knows up to {newest}); update the program or name another store");
        }

        foreach (var migration in migrations.Where(m => m.Version > version))
        {
            engine.BeginTrans();
            migration.Apply(engine);
            engine.Upsert(Collections.Schema, [new BsonDocument { [Fields.Id] = DocumentId, [Fields.Version] = migration.Version }], BsonAutoId.ObjectId);
            engine.Commit();
            committed();
        }
    }

    private static int VersionOf(string path, LiteEngine engine)
    {
        // Without a condition: LiteDB compiles those, which takes a good part of the time of opening.
        var schema = engine.Find(Collections.Schema, new Query { Limit = 1 }).FirstOrDefault();
        if (schema is not null)
        {
            return schema.Integer(Fields.Version);
        }

        return engine.GetCollectionNames().Any()
            ? throw new StoreException($"{path}: a LiteDB file, but not a record store; name another file as the store")
            : 0;
    }
}
