using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review.Simulation;

/// <summary>How good the store is after so many decisions.</summary>
/// <param name="Decisions">Decisions taken.</param>
/// <param name="Precision">Share of its records that are wholly right.</param>
/// <param name="Recall">Share of gold records that it holds wholly right.</param>
internal readonly record struct SimulationPoint(int Decisions, double Precision, double Recall);

/// <summary>The course of a simulated review.</summary>
internal sealed record SimulationCourse(string Name, IReadOnlyList<SimulationPoint> Points)
{
    /// <summary>Decisions until the store is at least so good; null when it never is.</summary>
    public int? DecisionsUntil(double precision, double recall) =>
        Points.Where(p => p.Precision >= precision && p.Recall >= recall).Select(p => (int?)p.Decisions).FirstOrDefault();
}

/// <summary>
/// Reviews a store with gold as the reviewer. A decision is a key press that settles a record: confirm, correct, reject, add a missed one, or say of
/// an article without records that nothing is missing. The reviewer sees whole articles, so what is missed comes to light once an article is open.
/// </summary>
internal static class ReviewSimulation
{
    private const int RankEvery = 25;

    // Records at least this sure are left for later when an article is opened for the others, as the page does with what is accepted.
    private const double Sure = 0.9;

    /// <summary>Runs one course.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="articles">The store.</param>
    /// <param name="order">The order of the queue.</param>
    /// <param name="withBulk">Whether near-identical records that deserve the same verdict are settled by one decision.</param>
    /// <param name="seed">Of the random order.</param>
    public static SimulationCourse Run(string name, IReadOnlyList<SimulatedArticle> articles, QueueOrder order, bool withBulk, int seed = 0)
    {
        var store = new Store(articles);
        var points = new List<SimulationPoint> { store.Point };
        var pending = new List<Visit>();
        foreach (var article in articles)
        {
            pending.AddRange(VisitsOf(article, split: order != QueueOrder.Random));
        }

        if (order == QueueOrder.Random)
        {
            new Random(seed).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending));
        }

        var bySignature = articles.SelectMany(a => a.Records).ToLookup(r => r.Queue.Signature, StringComparer.Ordinal);
        var ranked = new Queue<Visit>();
        var sinceRank = int.MaxValue;
        while (pending.Count > 0)
        {
            if (order == QueueOrder.Random)
            {
                ranked = ranked.Count > 0 ? ranked : new Queue<Visit>(pending);
            }
            else if (sinceRank >= RankEvery || ranked.Count == 0)
            {
                ranked = Rank(pending, order, store);
                sinceRank = 0;
            }

            var visit = ranked.Dequeue();
            pending.Remove(visit);
            var before = store.Decisions;
            foreach (var record in visit.Records.Where(r => !store.IsDecided(r)))
            {
                var alike = withBulk ? bySignature[record.Queue.Signature].Where(r => !store.IsDecided(r) && r.Verdict == record.Verdict && r.Verdict != Verdict.Wrong) : [];
                store.Settle([record, .. alike.Where(r => r != record)]);
                points.Add(store.Point);
            }

            store.Open(visit.Article, points);
            sinceRank += store.Decisions - before;
        }

        return new SimulationCourse(name, points);
    }

    private sealed record Visit(SimulatedArticle Article, IReadOnlyList<SimulatedRecord> Records, QueueItem Item);

    private static IEnumerable<Visit> VisitsOf(SimulatedArticle article, bool split)
    {
        var unsure = split ? article.Records.Where(r => r.Queue.Confidence < Sure).ToList() : [.. article.Records];
        var sure = article.Records.Except(unsure).ToList();
        if (unsure.Count > 0 || sure.Count == 0)
        {
            yield return new Visit(article, unsure, Item(article.Id, unsure));
        }

        if (sure.Count > 0)
        {
            yield return new Visit(article, sure, Item(article.Id + "+", sure));
        }
    }

    private static QueueItem Item(string id, IReadOnlyList<SimulatedRecord> records) => new(id, null, id, "", null, [.. records.Select(r => r.Queue)]);

    private static Queue<Visit> Rank(List<Visit> pending, QueueOrder order, Store store)
    {
        var open = pending.Select(v => v.Records.Any(store.IsDecided) || store.IsOpened(v.Article)
            ? v with { Item = Item(v.Item.ArticleId, [.. v.Records.Where(r => !store.IsDecided(r))]) with { IsRead = store.IsOpened(v.Article) } }
            : v).ToList();
        var byId = pending.ToDictionary(v => v.Item.ArticleId, StringComparer.Ordinal);
        return new Queue<Visit>(QueueRanking.Rank([.. open.Select(v => v.Item)], order, store.Experience).Select(i => byId[i.ArticleId]));
    }

    private sealed class Store
    {
        private readonly HashSet<SimulatedRecord> _decided = new(ReferenceEqualityComparer.Instance);
        private readonly HashSet<SimulatedArticle> _opened = new(ReferenceEqualityComparer.Instance);
        private readonly List<(double, bool)> _outcomes = [];
        private readonly int _gold;
        private int _records;
        private int _right;
        private (int Added, int Proposed, int AddedToEmpty, int Empty) _read;

        public Store(IReadOnlyList<SimulatedArticle> articles)
        {
            _gold = articles.Sum(a => a.Gold);
            _records = articles.Sum(a => a.Records.Count);
            _right = articles.Sum(a => a.Records.Count(r => r.Verdict == Verdict.Right));
        }

        public int Decisions { get; private set; }

        public SimulationPoint Point => new(Decisions, _records == 0 ? 1 : (double)_right / _records, _gold == 0 ? 1 : (double)_right / _gold);

        public QueueExperience Experience =>
            new QueueExperience { Confidence = ConfidenceTable.Of(_outcomes) }.WithMissed(_read.Added, _read.Proposed, _read.AddedToEmpty, _read.Empty);

        public bool IsDecided(SimulatedRecord record) => _decided.Contains(record);

        public bool IsOpened(SimulatedArticle article) => _opened.Contains(article);

        public void Settle(IReadOnlyList<SimulatedRecord> records)
        {
            Decisions++;
            foreach (var record in records)
            {
                _decided.Add(record);
                _outcomes.Add((record.Queue.Confidence, record.Verdict == Verdict.Right));
                _right += record.Verdict == Verdict.Wrong ? 1 : 0;
                _records -= record.Verdict == Verdict.False ? 1 : 0;
            }
        }

        public void Open(SimulatedArticle article, List<SimulationPoint> points)
        {
            if (!_opened.Add(article))
            {
                return;
            }

            _read = article.Records.Count == 0
                ? _read with { AddedToEmpty = _read.AddedToEmpty + article.Missed, Empty = _read.Empty + 1 }
                : _read with { Added = _read.Added + article.Missed, Proposed = _read.Proposed + article.Records.Count };
            for (var i = 0; i < article.Missed; i++)
            {
                Decisions++;
                _records++;
                _right++;
                points.Add(Point);
            }

            if (article.Records.Count + article.Missed == 0)
            {
                Decisions++;
                points.Add(Point);
            }
        }
    }
}
