using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Saving;

/// <summary>Decides what a document is to the store, and writes it. Runs within the caller's transaction.</summary>
internal sealed class ArticleWriter(TimeProvider timeProvider)
{
    private const string Sources = "sources";
    private const int ShortestId = 16;
    private const int IdStep = 8;

    /// <summary>Articles that got a new version since the list was cleared.</summary>
    public List<string> Changed { get; } = [];

    public SaveOutcome Save(ILiteEngine engine, PreparedArticle prepared)
    {
        var known = engine.FindById(Collections.Sources, SourceKey.Of(prepared.Origin.Source));
        if (known is null)
        {
            return SaveNewSource(engine, prepared);
        }

        if (known.Text(Fields.DocumentHash) == prepared.DocumentHash.Hex)
        {
            return SaveOutcome.Unchanged;
        }

        var articleId = known.Text(Fields.ArticleId);
        var article = engine.FindById(Collections.Articles, articleId) ?? throw new InvalidDataException($"article {articleId} is missing");
        UpsertSource(engine, prepared, articleId);
        if (article.Text(Fields.DocumentHash) == prepared.DocumentHash.Hex)
        {
            // Another source of the article has brought this content before.
            return SaveOutcome.Unchanged;
        }

        var version = article.Integer(Fields.NewestVersion) + 1;
        SupersedeRecords(engine, articleId);
        article[Fields.NewestVersion] = version;
        article[Fields.DocumentHash] = prepared.DocumentHash.Hex;
        engine.Update(Collections.Articles, [article]);
        InsertVersion(engine, prepared, articleId, version);
        return SaveOutcome.NewVersion;
    }

    private SaveOutcome SaveNewSource(ILiteEngine engine, PreparedArticle prepared)
    {
        if (FindByNewestContent(engine, prepared.DocumentHash) is { } article)
        {
            var sources = article.Texts(Sources).Append(prepared.Origin.Source).Order(StringComparer.Ordinal);
            article[Sources] = BsonFields.Stored(sources);
            engine.Update(Collections.Articles, [article]);
            UpsertSource(engine, prepared, article.Text(Fields.Id));
            return SaveOutcome.FurtherSource;
        }

        var articleId = FreeId(engine, prepared.DocumentHash);
        engine.Insert(
            Collections.Articles,
            [
                new BsonDocument
                {
                    [Fields.Id] = articleId,
                    [Fields.NewestVersion] = 1,
                    [Fields.DocumentHash] = prepared.DocumentHash.Hex,
                    [Sources] = BsonFields.Stored([prepared.Origin.Source]),
                },
            ],
            BsonAutoId.ObjectId);
        UpsertSource(engine, prepared, articleId);
        InsertVersion(engine, prepared, articleId, 1);
        return SaveOutcome.Added;
    }

    private static BsonDocument? FindByNewestContent(ILiteEngine engine, ContentHash hash)
    {
        var query = new Query();
        query.Where.Add(BsonExpression.Create("$.document_hash = @0", hash.Hex));

        // Articles that began differently may have come to the same content; always the same one of them takes the source.
        return engine.Find(Collections.Articles, query).MinBy(a => a.Text(Fields.Id), StringComparer.Ordinal);
    }

    // The id follows from the first content alone, so that the order of saving does not matter. It is taken only when an article that began
    // with this content has moved on since.
    private static string FreeId(ILiteEngine engine, ContentHash hash)
    {
        for (var length = ShortestId; length <= hash.Hex.Length; length += IdStep)
        {
            if (engine.FindById(Collections.Articles, hash.Hex[..length]) is null)
            {
                return hash.Hex[..length];
            }
        }

        var number = 2;
        while (engine.FindById(Collections.Articles, $"{hash.Hex}-{number}") is not null)
        {
            number++;
        }

        return $"{hash.Hex}-{number}";
    }

    private static void UpsertSource(ILiteEngine engine, PreparedArticle prepared, string articleId) => engine.Upsert(
        Collections.Sources,
        [
            new BsonDocument
            {
                [Fields.Id] = SourceKey.Of(prepared.Origin.Source),
                ["source"] = prepared.Origin.Source,
                [Fields.ArticleId] = articleId,
                [Fields.DocumentHash] = prepared.DocumentHash.Hex,
                ["address"] = prepared.Origin.Address?.OriginalString,
                ["media_type"] = prepared.Origin.MediaType,
                ["declared_charset"] = prepared.Origin.DeclaredCharset,
                ["retrieved_at"] = BsonFields.Stored(prepared.Origin.RetrievedAt),
            },
        ],
        BsonAutoId.ObjectId);

    private static void SupersedeRecords(ILiteEngine engine, string articleId)
    {
        var current = engine.FindByIdPrefix(Collections.Records, RecordDocument.KeysOf(articleId)).Where(r => r.Text(Fields.State) != DispositionNames.Superseded).ToList();
        StoreTotals.Add(engine, new StoreSummary(0, 0, 0, -current.Count, -current.Count(r => r.Text(Fields.State) == DispositionNames.Name(Disposition.Review))));
        foreach (var record in current)
        {
            record[Fields.State] = DispositionNames.Superseded;
            record[Fields.Listings] = new BsonArray();
        }

        engine.Update(Collections.Records, current);
    }

    private void InsertVersion(ILiteEngine engine, PreparedArticle prepared, string articleId, int version)
    {
        Changed.Add(articleId);
        var versionId = VersionDocument.IdOf(articleId, version);
        StoredContent.Insert(engine, versionId, StoredContent.Raw, prepared.Raw);
        StoredContent.Insert(engine, versionId, StoredContent.Article, prepared.Body);
        engine.Insert(Collections.Versions, [VersionDocument.ToBson(prepared, articleId, version, timeProvider.GetUtcNow())], BsonAutoId.ObjectId);

        var runId = RunDocument.IdOf(versionId, prepared.ExtractorVersion);
        engine.Insert(Collections.Runs, [RunDocument.ToBson(prepared, articleId, version, runId)], BsonAutoId.ObjectId);
        engine.Insert(Collections.Records, prepared.Records.Select(r => RecordDocument.ToBson(prepared, r, articleId, version, runId)), BsonAutoId.ObjectId);
        StoreTotals.Add(engine, new StoreSummary(
            version == 1 ? 1 : 0,
            1,
            1,
            prepared.Records.Count,
            prepared.Records.Count(r => r.Record.Disposition == Disposition.Review)));
    }
}
