using System.Collections.Concurrent;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review;

/// <summary>All articles as the queue sees them, in memory: opening the queue at 100,000 waiting records costs no look into the store.</summary>
internal sealed class ReviewIndex(ReviewOptions options, TimeProvider time)
{
    // A long order is made anew only so often: meanwhile what is decided is passed over in it, and what is new waits a little. A short one costs nothing.
    private static readonly TimeSpan OrderAge = TimeSpan.FromSeconds(20);
    private const int ShortOrder = 2000;

    private readonly ConcurrentDictionary<string, IndexedArticle> _articles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<QueueOrder, Ranking> _rankings = new();
    private readonly Dictionary<string, Dictionary<string, int>> _alike = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _changes;
    private int _awaitingRecords;
    private int _awaitingArticles;
    private int _secondLooks;

    private sealed record Ranking(string[] ArticleIds, long Changes, long MadeAt);

    /// <summary>Records that await review.</summary>
    public int AwaitingRecords => Volatile.Read(ref _awaitingRecords);

    /// <summary>Articles that await review.</summary>
    public int AwaitingArticles => Volatile.Read(ref _awaitingArticles);

    public IEnumerable<IndexedArticle> Articles => _articles.Values;

    public IndexedArticle? Find(string articleId) => _articles.GetValueOrDefault(articleId);

    public void Put(IndexedArticle article)
    {
        lock (_gate)
        {
            Count(_articles.GetValueOrDefault(article.Item.ArticleId), -1);
            _articles[article.Item.ArticleId] = article;
            Count(article, 1);
            _changes++;
        }
    }

    /// <summary>How many records that await review are near-identical to one with this signature, itself included.</summary>
    public int CountAlike(string signature)
    {
        lock (_gate)
        {
            return _alike.TryGetValue(signature, out var articles) ? articles.Values.Sum() : 0;
        }
    }

    /// <summary>Articles with records awaiting review that have this signature, in order of their ids.</summary>
    public IReadOnlyList<IndexedArticle> Alike(string signature)
    {
        lock (_gate)
        {
            return _alike.TryGetValue(signature, out var articles) ? [.. articles.Keys.Order(StringComparer.Ordinal).Select(id => _articles[id])] : [];
        }
    }

    /// <summary>Signatures that several records awaiting review share, the most frequent first.</summary>
    public IReadOnlyList<(string Signature, int Records)> Groups(int limit)
    {
        lock (_gate)
        {
            return
            [
                .. _alike.Where(p => p.Value.Count > 1).Select(p => (p.Key, Records: p.Value.Values.Sum()))
                    .OrderByDescending(g => g.Records).ThenBy(g => g.Key, StringComparer.Ordinal).Take(limit),
            ];
        }
    }

    /// <summary>Articles in order, those first that wait for this reviewer's second look. Lazy: the caller takes as many as it needs.</summary>
    public IEnumerable<IndexedArticle> Queue(QueueQuery query, string reviewer)
    {
        var second = Volatile.Read(ref _secondLooks) > 0
            ? _articles.Values.Where(a => IsSecondLookFor(a, reviewer) && query.Accepts(a)).OrderBy(a => a.Item.ArticleId, StringComparer.Ordinal)
            : Enumerable.Empty<IndexedArticle>();
        return second.Concat(Order(query.Order).Select(id => _articles[id]).Where(a => a.Awaits && query.Accepts(a)));
    }

    public static bool IsSecondLookFor(IndexedArticle article, string reviewer) =>
        article.SecondLook != SecondLook.None && !article.Reviewers.Contains(reviewer, StringComparer.Ordinal);

    private string[] Order(QueueOrder order)
    {
        var now = time.GetTimestamp();
        if (_rankings.TryGetValue(order, out var ranking) && (ranking.Changes == Volatile.Read(ref _changes) || (ranking.ArticleIds.Length >= ShortOrder && time.GetElapsedTime(ranking.MadeAt, now) < OrderAge)))
        {
            return ranking.ArticleIds;
        }

        lock (_rankings)
        {
            // Whoever waited for another's work takes it.
            if (_rankings.TryGetValue(order, out var made) && made != ranking)
            {
                return made.ArticleIds;
            }

            var changes = Volatile.Read(ref _changes);
            var items = _articles.Values.Where(a => a.Awaits).Select(a => a.Item).ToList();
            string[] ids = [.. QueueRanking.Rank(items, order, ReviewExperience.Of(_articles.Values, options)).Select(i => i.ArticleId)];
            _rankings[order] = new Ranking(ids, changes, time.GetTimestamp());
            return ids;
        }
    }

    private void Count(IndexedArticle? article, int sign)
    {
        if (article is null)
        {
            return;
        }

        _awaitingRecords += sign * article.Item.Records.Count;
        _awaitingArticles += article.Awaits ? sign : 0;
        _secondLooks += article.SecondLook != SecondLook.None ? sign : 0;
        foreach (var record in article.Item.Records)
        {
            CountAlike(record.Signature, article.Item.ArticleId, sign);
        }
    }

    private void CountAlike(string signature, string articleId, int sign)
    {
        if (!_alike.TryGetValue(signature, out var articles))
        {
            _alike[signature] = articles = new Dictionary<string, int>(1, StringComparer.Ordinal);
        }

        var count = articles.GetValueOrDefault(articleId) + sign;
        if (count > 0)
        {
            articles[articleId] = count;
        }
        else if (articles.Remove(articleId) && articles.Count == 0)
        {
            _alike.Remove(signature);
        }
    }
}

/// <summary>What the decisions so far teach the order of the queue.</summary>
internal static class ReviewExperience
{
    public static QueueExperience Of(IEnumerable<IndexedArticle> articles, ReviewOptions options)
    {
        var decided = new List<(double, bool)>();
        var proposers = new Dictionary<string, int>(StringComparer.Ordinal);
        var read = (Added: 0, Proposed: 0, AddedToEmpty: 0, Empty: 0);
        foreach (var article in articles)
        {
            var proposed = article.Records.Count - article.Added;
            read = !article.IsReadThrough ? read
                : proposed == 0 ? read with { AddedToEmpty = read.AddedToEmpty + article.Added, Empty = read.Empty + 1 }
                : read with { Added = read.Added + article.Added, Proposed = read.Proposed + proposed };
            foreach (var record in article.Records.Where(r => r.Settlement is not null))
            {
                if (record.Settlement!.Confidence is { } confidence)
                {
                    decided.Add((confidence, record.WasRight));
                }

                foreach (var proposer in record.Queue.Proposers)
                {
                    proposers[proposer] = proposers.GetValueOrDefault(proposer) + 1;
                }
            }
        }

        return new QueueExperience
        {
            Confidence = ConfidenceTable.Of(decided),
            DecidedByProposer = proposers,
            Readers = options.Readers,
        }.WithMissed(read.Added, read.Proposed, read.AddedToEmpty, read.Empty);
    }
}
