namespace ExtractionPipeline.Core.Ingestion;

/// <summary>What an alert is about.</summary>
public enum SourceAlertKind
{
    /// <summary>Requests keep failing.</summary>
    Failing,

    /// <summary>The source answered 410 and is no longer asked.</summary>
    Stopped,

    /// <summary>Answers come, but with far fewer entries than the source's own history.</summary>
    FewerItems,

    /// <summary>Pages come, but with far shorter texts than the source's own history.</summary>
    ShorterTexts,

    /// <summary>Articles come, but with far fewer records than the source's own history.</summary>
    FewerRecords,

    /// <summary>Nothing new for far longer than the source's own history.</summary>
    Silent,
}

/// <summary>Something that the owner should look at.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Message">One line for a person.</param>
/// <param name="Since">When it began.</param>
public sealed record SourceAlert(SourceAlertKind Kind, string Message, DateTimeOffset Since);

/// <summary>The recent past of a source, by which its present is judged. Lists hold the newest values last and are bounded.</summary>
public sealed record SourceHistory
{
    /// <summary>Entries of each successful look.</summary>
    public IReadOnlyList<int> ItemCounts { get; init; } = [];

    /// <summary>Characters of each article text; 0 where a page gave none.</summary>
    public IReadOnlyList<int> TextLengths { get; init; } = [];

    /// <summary>Records of each extracted article.</summary>
    public IReadOnlyList<int> RecordCounts { get; init; } = [];

    /// <summary>Hours between arrivals of something new.</summary>
    public IReadOnlyList<double> GapHours { get; init; } = [];
}

/// <summary>A source with all that is known of its past and its plans.</summary>
public sealed record SourceState
{
    /// <summary>The source as its owner described it.</summary>
    public required SourceDefinition Definition { get; init; }

    /// <summary>Whether its owner has paused it.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Why it is no longer asked, though not paused; null while it is.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>The address that permanent redirects led to, asked from then on; null for the location itself.</summary>
    public string? MovedTo { get; init; }

    /// <summary>The entity tag of the last answer; null when there was none.</summary>
    public string? ETag { get; init; }

    /// <summary>The time of the last change by the last answer, in the server's words; null when there was none.</summary>
    public string? LastModified { get; init; }

    /// <summary>Hash of the last body, which tells an unchanged one where the server does not.</summary>
    public string? ContentHash { get; init; }

    /// <summary>When it was looked at last; null before the first look.</summary>
    public DateTimeOffset? LastPollAt { get; init; }

    /// <summary>When a look last succeeded.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>When it last had something new.</summary>
    public DateTimeOffset? LastNewAt { get; init; }

    /// <summary>When it will be looked at next; null before it is planned.</summary>
    public DateTimeOffset? NextPollAt { get; init; }

    /// <summary>Looks that failed since the last success.</summary>
    public int Failures { get; init; }

    /// <summary>Why the last look failed; null when it did not.</summary>
    public string? LastFailure { get; init; }

    /// <summary>The present time between two looks, as the source's pace has set it.</summary>
    public TimeSpan? CurrentInterval { get; init; }

    /// <summary>How long the feed asks to be left alone; null when it does not say.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Hours of the day in UTC in which the feed asks not to be read.</summary>
    public IReadOnlyList<int> SkipHours { get; init; } = [];

    /// <summary>Days on which the feed asks not to be read.</summary>
    public IReadOnlyList<DayOfWeek> SkipDays { get; init; } = [];

    /// <summary>For an index of sitemaps: each sitemap's address with the time of change for which it was last read.</summary>
    public IReadOnlyDictionary<string, string> SitemapsRead { get; init; } = new Dictionary<string, string>();

    /// <summary>Looks so far.</summary>
    public int Polls { get; init; }

    /// <summary>Items that it was the first to show.</summary>
    public int Items { get; init; }

    /// <summary>Its recent past.</summary>
    public SourceHistory History { get; init; } = new();

    /// <summary>What its owner should look at.</summary>
    public IReadOnlyList<SourceAlert> Alerts { get; init; } = [];

    /// <summary>Where to ask.</summary>
    public string Location => MovedTo ?? Definition.Location;

    /// <summary>Whether it is watched.</summary>
    public bool IsActive => !IsPaused && StoppedBecause is null;
}
