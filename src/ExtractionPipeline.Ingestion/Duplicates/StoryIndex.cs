using ExtractionPipeline.Core.Ingestion;

namespace ExtractionPipeline.Ingestion.Duplicates;

/// <summary>
/// Finds the article that tells the same story as a text. Holds the newest articles' bands, bounded; compares in full whatever
/// shares a band. Texts at work are in it as well, so of two copies that come at once the later waits for the earlier one's
/// fate. Safe to use from any number of threads.
/// </summary>
/// <param name="options">When two texts are one story.</param>
/// <param name="textOf">The newest text of an article; null when there is none.</param>
public sealed class StoryIndex(DuplicateOptions options, Func<string, CancellationToken, Task<string?>> textOf)
{
    private const int MostCandidates = 8;
    private const int LongestChain = 32;

    private readonly Lock gate = new();

    /// <summary>An entry, or a list of them where several share a band, which is seldom: lists for all would cost twice the memory.</summary>
    private readonly Dictionary<ulong, object> byBand = [];

    private readonly Queue<Entry> entries = new();

    private sealed class Entry(ulong[] bands, Shingles? shingles)
    {
        public ulong[] Bands { get; } = bands;

        /// <summary>Set while at work; then it is in the store.</summary>
        public Shingles? Shingles { get; set; } = shingles;

        public TaskCompletionSource<string?>? Pending { get; init; }

        public string? ArticleId { get; set; }

        public bool IsGone { get; set; }
    }

    /// <summary>Articles in the index.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>Adds an article from the store.</summary>
    public void Add(ArticleSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        lock (gate)
        {
            Insert(new Entry([.. signature.Bands], null) { ArticleId = signature.ArticleId });
        }
    }

    /// <summary>
    /// Looks for the text's story. When the claim has no match, its text is found by others from now on, and the claim must be
    /// completed or abandoned.
    /// </summary>
    /// <param name="text">The article's text.</param>
    /// <param name="ownArticleId">The article that the text is a new version of, which is no match; null for a new one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<StoryClaim> ClaimAsync(string text, string? ownArticleId, CancellationToken cancellationToken)
    {
        var shingles = Shingles.Of(text);
        var bands = MinHash.BandsOf(shingles);
        if (shingles.Count < options.FewestShingles)
        {
            return new StoryClaim(bands, null, 0, _ => { });
        }

        var own = new Entry(bands, shingles) { Pending = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously) };
        List<Entry> candidates;
        lock (gate)
        {
            candidates = Candidates(bands);
            Insert(own);
        }

        try
        {
            foreach (var candidate in candidates)
            {
                if (await CompareAsync(candidate, shingles, ownArticleId, cancellationToken) is { } match)
                {
                    End(own, null);
                    return new StoryClaim(bands, match.ArticleId, match.Similarity, _ => { });
                }
            }
        }
        catch
        {
            End(own, null);
            throw;
        }

        return new StoryClaim(bands, null, 0, articleId => End(own, articleId));
    }

    private async Task<(string ArticleId, double Similarity)?> CompareAsync(Entry candidate, Shingles shingles, string? ownArticleId, CancellationToken cancellationToken)
    {
        // Read before waiting: an entry that is done lets go of its shingles.
        var held = candidate.Shingles;
        var articleId = candidate.ArticleId ?? (candidate.Pending is { } pending ? await pending.Task.WaitAsync(cancellationToken) : null);
        if (articleId is null || articleId == ownArticleId)
        {
            return null;
        }

        var other = held ?? (await textOf(articleId, cancellationToken) is { } text ? Shingles.Of(text) : null);
        if (other is null || other.Count < options.FewestShingles)
        {
            return null;
        }

        var similarity = shingles.ContainmentIn(other);
        return similarity >= options.Threshold ? (articleId, similarity) : null;
    }

    private void End(Entry entry, string? articleId)
    {
        lock (gate)
        {
            if (entry.Shingles is null)
            {
                return;
            }

            entry.ArticleId = articleId;
            entry.Shingles = null;
            if (articleId is null)
            {
                Remove(entry);
            }
        }

        entry.Pending?.TrySetResult(articleId);
    }

    private List<Entry> Candidates(ulong[] bands)
    {
        var shared = new Dictionary<Entry, int>(ReferenceEqualityComparer.Instance);
        foreach (var band in bands)
        {
            if (byBand.TryGetValue(band, out var held))
            {
                foreach (var entry in held is List<Entry> chain ? chain : [(Entry)held])
                {
                    shared[entry] = shared.GetValueOrDefault(entry) + 1;
                }
            }
        }

        return [.. shared.OrderByDescending(s => s.Value).Take(MostCandidates).Select(s => s.Key)];
    }

    private void Insert(Entry entry)
    {
        foreach (var band in entry.Bands)
        {
            if (!byBand.TryGetValue(band, out var held))
            {
                byBand[band] = entry;
            }
            else if (held is not List<Entry> chain)
            {
                byBand[band] = new List<Entry> { (Entry)held, entry };
            }
            else if (chain.Count < LongestChain)
            {
                chain.Add(entry);
            }
        }

        entries.Enqueue(entry);
        while (entries.Count > options.Articles && entries.Peek() is { Shingles: null })
        {
            Remove(entries.Dequeue());
        }
    }

    private void Remove(Entry entry)
    {
        if (entry.IsGone)
        {
            return;
        }

        entry.IsGone = true;
        foreach (var band in entry.Bands)
        {
            if (byBand.TryGetValue(band, out var held) && (ReferenceEquals(held, entry) || (held is List<Entry> chain && chain.Remove(entry) && chain.Count == 0)))
            {
                byBand.Remove(band);
            }
        }
    }
}

/// <summary>What looking for a story found.</summary>
/// <param name="Bands">The text's bands, to be stored with its article.</param>
/// <param name="ArticleId">The article with the same story; null when there is none.</param>
/// <param name="Similarity">Share of the shorter text that both have; 0 without a match.</param>
/// <param name="End">Tells others what became of the text.</param>
public sealed record StoryClaim(IReadOnlyList<ulong> Bands, string? ArticleId, double Similarity, Action<string?> End)
{
    /// <summary>The text is stored as this article.</summary>
    public void Complete(string articleId) => End(articleId);

    /// <summary>The text was not stored.</summary>
    public void Abandon() => End(null);
}
