using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Querying;

/// <summary>A part of a query's answer, and where the next part begins.</summary>
/// <param name="Records">The records found.</param>
/// <param name="Next">Where to go on; null when the list has ended.</param>
internal sealed record RecordPortion(IReadOnlyList<StoredRecord> Records, string? Next);

/// <summary>Reads records of the newest versions.</summary>
internal static class RecordReading
{
    /// <summary>Entries looked at in one go. The writer waits meanwhile, so it is no more than some milliseconds' worth.</summary>
    private const int PortionSize = 500;

    private static readonly BsonExpression SearchedFields = BsonExpression.Create("{ _id: $._id, order: $.order, search: $.search }");

    /// <summary>The next part of the answer, from <paramref name="begin"/> on.</summary>
    public static RecordPortion ReadPortion(ILiteEngine engine, RecordFilter filter, string begin, int limit)
    {
        var query = new Query { Limit = filter.NeedsTest ? PortionSize : Math.Min(PortionSize, limit) };
        query.Where.Add(BsonExpression.Create("$.listings[*] ANY BETWEEN @0 AND @1", begin, filter.Last));
        if (filter.NeedsTest)
        {
            // Most records fail the test; of those only a part is read.
            query.Select = SearchedFields;
        }

        var entries = engine.Find(Collections.Records, query);
        var found = filter.NeedsTest
            ? entries.Where(e => filter.Accepts(e.Inner(RecordDocument.Search))).Take(limit).Select(e => engine.FindById(Collections.Records, e.Text(Fields.Id))!)
            : entries;

        var sources = new ArticleSources(engine);
        List<StoredRecord> records = [.. found.Select(sources.ToRecord)];
        return new RecordPortion(records, entries.Count < query.Limit ? null : Behind(filter.List, entries[^1]));
    }

    /// <summary>The current records of one article that the filter accepts: all of one day, so in order of their keys.</summary>
    public static RecordPortion ReadArticle(ILiteEngine engine, RecordFilter filter, string articleId, int limit)
    {
        var sources = new ArticleSources(engine);
        return new RecordPortion(
            [.. Current(engine, RecordDocument.KeysOf(articleId)).Where(filter.AcceptsDocument).Take(limit).Select(sources.ToRecord)],
            null);
    }

    /// <summary>The record with the key, or with the only key that begins so.</summary>
    public static StoredRecord? FindByKey(ILiteEngine engine, string key)
    {
        var found = Current(engine, key).Take(2).ToList();
        return found.Count == 1 || (found.Count > 1 && found[0].Text(Fields.Id) == key) ? new ArticleSources(engine).ToRecord(found[0]) : null;
    }

    private static IEnumerable<BsonDocument> Current(ILiteEngine engine, string keyPrefix) =>
        engine.FindByIdPrefix(Collections.Records, keyPrefix).Where(r => r.Text(Fields.State) != DispositionNames.Superseded);

    private static string Behind(string list, BsonDocument entry) =>
        RecordListing.Entry(list, entry.Text(Fields.Order), entry.Text(Fields.Id)) + "\u0001";

    /// <summary>Completes records with the first source of their article: it is the article's, as a further source may sort before it.</summary>
    private sealed class ArticleSources(ILiteEngine engine)
    {
        private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);

        public StoredRecord ToRecord(BsonDocument document)
        {
            var articleId = document.Text(Fields.ArticleId);
            if (!_sources.TryGetValue(articleId, out var source))
            {
                var article = engine.FindById(Collections.Articles, articleId) ?? throw new InvalidDataException($"article {articleId} is missing");
                _sources[articleId] = source = article.Texts("sources")[0];
            }

            return RecordDocument.FromBson(document, source);
        }
    }
}
