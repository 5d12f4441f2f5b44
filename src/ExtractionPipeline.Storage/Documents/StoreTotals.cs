using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Documents;

/// <summary>What the store holds, counted in the same transaction as every change, so that it is exact and a summary costs one look.</summary>
internal static class StoreTotals
{
    private const string DocumentId = "totals";

    public static StoreSummary Read(ILiteEngine engine) => engine.FindById(Collections.Totals, DocumentId) is { } totals
        ? new StoreSummary(totals.Integer("articles"), totals.Integer("versions"), totals.Integer("runs"), totals.Integer("records"), totals.Integer("awaiting_review"))
        : new StoreSummary(0, 0, 0, 0, 0);

    /// <summary>Adds each count of <paramref name="change"/>, negative ones included.</summary>
    public static void Add(ILiteEngine engine, StoreSummary change)
    {
        var totals = Read(engine);
        engine.Upsert(
            Collections.Totals,
            [
                new BsonDocument
                {
                    [Fields.Id] = DocumentId,
                    ["articles"] = totals.Articles + change.Articles,
                    ["versions"] = totals.Versions + change.Versions,
                    ["runs"] = totals.Runs + change.Runs,
                    ["records"] = totals.Records + change.Records,
                    ["awaiting_review"] = totals.AwaitingReview + change.AwaitingReview,
                },
            ],
            BsonAutoId.ObjectId);
    }
}
