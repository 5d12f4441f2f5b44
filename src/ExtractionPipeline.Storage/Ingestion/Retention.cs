using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Ingestion;

/// <summary>Lets go of what has been kept long enough, a portion in each transaction. Items themselves stay, or they would be taken in anew.</summary>
internal static class Retention
{
    private const int Portion = 200;
    private const string RawPieces = "raw_pieces";
    private const string RawGone = "raw_gone";

    /// <summary>Steps that are each repeated until they find nothing more; each returns how many documents went.</summary>
    public static IEnumerable<Func<ILiteEngine, int>> Steps(RetentionRules rules) =>
    [
        engine => DropPages(engine, ItemState.Skipped, rules.SkippedPagesBefore),
        engine => DropPages(engine, ItemState.Failed, rules.SkippedPagesBefore),
        engine => DropOldVersions(engine, rules.OldVersionsBefore),
        engine => engine.Delete(Collections.IngestionCounts, CountsDocument.HoursBefore(engine, rules.HoursBefore).ToList()),
    ];

    private static int DropPages(ILiteEngine engine, ItemState state, DateTimeOffset before)
    {
        var query = new Query { Limit = Portion };
        query.Where.Add(BsonExpression.Create("$.page_pieces > 0"));
        query.Where.Add(BsonExpression.Create("$.state = @0", ItemDocument.StateName(state)));
        var items = engine.Find(Collections.IngestionItems, query).Where(i => ItemDocument.FromBson(i).ChangedAt < before).ToList();
        foreach (var item in items)
        {
            ItemWriter.DropPage(engine, item.Text(Fields.Id), item.Integer(ItemDocument.Pieces));
            item[ItemDocument.Pieces] = 0;
            engine.Update(Collections.IngestionItems, [item]);
        }

        return items.Count;
    }

    private static int DropOldVersions(ILiteEngine engine, DateTimeOffset before)
    {
        var query = new Query { Limit = Portion };
        query.Where.Add(BsonExpression.Create("$.raw_pieces > 0 AND $.stored_at < @0", BsonFields.Stored(before.ToUniversalTime())));
        var gone = 0;
        foreach (var version in engine.Find(Collections.Versions, query))
        {
            var article = engine.FindById(Collections.Articles, version.Text(Fields.ArticleId));
            if (article is null || article.Integer(Fields.NewestVersion) <= version.Integer(Fields.Version))
            {
                continue;
            }

            var id = version.Text(Fields.Id);
            engine.Delete(Collections.Contents, Enumerable.Range(0, version.Integer(RawPieces)).Select(n => new BsonValue(StoredContent.PieceId(id, StoredContent.Raw, n))));
            version[RawPieces] = 0;
            version[RawGone] = true;
            engine.Update(Collections.Versions, [version]);
            gone++;
        }

        return gone;
    }
}
