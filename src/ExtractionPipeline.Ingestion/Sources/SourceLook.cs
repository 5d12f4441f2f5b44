using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Fetching;

namespace ExtractionPipeline.Ingestion.Sources;

/// <summary>What a look at a source came to.</summary>
public sealed record SourceLook
{
    /// <summary>What the source shows; empty when nothing has changed.</summary>
    public IReadOnlyList<DiscoveredItem> Items { get; init; } = [];

    /// <summary>Entries in all, those without a usable address included; null when nothing has changed.</summary>
    public int? Entries { get; init; }

    /// <summary>Why it failed, in one line; null when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether no machine answered at all, so that the fault may be our own network's.</summary>
    public bool IsNetworkFault { get; init; }

    /// <summary>Whether the source said that it is gone for good.</summary>
    public bool IsGone { get; init; }

    /// <summary>When the server asks to be asked again; null when it does not say.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>For how long the answer is fresh; null when the server does not say.</summary>
    public TimeSpan? FreshFor { get; init; }

    /// <summary>Validators for the next look.</summary>
    public Validators Validators { get; init; } = Validators.None;

    /// <summary>Hash of the body; null when none came.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The address to ask from now on; null for the same.</summary>
    public Uri? MovedTo { get; init; }

    /// <summary>How long the feed asks to be left alone; null when it does not say.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Hours of the day in UTC in which the feed asks not to be read.</summary>
    public IReadOnlyList<int> SkipHours { get; init; } = [];

    /// <summary>Days on which the feed asks not to be read.</summary>
    public IReadOnlyList<DayOfWeek> SkipDays { get; init; } = [];

    /// <summary>For an index: the sitemaps read so far, with their times of change.</summary>
    public IReadOnlyDictionary<string, string>? SitemapsRead { get; init; }

    /// <summary>The feed's own title; null when it has none.</summary>
    public string? Title { get; init; }

    /// <summary>What was odd and mended or left out, in one line; null when nothing was.</summary>
    public string? Note { get; init; }

    /// <summary>Whether a file was still being written and was left for a look in a moment.</summary>
    public bool IsUnsettled { get; init; }

    /// <summary>Whether it succeeded.</summary>
    public bool Succeeded => Failure is null;

    /// <summary>A look that failed.</summary>
    public static SourceLook Failed(string reason) => new() { Failure = reason };
}
