using System.ComponentModel.DataAnnotations;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Duplicates;
using ExtractionPipeline.Ingestion.Fetching;

namespace ExtractionPipeline.Ingestion;

/// <summary>A place that articles come from: a folder, a file or an address.</summary>
public sealed record SourceOptions
{
    /// <summary>A folder, a file, or an http(s) address.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Path { get; init; } = "";

    /// <summary>For a folder: which files, as patterns parted by semicolons. Default <c>*.html;*.htm;*.txt</c>.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Pattern { get; init; } = "*.html;*.htm;*.txt";

    /// <summary>For a folder: whether folders within count too. Default true.</summary>
    public bool Recursive { get; init; } = true;

    /// <summary>The source's id; null for one that its path gives.</summary>
    [RegularExpression("[a-z0-9._-]{1,64}", ErrorMessage = "must be 1 to 64 of a-z, 0-9, '.', '_' and '-'")]
    public string? Id { get; init; }

    /// <summary>What it is; null for a folder or, at an address, a page.</summary>
    public SourceKind? Kind { get; init; }

    /// <summary>For a listing: a CSS selector of its links; null to find them.</summary>
    public string? Selector { get; init; }

    /// <summary>A Quartz cron expression for its looks; null for an interval.</summary>
    public string? Cron { get; init; }

    /// <summary>The cron expression's time zone by its IANA name; null for UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Minutes between two looks, from which the source's own pace leads away within the limits. Default 60.</summary>
    [Range(0.01, 525_600)]
    public double IntervalMinutes { get; init; } = 60;

    /// <summary>The fewest minutes between two looks. Default 15.</summary>
    [Range(0.01, 525_600)]
    public double MinimumMinutes { get; init; } = 15;

    /// <summary>The most minutes between two looks. Default 1,440.</summary>
    [Range(0.01, 525_600)]
    public double MaximumMinutes { get; init; } = 1440;
}

/// <summary>How long what is kept, in days.</summary>
public sealed record RetentionOptions
{
    /// <summary>Pages of skipped and failed items. Default 180.</summary>
    [Range(1, 36_500)]
    public int SkippedPageDays { get; init; } = 180;

    /// <summary>Raw pages of versions that a newer one replaced; their texts and records stay. Default 730.</summary>
    [Range(1, 36_500)]
    public int OldVersionDays { get; init; } = 730;

    /// <summary>Counts of each hour's work. Default 400.</summary>
    [Range(1, 36_500)]
    public int HourDays { get; init; } = 400;
}

/// <summary>What is ingested, and how much at a time.</summary>
public sealed record IngestionOptions
{
    /// <summary>The places that articles come from. Default: the folder <c>corpus</c>.</summary>
    public IReadOnlyList<SourceOptions> Sources { get; init; } = [];

    /// <summary>Documents read and extracted at the same time; 0 means one for each core. Default 0.</summary>
    [Range(0, 256)]
    public int Workers { get; init; }

    /// <summary>Documents that wait between two stages. Default 32.</summary>
    [Range(1, 10_000)]
    public int QueueLength { get; init; } = 32;

    /// <summary>Largest document in bytes; a larger one is not read at all. Default 20 MB.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaximumBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Seconds between two looks at a watched folder. Changes are seen sooner where the system tells of them. Default 30.</summary>
    [Range(1, 86_400)]
    public int RescanSeconds { get; init; } = 30;

    /// <summary>Entries of a feed or sitemap that are taken in at one look. Default 50,000.</summary>
    [Range(1, 1_000_000)]
    public int MaximumEntries { get; init; } = 50_000;

    /// <summary>Failures in a row after which an item is tried no more until someone asks for it. Default 8.</summary>
    [Range(1, 100)]
    public int MaximumAttempts { get; init; } = 8;

    /// <summary>Seconds until a failed item is tried again; doubled with each failure, at most a day. Default 300.</summary>
    [Range(0.01, 86_400)]
    public double RetrySeconds { get; init; } = 300;

    /// <summary>Whether articles of feeds, sitemaps and listings are looked at cheaply before they are extracted. Default true.</summary>
    public bool FirstLook { get; init; } = true;

    /// <summary>How requests are made.</summary>
    public FetchingOptions Fetching { get; init; } = new();

    /// <summary>When two articles count as one story.</summary>
    public DuplicateOptions Duplicates { get; init; } = new();

    /// <summary>How long what is kept.</summary>
    public RetentionOptions Retention { get; init; } = new();
}
