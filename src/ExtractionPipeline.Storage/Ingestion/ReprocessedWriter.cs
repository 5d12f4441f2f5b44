using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using ExtractionPipeline.Storage.Saving;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Ingestion;

/// <summary>Replaces an article's proposals by those of another extractor. Decisions are kept elsewhere and keep their place, as keys stay. Runs within the caller's transaction.</summary>
internal static class ReprocessedWriter
{
    private const string Progress = "reprocess-";
    private const string UpToField = "up_to";

    public static string? UpTo(ILiteEngine engine, string extractorVersion) => engine.FindById(Collections.IngestionCounts, ProgressId(extractorVersion))?.Text(UpToField);

    public static void Save(ILiteEngine engine, IReadOnlyList<ReprocessedArticle> articles, string extractorVersion, string lastArticleId)
    {
        foreach (var article in articles)
        {
            Replace(engine, article);
        }

        engine.Upsert(Collections.IngestionCounts, [new BsonDocument { [Fields.Id] = ProgressId(extractorVersion), [UpToField] = lastArticleId }], BsonAutoId.ObjectId);
    }

    private static void Replace(ILiteEngine engine, ReprocessedArticle article)
    {
        var stored = engine.FindById(Collections.Articles, article.ArticleId);
        if (stored is null || stored.Integer(Fields.NewestVersion) != article.Version)
        {
            // A newer version came meanwhile, extracted by the newer extractor.
            return;
        }

        var versionId = VersionDocument.IdOf(article.ArticleId, article.Version);
        var version = engine.FindById(Collections.Versions, versionId) ?? throw new InvalidDataException($"version {versionId} is missing");
        var old = engine.FindByIdPrefix(Collections.Records, versionId + ".").Where(r => r.Text(Fields.State) != DispositionNames.Superseded).ToList();
        var body = VersionDocument.ReadArticle(engine, version, stored.Texts("sources")).Article;
        var prepared = new PreparedArticle(
            new RawDocument(versionId, default),
            new ContentHash(version.Text(Fields.DocumentHash)),
            new ContentHash(version.Text(Fields.TextHash)),
            body.Title,
            body.PublishedOn,
            article.ExtractorVersion,
            article.ProcessedAt,
            [],
            [],
            [.. article.Records.Select(r => new PreparedRecord(r, RecordListing.Search(r), RecordBody.ToBson(r)))]);
        var runId = RunDocument.IdOf(versionId, article.ExtractorVersion);
        var isNewRun = engine.Upsert(Collections.Runs, [RunDocument.ToBson(prepared, article.ArticleId, article.Version, runId)], BsonAutoId.ObjectId) > 0;

        var fresh = prepared.Records.Select(r => RecordDocument.ToBson(prepared, r, article.ArticleId, article.Version, runId)).ToList();
        var kept = fresh.Select(r => r.Text(Fields.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (var record in old.Where(r => !kept.Contains(r.Text(Fields.Id))))
        {
            record[Fields.State] = DispositionNames.Superseded;
            record[Fields.Listings] = new BsonArray();
            engine.Update(Collections.Records, [record]);
        }

        engine.Upsert(Collections.Records, fresh, BsonAutoId.ObjectId);
        StoreTotals.Add(engine, new StoreSummary(
            0,
            0,
            isNewRun ? 1 : 0,
            fresh.Count - old.Count,
            article.Records.Count(r => r.Disposition == Disposition.Review) - old.Count(r => r.Text(Fields.State) == DispositionNames.Name(Disposition.Review))));
    }

    private static string ProgressId(string extractorVersion) => Progress + ContentHash.Of(extractorVersion).Hex[..16];
}
