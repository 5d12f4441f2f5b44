using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using LiteDB;
using LiteDB.Engine;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace ExtractionPipeline.Storage.Ingestion;

/// <summary>Changes items. Every method runs within the caller's transaction and may run again in a later one.</summary>
internal static class ItemWriter
{
    private const string Sources = "sources";

    /// <summary>The item's document behind an alias; null when there is none.</summary>
    public static BsonDocument? Find(ILiteEngine engine, string key)
    {
        var document = engine.FindById(Collections.IngestionItems, ItemDocument.IdOf(key));
        return document?.OptionalText(ItemDocument.AliasOf) is { } target ? engine.FindById(Collections.IngestionItems, target) : document;
    }

    /// <summary>Stores an item over its earlier state. Sources that showed it meanwhile are kept.</summary>
    public static IngestionItem Save(ILiteEngine engine, IngestionItem item, IReadOnlyList<byte[]>? page, bool dropsPage = false)
    {
        var id = ItemDocument.IdOf(item.Key);
        var known = engine.FindById(Collections.IngestionItems, id);
        var pieces = known?.Integer(ItemDocument.Pieces) ?? 0;
        ItemState? from = null;
        if (known is not null)
        {
            var before = ItemDocument.FromBson(known);
            from = before.State;
            item = item with { FurtherSources = [.. before.FurtherSources.Union(item.FurtherSources, StringComparer.Ordinal)] };
        }

        if ((page is not null || dropsPage) && pieces > 0)
        {
            DropPage(engine, id, pieces);
            pieces = 0;
        }

        if (page is not null)
        {
            StoredContent.Insert(engine, ItemDocument.PageId(id), StoredContent.Raw, page);
            pieces = page.Count;
        }

        engine.Upsert(Collections.IngestionItems, [ItemDocument.ToBson(item, pieces)], BsonAutoId.ObjectId);
        CountsDocument.Change(engine, from, item.State, item.ChangedAt);
        return item;
    }

    /// <summary>Marks the item extracted, with the article that the document was just saved as.</summary>
    public static IngestionItem SaveExtracted(ILiteEngine engine, IngestionItem item, string source, ArticleSignature signature, IReadOnlyList<AnchoredRecord> anchored)
    {
        var articleId = (engine.FindById(Collections.Sources, SourceKey.Of(source)) ?? throw new InvalidDataException($"source {source} is missing")).Text(Fields.ArticleId);
        engine.Upsert(Collections.IngestionSignatures, [SignatureDocument.ToBson(signature with { ArticleId = articleId })], BsonAutoId.ObjectId);
        if (anchored.Count > 0)
        {
            var article = engine.FindById(Collections.Articles, articleId) ?? throw new InvalidDataException($"article {articleId} is missing");
            var version = article.Integer(Fields.NewestVersion);
            engine.Upsert(Collections.IngestionAnchors, anchored.Select(a => AnchorDocument(a with { ToVersion = version })), BsonAutoId.ObjectId);
        }

        return Save(engine, item with { ArticleId = articleId, Similarity = null }, null, dropsPage: true);
    }

    /// <summary>Makes the item's name a further source of the article.</summary>
    public static void SaveDuplicate(ILiteEngine engine, IngestionItem item, RawDocument document, ContentHash documentHash)
    {
        var articleId = item.ArticleId ?? throw new InvalidDataException($"{item.Key} has no article");
        var article = engine.FindById(Collections.Articles, articleId) ?? throw new InvalidDataException($"article {articleId} is missing");
        article[Sources] = BsonFields.Stored(article.Texts(Sources).Append(item.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        engine.Update(Collections.Articles, [article]);
        engine.Upsert(
            Collections.Sources,
            [
                new BsonDocument
                {
                    [Fields.Id] = SourceKey.Of(item.Name),
                    ["source"] = item.Name,
                    [Fields.ArticleId] = articleId,
                    [Fields.DocumentHash] = documentHash.Hex,
                    ["address"] = document.Address?.OriginalString,
                    ["media_type"] = document.MediaType,
                    ["declared_charset"] = document.DeclaredCharset,
                    ["retrieved_at"] = BsonFields.Stored(document.RetrievedAt),
                },
            ],
            BsonAutoId.ObjectId);
        Save(engine, item, null);
    }

    /// <summary>Takes the item's name from the sources of its article, unless it is the only one.</summary>
    public static void Detach(ILiteEngine engine, IngestionItem item)
    {
        var article = item.ArticleId is { } articleId ? engine.FindById(Collections.Articles, articleId) : null;
        var others = article?.Texts(Sources).Where(s => s != item.Name).ToList();
        if (article is null || others!.Count == 0)
        {
            return;
        }

        article[Sources] = BsonFields.Stored(others);
        engine.Update(Collections.Articles, [article]);
        engine.Delete(Collections.Sources, [SourceKey.Of(item.Name)]);
    }

    public static void DropPage(ILiteEngine engine, string itemId, int pieces) =>
        engine.Delete(Collections.Contents, Enumerable.Range(0, pieces).Select(n => new BsonValue(StoredContent.PieceId(ItemDocument.PageId(itemId), StoredContent.Raw, n))));

    private static BsonDocument AnchorDocument(AnchoredRecord anchored) => new()
    {
        [Fields.Id] = $"{anchored.ArticleId}/{anchored.ToVersion:D6}/{anchored.RecordKey}",
        [Fields.State] = anchored.State.ToString(),
        ["anchored"] = JsonSerializer.Serialize(anchored, ItemDocument.Json),
    };
}

/// <summary>A signature in stored form.</summary>
internal static class SignatureDocument
{
    public static BsonDocument ToBson(ArticleSignature signature) => new()
    {
        [Fields.Id] = signature.ArticleId,
        ["at"] = signature.At.UtcTicks,
        ["bands"] = System.Runtime.InteropServices.MemoryMarshal.AsBytes(signature.Bands.ToArray().AsSpan()).ToArray(),
    };

    public static ArticleSignature FromBson(BsonDocument document) => new(
        document.Text(Fields.Id),
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(document.Bytes("bands")).ToArray(),
        new DateTimeOffset(document["at"].AsInt64, default));
}
