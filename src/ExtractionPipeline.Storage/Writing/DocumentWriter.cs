using System.Globalization;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Mapping;
using ExtractionPipeline.Storage.Schema;
using LiteDB;

namespace ExtractionPipeline.Storage.Writing;

/// <summary>A document made ready for writing: compressed and hashed outside of the writer's thread, so that the one writer only writes.</summary>
internal sealed record PreparedDocument(ProcessedDocument Processed, ContentHash TextHash, byte[] Raw, byte[] Article)
{
    /// <exception cref="StoreException">A record's evidence does not stand in the article's text.</exception>
    public static PreparedDocument Of(ProcessedDocument processed)
    {
        foreach (var place in processed.Records.SelectMany(r => r.Values).SelectMany(v => v.Evidence))
        {
            if (place.Span.Start < 0 || place.Span.End > processed.Article.Text.Length || !place.Span.In(processed.Article.Text).SequenceEqual(place.Text))
            {
                throw new StoreException($"{processed.Document.Source}: evidence {place.Span} is not in the article's text");
            }
        }

        return new PreparedDocument(
            processed,
            ContentHash.Of(processed.Article.Text),
            ContentMapping.Compress(processed.Document.Content.Span),
            ContentMapping.CompressArticle(processed.Article));
    }
}

/// <summary>Writes one document with its article, version, run and records. Called within a transaction, by the one writer.</summary>
internal sealed class DocumentWriter(LiteDatabase database)
{
    private const int ShortestId = 16;

    private readonly ILiteCollection<BsonDocument> articles = database.GetCollection(StoreSchema.Articles);
    private readonly ILiteCollection<BsonDocument> versions = database.GetCollection(StoreSchema.Versions);
    private readonly ILiteCollection<BsonDocument> contents = database.GetCollection(StoreSchema.Contents);
    private readonly ILiteCollection<BsonDocument> runs = database.GetCollection(StoreSchema.Runs);
    private readonly ILiteCollection<BsonDocument> records = database.GetCollection(StoreSchema.Records);
    private readonly ILiteCollection<BsonDocument> formerRecords = database.GetCollection(StoreSchema.FormerRecords);

    public SaveOutcome Write(PreparedDocument document)
    {
        var source = document.Processed.Document.Source;
        var hash = document.Processed.DocumentHash.Hex;
        if (articles.FindOne("$.sources[*] ANY = @0", new BsonValue(source)) is { } known)
        {
            if (known["documentHash"].AsString == hash)
            {
                return SaveOutcome.Unchanged;
            }

            AddVersion(known, document);
            return SaveOutcome.NewVersion;
        }

        if (articles.FindOne(Query.EQ("documentHash", hash)) is { } twin)
        {
            twin["sources"] = new BsonArray(twin["sources"].AsArray.Select(s => s.AsString).Append(source).Order(StringComparer.Ordinal).Select(s => new BsonValue(s)));
            articles.Update(twin);
            RenameSource(twin);
            return SaveOutcome.FurtherSource;
        }

        var article = new BsonDocument { ["_id"] = NewId(hash), ["version"] = 0, ["sources"] = new BsonArray { source } };
        articles.Insert(article);
        AddVersion(article, document);
        return SaveOutcome.Added;
    }

    /// <summary>The beginning of the first content's hash: the same content gets the same id in any store.</summary>
    private string NewId(string hash)
    {
        var length = ShortestId;
        while (length < hash.Length && articles.FindById(hash[..length]) is not null)
        {
            length += 4;
        }

        return hash[..length];
    }

    private void AddVersion(BsonDocument article, PreparedDocument document)
    {
        var processed = document.Processed;
        var id = article["_id"].AsString;
        var version = article["version"].AsInt32 + 1;
        article["version"] = version;
        article["documentHash"] = processed.DocumentHash.Hex;
        articles.Update(article);
        versions.Insert(new BsonDocument
        {
            ["_id"] = $"{id}.{version}",
            ["articleId"] = id,
            ["version"] = version,
            ["documentHash"] = processed.DocumentHash.Hex,
            ["textHash"] = document.TextHash.Hex,
            ["title"] = processed.Article.Title,
            ["address"] = processed.Document.Address?.AbsoluteUri,
            ["retrievedAt"] = processed.Document.RetrievedAt?.ToString("O", CultureInfo.InvariantCulture),
            ["storedAt"] = processed.ProcessedAt.ToString("O", CultureInfo.InvariantCulture),
        });
        contents.Insert(ContentMapping.Pieces(ContentMapping.RawKey(id, version), document.Raw));
        contents.Insert(ContentMapping.Pieces(ContentMapping.ArticleKey(id, version), document.Article));
        RetireRecords(id);
        AddRecords(article, version, document);
    }

    private void RetireRecords(string articleId)
    {
        var former = records.Find(Query.EQ("articleId", articleId)).ToList();
        if (former.Count > 0)
        {
            formerRecords.Insert(former);
            records.DeleteMany(Query.EQ("articleId", articleId));
        }
    }

    private void AddRecords(BsonDocument article, int version, PreparedDocument document)
    {
        var processed = document.Processed;
        var id = article["_id"].AsString;
        var runId = $"{id}.{version}.{processed.ExtractorVersion}";
        runs.Insert(new BsonDocument
        {
            ["_id"] = runId,
            ["articleId"] = id,
            ["version"] = version,
            ["extractor"] = processed.ExtractorVersion,
            ["records"] = processed.Records.Count,
            ["extractedAt"] = processed.ProcessedAt.ToString("O", CultureInfo.InvariantCulture),
        });
        var source = article["sources"].AsArray[0].AsString;
        records.Insert(processed.Records.Select(record => RecordMapping.ToDocument(new StoredRecord(
            $"{id}.{version}.{record.Id}",
            id,
            version,
            processed.Article.Title,
            source,
            processed.Article.PublishedOn,
            document.TextHash,
            runId,
            processed.ExtractorVersion,
            processed.ProcessedAt,
            record))));
    }

    /// <summary>Records name the first of the sources, whichever came first.</summary>
    private void RenameSource(BsonDocument article)
    {
        var first = article["sources"].AsArray[0];
        foreach (var record in records.Find(Query.EQ("articleId", article["_id"])).Where(r => r["source"] != first).ToList())
        {
            record["source"] = first;
            records.Update(record);
        }
    }
}
