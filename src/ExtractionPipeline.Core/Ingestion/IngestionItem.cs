using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Core.Ingestion;

/// <summary>How far an item has come. Every item is in exactly one state.</summary>
public enum ItemState
{
    /// <summary>Known, and waiting to be fetched.</summary>
    Discovered,

    /// <summary>Its page is kept, and waits to be read and extracted.</summary>
    Fetched,

    /// <summary>Its records are stored, or it is a further source of an article that is.</summary>
    Extracted,

    /// <summary>Left out for a reason.</summary>
    Skipped,

    /// <summary>Went wrong for a reason; tried again at a time, or given up until someone asks for it.</summary>
    Failed,
}

/// <summary>One page or file on its way from a source to the store.</summary>
public sealed record IngestionItem
{
    /// <summary>Identifies the item: the canonical form of its address, or its absolute path.</summary>
    public required string Key { get; init; }

    /// <summary>Where it is fetched: an absolute address or path.</summary>
    public required string Address { get; init; }

    /// <summary>The name under which its article's store knows it: the address by which it was first found.</summary>
    public required string Name { get; init; }

    /// <summary>The source that showed it first.</summary>
    public required string SourceId { get; init; }

    /// <summary>Other sources that showed it.</summary>
    public IReadOnlyList<string> FurtherSources { get; init; } = [];

    /// <summary>How far it has come.</summary>
    public required ItemState State { get; init; }

    /// <summary>Why it was skipped or failed, in one line; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>Failures since the last success.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is to be worked on; null when nothing is left to do.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The line it waits in: its registrable domain, or a line of files.</summary>
    public required string Queue { get; init; }

    /// <summary>The line in which it waited to be fetched, while its page waits in another; null otherwise.</summary>
    public string? HomeQueue { get; init; }

    /// <summary>The identifier that its feed gives it; null when there is none, or none that is unique.</summary>
    public string? FeedId { get; init; }

    /// <summary>The title by its feed, then by its page; null when unknown.</summary>
    public string? Title { get; init; }

    /// <summary>When its feed says that it was published.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When its feed says that it was changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it was found.</summary>
    public required DateTimeOffset DiscoveredAt { get; init; }

    /// <summary>When its state last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The entity tag of its page; null when there was none.</summary>
    public string? ETag { get; init; }

    /// <summary>The time of change of its page in the server's words; null when there was none.</summary>
    public string? LastModified { get; init; }

    /// <summary>Hash of the bytes of its page as extracted last.</summary>
    public string? DocumentHash { get; init; }

    /// <summary>Hash of its article's text as extracted last.</summary>
    public string? TextHash { get; init; }

    /// <summary>Its article in the store; null while there is none.</summary>
    public string? ArticleId { get; init; }

    /// <summary>Share of the shorter text that is also in the article's, for a further source of an article; null for the first.</summary>
    public double? Similarity { get; init; }

    /// <summary>Media type of the kept page.</summary>
    public string? MediaType { get; init; }

    /// <summary>Declared character set of the kept page.</summary>
    public string? Charset { get; init; }

    /// <summary>The address behind all redirects of the kept page.</summary>
    public string? FinalAddress { get; init; }

    /// <summary>When the kept page came.</summary>
    public DateTimeOffset? RetrievedAt { get; init; }

    /// <summary>Whether its page has been extracted before, so that a further one is an update.</summary>
    public bool IsKnown => ArticleId is not null;

    /// <summary>The kept page as a document.</summary>
    public RawDocument Document(ReadOnlyMemory<byte> content) => new(Name, content)
    {
        Address = FinalAddress is { } final ? new Uri(final) : null,
        MediaType = MediaType,
        DeclaredCharset = Charset,
        RetrievedAt = RetrievedAt,
    };
}

/// <summary>Something that a look at a source showed.</summary>
/// <param name="Key">The canonical form of its address, or its path.</param>
/// <param name="Address">Where to fetch it.</param>
/// <param name="Queue">The line it waits in.</param>
public sealed record DiscoveredItem(string Key, string Address, string Queue)
{
    /// <summary>The identifier that its feed gives it; null when there is none, or none that is unique within the feed.</summary>
    public string? FeedId { get; init; }

    /// <summary>Its title; null when unknown.</summary>
    public string? Title { get; init; }

    /// <summary>When it was published; null when unknown.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When it was changed, or for a file its time; null when unknown.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Whether a known item is to be fetched again whatever the source says of its change.</summary>
    public bool AlwaysCheck { get; init; }
}

/// <summary>What recording a look did.</summary>
/// <param name="Added">Items that were new.</param>
/// <param name="Updated">Known items that are to be fetched again.</param>
/// <param name="Known">Items about which there is nothing to do.</param>
/// <param name="Waiting">Known items that wait to be worked on from before.</param>
public sealed record DiscoveryCounts(int Added, int Updated, int Known, int Waiting = 0);

/// <summary>How many items are in each state, and how many of the failed ones are given up.</summary>
public sealed record ItemCounts(long Discovered, long Fetched, long Extracted, long Skipped, long Failed)
{
    /// <summary>All items.</summary>
    public long Total => Discovered + Fetched + Extracted + Skipped + Failed;
}

/// <summary>What an hour of work came to.</summary>
/// <param name="Hour">The beginning of the hour.</param>
/// <param name="Counts">Changes of state by the state that was reached.</param>
public sealed record HourOfWork(DateTimeOffset Hour, ItemCounts Counts);
