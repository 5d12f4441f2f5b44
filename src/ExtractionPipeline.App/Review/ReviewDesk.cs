using System.Collections.Concurrent;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;
using Microsoft.Extensions.Caching.Memory;

namespace ExtractionPipeline.App.Review;

/// <summary>
/// Where reviewers get items and leave decisions. One desk serves all reviewers of a store; decisions on an article are taken one after the other,
/// on different articles at once. Safe to use from any number of threads.
/// </summary>
internal sealed class ReviewDesk : IDisposable
{
    private const int CachedArticles = 4096;
    private const int WarmItems = 400;
    private const int WarmEvery = 50;

    private readonly IRecordStore _records;
    private readonly IReviewStore _reviews;
    private readonly IIngestionStore _items;
    private readonly TimeProvider _time;
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = CachedArticles });
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly SkippedItems _skipped = new();
    private readonly ConcurrentDictionary<(string ArticleId, string Reviewer), ReviewPass> _secondPasses = new();
    private KnownNames? _names;
    private int _sinceWarm;
    private int _isWarming;
    private long _namesMadeAt;

    public ReviewDesk(IRecordStore records, IReviewStore reviews, IIngestionStore items, ReviewOptions options, TimeProvider time)
    {
        (_records, _reviews, _items, Options, _time) = (records, reviews, items, options, time);
        Index = new ReviewIndex(options, time);
        Leases = new Leases(time, TimeSpan.FromSeconds(options.LeaseSeconds));
        reviews.ArticleChanged += OnArticleChanged;
    }

    public ReviewOptions Options { get; }

    public ReviewIndex Index { get; }

    public Leases Leases { get; }

    /// <summary>Ends once every article is in the queue; requests before that wait for it.</summary>
    public Task Loaded { get; private set; } = Task.CompletedTask;

    private sealed record State(StoredArticle Article, ReviewableArticle Proposals, ArticleReview Review, IReadOnlyList<AnchoredRecord> Anchors)
    {
        private (KnownNames From, IReadOnlyList<Suggestion> Found)? _suggestions;

        /// <summary>Known names in the text, looked for once for each state of both.</summary>
        public IReadOnlyList<Suggestion> Suggestions(KnownNames names)
        {
            if (_suggestions is not { } known || known.From != names)
            {
                _suggestions = known = (names, names.In(Article.Article.Text));
            }

            return known.Found;
        }
    }

    /// <summary>Reads all articles and decisions into the queue.</summary>
    public Task LoadAsync(CancellationToken cancellationToken) => Loaded = LoadAllAsync(cancellationToken);

    public QueuePage Queue(QueueQuery query, string reviewer, int offset, int limit)
    {
        var lines = Index.Queue(query, reviewer).Skip(offset).Take(limit).Select(a => ToLine(a, reviewer)).ToList();
        var matching = query.IsFilter ? Index.Queue(query, reviewer).Count() : Index.AwaitingArticles;
        return new QueuePage(Index.AwaitingRecords, Index.AwaitingArticles, matching, lines);
    }

    /// <summary>Opens and leases the next item that no one works on; what the reviewer skipped comes last.</summary>
    public async Task<NextItem> NextAsync(QueueQuery query, string reviewer, string tab, IReadOnlyCollection<string> except, CancellationToken cancellationToken)
    {
        var skipped = _skipped.Of(reviewer);
        foreach (var pass in new[] { false, true })
        {
            foreach (var article in Index.Queue(query, reviewer))
            {
                var id = article.Item.ArticleId;
                if (except.Contains(id) || skipped.Contains(id) != pass || IsDone(article, reviewer) || !Leases.Take(id, reviewer, tab).Granted)
                {
                    continue;
                }

                if (await OpenAsync(id, reviewer, tab, cancellationToken) is { } item)
                {
                    WarmAhead(query, reviewer);
                    return new NextItem(item, Index.AwaitingRecords, Index.AwaitingArticles);
                }
            }
        }

        return new NextItem(null, Index.AwaitingRecords, Index.AwaitingArticles);
    }

    /// <summary>An article with its records as this reviewer may see them; null when there is none.</summary>
    public async Task<ReviewItem?> OpenAsync(string articleId, string reviewer, string tab, CancellationToken cancellationToken)
    {
        if (await StateAsync(articleId, cancellationToken) is not { } state)
        {
            return null;
        }

        var pass = PassOf(articleId, reviewer);
        return ItemWriter.Write(
            state.Article, View(state, pass), state.Anchors, pass, reviewer, Options, state.Suggestions(Names()), Index, Leases.HeldByOther(articleId, reviewer, tab), _time);
    }

    /// <summary>Checks and stores a decision; the task ends once it is on disk.</summary>
    /// <param name="request">What is asked for; not trusted.</param>
    /// <param name="reviewer">Who asks.</param>
    /// <param name="tab">The page that asks; its lease is prolonged.</param>
    /// <param name="bulkSize">How many records are decided on at once.</param>
    /// <param name="cancellationToken">Gives up waiting; what is being written is stored.</param>
    public async Task<(DecisionReceipt? Receipt, Refusal? Refusal)> DecideAsync(DecisionRequest request, string reviewer, string tab, int bulkSize, CancellationToken cancellationToken)
    {
        if (request.ArticleId is null)
        {
            return (null, new Refusal(RefusalKind.Invalid, "the article is not named"));
        }

        var gate = _gates[(uint)StringComparer.Ordinal.GetHashCode(request.ArticleId) % _gates.Length];
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await DecideAloneAsync(request, reviewer, tab, bulkSize, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The record's article as it stands; null when there is none.</summary>
    public async Task<ArticleReview?> ReviewAsync(string articleId, CancellationToken cancellationToken) => (await StateAsync(articleId, cancellationToken))?.Review;

    public void Dispose()
    {
        _reviews.ArticleChanged -= OnArticleChanged;
        _cache.Dispose();
    }

    private async Task<(DecisionReceipt? Receipt, Refusal? Refusal)> DecideAloneAsync(DecisionRequest request, string reviewer, string tab, int bulkSize, CancellationToken cancellationToken)
    {
        if (await StateAsync(request.ArticleId, cancellationToken) is not { } state)
        {
            return (null, new Refusal(RefusalKind.NotFound, "there is no such article"));
        }

        if (state.Review.Decisions.FirstOrDefault(d => d.Id == request.Id) is { } earlier)
        {
            return earlier.Reviewer == reviewer && earlier.Kind == request.Kind
                ? (Receipt(earlier, isReplay: true), null)
                : (null, new Refusal(RefusalKind.Conflict, "another decision has this id already"));
        }

        var pass = PassOf(request.ArticleId, reviewer);
        var view = View(state, pass);
        var subject = request.Subjects is { Count: > 0 } subjects && subjects[0] is not null ? view.Find(subjects[0].Subject) : null;
        var (cleaned, probe) = Probes.Take(request, subject is null ? null : Probes.Of(subject, reviewer, Options.ProbeShare));
        var result = DecisionCheck.Check(cleaned, view, state.Article, new DecisionContext(reviewer, _time.GetUtcNow(), pass));
        if (!result.Succeeded)
        {
            return (null, result.Refusal);
        }

        var (reason, _) = subject is null ? (ReviewReason.Chosen, false) : IndexedRecord.ReasonOf(subject, Options);
        var decision = result.Decision with
        {
            Reason = reason,
            Probability = reason == ReviewReason.SpotCheck ? Options.SpotCheckShare : 1,
            Probe = probe,
            BulkSize = bulkSize,
        };
        if (await _reviews.AppendAsync([decision], cancellationToken) == AppendOutcome.Conflict)
        {
            _cache.Remove(request.ArticleId);
            return (null, new Refusal(RefusalKind.Conflict, "the article was decided on meanwhile; look at it again, nothing was saved"));
        }

        Keep(state.Article, state.Proposals, [.. state.Review.Decisions, decision], state.Anchors);
        _skipped.Note(decision);
        KeepLease(request.ArticleId, reviewer, tab, pass);
        return (Receipt(decision, isReplay: false), null);
    }

    // An item with nothing left to decide on is free for whoever looks a second time.
    private void KeepLease(string articleId, string reviewer, string tab, ReviewPass pass)
    {
        if (Index.Find(articleId) is { } article && (article.Awaits || (pass, article.SecondLook) is (ReviewPass.Blind, SecondLook.Blind) or (ReviewPass.Settling, SecondLook.Settling)))
        {
            Leases.Take(articleId, reviewer, tab);
        }
        else
        {
            Leases.Release(articleId, reviewer, tab);
        }
    }

    private static DecisionReceipt Receipt(Decision decision, bool isReplay) => new(decision.Id, decision.ArticleId, decision.Sequence, isReplay, decision.Probe, null);

    private ReviewPass PassOf(string articleId, string reviewer) =>
        Index.Find(articleId) is { } article && ReviewIndex.IsSecondLookFor(article, reviewer)
            ? article.SecondLook == SecondLook.Blind ? ReviewPass.Blind : ReviewPass.Settling
            : _secondPasses.TryGetValue((articleId, reviewer), out var pass) ? pass : ReviewPass.First;

    private static ArticleReview View(State state, ReviewPass pass) => pass == ReviewPass.Blind
        ? ArticleReview.Fold(state.Article.ArticleId, state.Proposals.Records, state.Review.Decisions, ReviewPass.Blind)
        : state.Review;

    // What comes next is read before it is asked for, so that opening it does not wait for the disk behind others' decisions.
    private void WarmAhead(QueueQuery query, string reviewer)
    {
        if (Interlocked.Increment(ref _sinceWarm) < WarmEvery || Interlocked.CompareExchange(ref _isWarming, 1, 0) != 0)
        {
            return;
        }

        _sinceWarm = 0;
        _ = Task.Run(async () =>
        {
            try
            {
                await WarmAsync(query, reviewer, CancellationToken.None);
            }
            catch (Exception error) when (error is StoreException or ObjectDisposedException)
            {
                // Whoever opens the item is told.
            }
            finally
            {
                Volatile.Write(ref _isWarming, 0);
            }
        });
    }

    private async Task WarmAsync(QueueQuery query, string reviewer, CancellationToken cancellationToken)
    {
        foreach (var article in Index.Queue(query, reviewer).Where(a => Leases.HeldByOther(a.Item.ArticleId, "", "") is null).Take(WarmItems).ToList())
        {
            (await StateAsync(article.Item.ArticleId, cancellationToken))?.Suggestions(Names());
        }
    }

    private static bool IsDone(IndexedArticle article, string reviewer) => !article.Awaits && !ReviewIndex.IsSecondLookFor(article, reviewer);

    private async Task LoadAllAsync(CancellationToken cancellationToken)
    {
        var decisions = new Dictionary<string, List<Decision>>(StringComparer.Ordinal);
        await foreach (var decision in _reviews.AllDecisionsAsync(cancellationToken))
        {
            if (!decisions.TryGetValue(decision.ArticleId, out var list))
            {
                decisions[decision.ArticleId] = list = [];
            }

            list.Add(decision);
            _skipped.Note(decision);
            NotePass(decision);
        }

        await foreach (var article in _reviews.AllArticlesAsync(cancellationToken))
        {
            if (Index.Find(article.ArticleId) is not null)
            {
                // Taken in or decided on while this was being read: what is there is newer.
                continue;
            }

            var review = ArticleReview.Fold(article.ArticleId, article.Records, decisions.GetValueOrDefault(article.ArticleId) ?? []);
            Index.Put(IndexedArticle.Of(article, review, Options));
        }

        await WarmAsync(new QueueQuery(), "", cancellationToken);
    }

    // A reviewer who began a blind look goes on with it, although they have decided on the article since.
    private void NotePass(Decision decision)
    {
        if (decision.Pass != ReviewPass.First)
        {
            _secondPasses[(decision.ArticleId, decision.Reviewer)] = decision.Pass;
        }
    }

    private async Task<State?> StateAsync(string articleId, CancellationToken cancellationToken)
    {
        if (_cache.TryGetValue(articleId, out State? state))
        {
            return state;
        }

        if (await _reviews.FindArticleAsync(articleId, cancellationToken) is not { } proposals
            || await _records.GetArticleAsync(articleId, proposals.Version, cancellationToken) is not { } article)
        {
            return null;
        }

        var decisions = await _reviews.FindDecisionsAsync(articleId, cancellationToken);
        return Keep(article, proposals, decisions, decisions.Count > 0 && article.Version > 1 ? await _items.FindAnchorsAsync(articleId, cancellationToken) : []);
    }

    private State Keep(StoredArticle article, ReviewableArticle proposals, IReadOnlyList<Decision> decisions, IReadOnlyList<AnchoredRecord> anchors)
    {
        var review = ArticleReview.Fold(article.ArticleId, proposals.Records, decisions);
        var state = new State(article, proposals, review, anchors);
        if (decisions.Count > 0)
        {
            NotePass(decisions[^1]);
        }

        _cache.Set(article.ArticleId, state, new MemoryCacheEntryOptions { Size = 1 });
        Index.Put(IndexedArticle.Of(proposals, review, Options));
        return state;
    }

    private void OnArticleChanged(string articleId)
    {
        _cache.Remove(articleId);
        _ = Task.Run(async () =>
        {
            var gate = _gates[(uint)StringComparer.Ordinal.GetHashCode(articleId) % _gates.Length];
            await gate.WaitAsync();
            try
            {
                _cache.Remove(articleId);
                await StateAsync(articleId, CancellationToken.None);
            }
            catch (Exception error) when (error is StoreException or ObjectDisposedException)
            {
                // The store is closing or tells whoever uses it next what is wrong with it; the article comes into the queue when it is opened.
            }
            finally
            {
                gate.Release();
            }
        });
    }

    private KnownNames Names()
    {
        if (_names is null || _time.GetElapsedTime(_namesMadeAt) > TimeSpan.FromMinutes(1))
        {
            lock (_skipped)
            {
                if (_names is null || _time.GetElapsedTime(_namesMadeAt) > TimeSpan.FromMinutes(1))
                {
                    _names = KnownNames.Of(Index.Articles);
                    _namesMadeAt = _time.GetTimestamp();
                }
            }
        }

        return _names;
    }

    private QueueLine ToLine(IndexedArticle article, string reviewer) => new(
        article.Item.ArticleId, article.Item.Title, article.Item.Source, article.Item.Outlet, article.Item.PublishedOn, article.Item.Confidence,
        [.. article.Item.Records.Select(r => r.Model)], article.Item.Records.Count,
        Leases.HeldByOther(article.Item.ArticleId, reviewer, "")?.Reviewer,
        ReviewIndex.IsSecondLookFor(article, reviewer) ? article.SecondLook : SecondLook.None);
}

/// <summary>What each reviewer left for later.</summary>
internal sealed class SkippedItems
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<string>> _byReviewer = new(StringComparer.Ordinal);

    public void Note(Decision decision)
    {
        lock (_gate)
        {
            if (!_byReviewer.TryGetValue(decision.Reviewer, out var skipped))
            {
                _byReviewer[decision.Reviewer] = skipped = new HashSet<string>(StringComparer.Ordinal);
            }

            if (decision.Kind == DecisionKind.Skip)
            {
                skipped.Add(decision.ArticleId);
            }
            else if (decision.Kind == DecisionKind.Undo)
            {
                skipped.Remove(decision.ArticleId);
            }
        }
    }

    public IReadOnlySet<string> Of(string reviewer)
    {
        lock (_gate)
        {
            return _byReviewer.TryGetValue(reviewer, out var skipped) ? new HashSet<string>(skipped, StringComparer.Ordinal) : new HashSet<string>();
        }
    }
}
