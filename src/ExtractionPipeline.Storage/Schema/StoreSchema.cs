using System.Globalization;
using ExtractionPipeline.Core.Stores;
using LiteDB;

namespace ExtractionPipeline.Storage.Schema;

/// <summary>The names of collections and fields, and the version of their form that the file carries.</summary>
internal static class StoreSchema
{
    /// <summary>The form that this program writes.</summary>
    public const int Current = 1;

    public const string Articles = "articles";
    public const string Versions = "versions";
    public const string Contents = "contents";
    public const string Runs = "runs";

    /// <summary>Records of each article's newest version.</summary>
    public const string Records = "records";

    /// <summary>Records of earlier versions; kept, never queried.</summary>
    public const string FormerRecords = "formerRecords";

    /// <summary>Steps that bring a file from the version of their index to the next.</summary>
    private static readonly Action<LiteDatabase>[] Steps = [CreateIndexes];

    /// <summary>Brings the file to the program's version.</summary>
    /// <exception cref="StoreException">The file is newer than the program.</exception>
    public static void Upgrade(LiteDatabase database, string path)
    {
        if (database.UserVersion > Current)
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture, $"{path}: the store has form {database.UserVersion}, this program knows forms up to {Current}; use a newer program"));
        }

        while (database.UserVersion < Current)
        {
            Steps[database.UserVersion](database);
            database.UserVersion++;
        }
    }

    private static void CreateIndexes(LiteDatabase database)
    {
        var articles = database.GetCollection(Articles);
        articles.EnsureIndex("sources", "$.sources[*]");
        articles.EnsureIndex("documentHash", "$.documentHash");
        database.GetCollection(Versions).EnsureIndex("articleId", "$.articleId");
        var records = database.GetCollection(Records);
        records.EnsureIndex("articleId", "$.articleId");
        records.EnsureIndex("rank", "$.rank", unique: true);
        records.EnsureIndex("disposition", "$.disposition");
    }
}
