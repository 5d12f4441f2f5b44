using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using ExtractionPipeline.Storage.Review;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Ingestion;

/// <summary>Looks at everything in a store, in portions, so that a running worker goes on meanwhile.</summary>
internal sealed class StoreInspection(StoreDatabase database)
{
    private const int Portion = 50;
    private const int MostProblems = 100;

    private readonly List<string> problems = [];
    private long looked;

    public async Task<StoreCheckReport> RunAsync(CancellationToken cancellationToken)
    {
        await EachAsync(Collections.Articles, CheckArticle, cancellationToken);
        await EachAsync(Collections.Versions, CheckVersion, cancellationToken);
        await EachAsync(Collections.Records, CheckRecord, cancellationToken);
        await EachAsync(Collections.Sources, CheckSource, cancellationToken);
        await EachAsync(Collections.Decisions, CheckDecision, cancellationToken);
        await EachAsync(Collections.IngestionItems, CheckItem, cancellationToken);
        await EachAsync(Collections.IngestionSources, (_, document) => SourceDocument.FromBson(document), cancellationToken);
        await database.ReadAsync(CheckCounts, cancellationToken);
        return new StoreCheckReport(looked, problems);
    }

    private async Task EachAsync(string collection, Action<ILiteEngine, BsonDocument> check, CancellationToken cancellationToken)
    {
        for (var after = ""; after is not null && problems.Count < MostProblems;)
        {
            var begin = after;
            after = await database.ReadAsync(
                engine =>
                {
                    var query = new Query { Limit = Portion };
                    query.Where.Add(BsonExpression.Create("$._id BETWEEN @0 AND @1", begin + "\u0001", EngineReading.EndMark));
                    var found = engine.Find(collection, query);
                    foreach (var document in found)
                    {
                        looked++;
                        Guard(collection, document, () => check(engine, document));
                    }

                    return found.Count < Portion ? null : found[^1].Text(Fields.Id);
                },
                cancellationToken);
        }
    }

    private void Guard(string collection, BsonDocument document, Action check)
    {
        try
        {
            check();
        }
        catch (Exception error) when (error is not LiteException and not IOException || error is InvalidDataException)
        {
            problems.Add($"{collection} {document[Fields.Id]}: {error.Message.Split('\n')[0]}");
        }
    }

    private static void CheckArticle(ILiteEngine engine, BsonDocument article)
    {
        var id = VersionDocument.IdOf(article.Text(Fields.Id), article.Integer(Fields.NewestVersion));
        _ = engine.FindById(Collections.Versions, id) ?? throw new InvalidDataException($"its newest version {id} is missing");
        if (article.Texts("sources").Count == 0)
        {
            throw new InvalidDataException("it has no source");
        }
    }

    private static void CheckVersion(ILiteEngine engine, BsonDocument version)
    {
        VersionDocument.ReadArticle(engine, version, []);
        if (!version.ContainsKey("raw_gone"))
        {
            VersionDocument.ReadRaw(engine, version);
        }
    }

    private static void CheckRecord(ILiteEngine engine, BsonDocument document)
    {
        var record = RecordDocument.FromBson(document, "");
        var version = engine.FindById(Collections.Versions, VersionDocument.IdOf(record.ArticleId, record.ArticleVersion)) ?? throw new InvalidDataException("its version is missing");
        var text = VersionDocument.ReadArticle(engine, version, []).Article.Text;
        if (record.Record.Values.SelectMany(v => v.Evidence).FirstOrDefault(e => e.Span.End > text.Length || !e.Span.In(text).SequenceEqual(e.Text)) is { } wrong)
        {
            throw new InvalidDataException($"evidence {wrong.Span} does not equal the text there");
        }
    }

    private static void CheckSource(ILiteEngine engine, BsonDocument source)
    {
        var article = engine.FindById(Collections.Articles, source.Text(Fields.ArticleId)) ?? throw new InvalidDataException("its article is missing");
        if (!article.Texts("sources").Contains(source.Text("source"), StringComparer.Ordinal))
        {
            throw new InvalidDataException("its article does not name it");
        }
    }

    private static void CheckDecision(ILiteEngine engine, BsonDocument document)
    {
        var decision = DecisionDocument.FromBson(document);
        _ = engine.FindById(Collections.Versions, VersionDocument.IdOf(decision.ArticleId, decision.ArticleVersion)) ?? throw new InvalidDataException("the version that it was made on is missing");
        if (decision.Sequence > 1 && engine.FindById(Collections.Decisions, DecisionDocument.IdOf(decision.ArticleId, decision.Sequence - 1)) is null)
        {
            throw new InvalidDataException("the decision before it is missing");
        }
    }

    private static void CheckItem(ILiteEngine engine, BsonDocument document)
    {
        if (document.OptionalText(ItemDocument.AliasOf) is { } target)
        {
            _ = engine.FindById(Collections.IngestionItems, target) ?? throw new InvalidDataException("the item behind this alias is missing");
            return;
        }

        var item = ItemDocument.FromBson(document);
        if (item.State is ItemState.Discovered or ItemState.Fetched && item.DueAt is null)
        {
            throw new InvalidDataException($"it is {ItemDocument.StateName(item.State)} and nothing is planned for it");
        }

        if (item.State == ItemState.Extracted && (item.ArticleId is null || engine.FindById(Collections.Articles, item.ArticleId) is null))
        {
            throw new InvalidDataException("it is extracted and its article is missing");
        }

        if (document.Integer(ItemDocument.Pieces) is > 0 and var pieces)
        {
            StoredContent.Read(engine, ItemDocument.PageId(document.Text(Fields.Id)), StoredContent.Raw, pieces);
        }
    }

    private bool CheckCounts(ILiteEngine engine)
    {
        var totals = StoreTotals.Read(engine);
        Compare("articles", totals.Articles, Count(engine, Collections.Articles));
        Compare("versions", totals.Versions, Count(engine, Collections.Versions));
        Compare("runs", totals.Runs, Count(engine, Collections.Runs));
        Compare("items", CountsDocument.Read(engine).Total, Count(engine, Collections.IngestionItems, BsonExpression.Create("$.alias_of = null")));
        return true;
    }

    private void Compare(string what, long said, long found)
    {
        if (said != found)
        {
            problems.Add($"the count of {what} says {said}, there are {found}");
        }
    }

    private static long Count(ILiteEngine engine, string collection, BsonExpression? where = null)
    {
        var query = new Query { Select = BsonExpression.Create("{ _id: $._id }") };
        if (where is not null)
        {
            query.Where.Add(where);
        }

        using var reader = engine.Query(collection, query);
        long count = 0;
        while (reader.Read())
        {
            count++;
        }

        return count;
    }
}
