using System.Diagnostics.CodeAnalysis;

namespace ExtractionPipeline.Ingestion.Feeds;

/// <summary>The formats in which places tell what is new.</summary>
public enum FeedFormat
{
    /// <summary>RSS 0.90, 0.91, 0.92, 0.93, 0.94 or 2.0.</summary>
    Rss,

    /// <summary>RSS 0.90 or 1.0 in RDF.</summary>
    Rdf,

    /// <summary>Atom 0.3 or 1.0.</summary>
    Atom,

    /// <summary>JSON Feed 1.0 or 1.1.</summary>
    JsonFeed,

    /// <summary>An XML sitemap that lists pages.</summary>
    Sitemap,

    /// <summary>An XML sitemap that lists sitemaps.</summary>
    SitemapIndex,
}

/// <summary>One entry of a feed. A feed's words are not trusted: every member but <see cref="Link"/> may be missing.</summary>
public sealed record FeedEntry
{
    /// <summary>The entry's identifier (<c>guid</c>, <c>id</c>, <c>rdf:about</c>); null when it has none. Not always unique in the wild.</summary>
    public string? Id { get; init; }

    /// <summary>The absolute http(s) address of the page; null when the entry names none.</summary>
    public Uri? Link { get; init; }

    /// <summary>The title as plain text; null when it has none.</summary>
    public string? Title { get; init; }

    /// <summary>The summary or content as plain text, at most 2,000 characters; null when it has none.</summary>
    public string? Summary { get; init; }

    /// <summary>When it was published; null when unknown or unreadable.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When it was last changed; null when unknown or unreadable.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>A feed as it was read.</summary>
public sealed record FeedDocument
{
    /// <summary>The format.</summary>
    public required FeedFormat Format { get; init; }

    /// <summary>The feed's title as plain text; null when it has none.</summary>
    public string? Title { get; init; }

    /// <summary>The site's address; null when the feed names none.</summary>
    public Uri? Home { get; init; }

    /// <summary>The feed's language as it is written; null when unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The entries in the feed's order.</summary>
    public required IReadOnlyList<FeedEntry> Entries { get; init; }

    /// <summary>For an index: the sitemaps that it lists, with the time of their last change in <see cref="FeedEntry.UpdatedAt"/>.</summary>
    public IReadOnlyList<FeedEntry> Sitemaps { get; init; } = [];

    /// <summary>How long the feed asks to be left alone (<c>ttl</c>, <c>sy:updatePeriod</c>); null when it does not say.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Hours of the day, 0 to 23 in UTC, in which the feed asks not to be read.</summary>
    public IReadOnlySet<int> SkipHours { get; init; } = new HashSet<int>();

    /// <summary>Days of the week on which the feed asks not to be read.</summary>
    public IReadOnlySet<DayOfWeek> SkipDays { get; init; } = new HashSet<DayOfWeek>();

    /// <summary>The address under which the feed wants to be read (<c>itunes:new-feed-url</c>); null when it names none.</summary>
    public Uri? MovedTo { get; init; }

    /// <summary>Null for a well-formed feed, else in one line what had to be mended to read it.</summary>
    public string? Mended { get; init; }

    /// <summary>Entries beyond the limit, which were left out.</summary>
    public int LeftOut { get; init; }
}

/// <summary>Why bytes gave no feed.</summary>
public enum FeedFailureKind
{
    /// <summary>No bytes, or blanks only.</summary>
    Empty,

    /// <summary>A page for people, such as an error or a consent page.</summary>
    HtmlPage,

    /// <summary>Something else.</summary>
    NotAFeed,
}

/// <summary>Why bytes gave no feed.</summary>
/// <param name="Kind">The class of the failure.</param>
/// <param name="Message">One line for a person, without the feed's name.</param>
public sealed record FeedFailure(FeedFailureKind Kind, string Message);

/// <summary>A feed, or the reason why there is none.</summary>
public sealed record FeedReading
{
    private FeedReading(FeedDocument? feed, FeedFailure? failure) => (Feed, Failure) = (feed, failure);

    /// <summary>The feed; null exactly when <see cref="Failure"/> is set.</summary>
    public FeedDocument? Feed { get; }

    /// <summary>The reason; null exactly when <see cref="Feed"/> is set.</summary>
    public FeedFailure? Failure { get; }

    /// <summary>Whether there is a feed.</summary>
    [MemberNotNullWhen(true, nameof(Feed))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Feed is not null;

    /// <summary>A result that holds a feed.</summary>
    public static FeedReading Of(FeedDocument feed) => new(feed, null);

    /// <summary>A result that holds a reason.</summary>
    public static FeedReading Failed(FeedFailureKind kind, string message) => new(null, new FeedFailure(kind, message));
}
