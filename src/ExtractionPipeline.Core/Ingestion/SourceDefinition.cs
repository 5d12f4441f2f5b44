namespace ExtractionPipeline.Core.Ingestion;

/// <summary>What a source is.</summary>
public enum SourceKind
{
    /// <summary>RSS, Atom or JSON Feed.</summary>
    Feed,

    /// <summary>An XML sitemap or an index of such.</summary>
    Sitemap,

    /// <summary>A page that links to articles.</summary>
    Listing,

    /// <summary>One page, an article itself.</summary>
    Page,

    /// <summary>A folder of files, or one file.</summary>
    Folder,

    /// <summary>A text with one address a line, taken in once and again when it changes.</summary>
    AddressList,
}

/// <summary>A place that is watched, as its owner described it.</summary>
public sealed record SourceDefinition
{
    /// <summary>Identifies the source: 1 to 64 of a-z, 0-9, '-', '.' and '_'.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required SourceKind Kind { get; init; }

    /// <summary>An absolute http(s) address without credentials, or an absolute path.</summary>
    public required string Location { get; init; }

    /// <summary>For a listing: a CSS selector of its links; null to find them.</summary>
    public string? Selector { get; init; }

    /// <summary>For a folder: patterns of file names, parted by semicolons.</summary>
    public string Pattern { get; init; } = "*.html;*.htm;*.txt";

    /// <summary>For a folder: whether folders within count.</summary>
    public bool Recursive { get; init; } = true;

    /// <summary>A Quartz cron expression ("0 0 6 * * ?"); null when the interval holds.</summary>
    public string? Cron { get; init; }

    /// <summary>The time zone of the cron expression, by its IANA name; null for UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Time between two looks, from which the pace of the source itself leads away within the limits.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The shortest time between two looks.</summary>
    public TimeSpan MinimumInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The longest time between two looks.</summary>
    public TimeSpan MaximumInterval { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whether it stands in the configuration rather than having been added by command.</summary>
    public bool IsConfigured { get; init; }
}
