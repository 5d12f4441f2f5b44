using System.ComponentModel.DataAnnotations;

namespace ExtractionPipeline.Ingestion.Fetching;

/// <summary>How requests are made, and what they may cost. The defaults are those of a polite guest.</summary>
public sealed record FetchingOptions
{
    /// <summary>What requests say they come from. The part before the first "/" is the name that robots.txt is searched for. Name a way to reach you in it.</summary>
    [Required(AllowEmptyStrings = false)]
    [RegularExpression(@"[A-Za-z_-]+(/[^\s]+)?( .*)?", ErrorMessage = "must begin with a product name of letters, '-' and '_'")]
    public string UserAgent { get; init; } = "extraction-pipeline/0.1";

    /// <summary>Milliseconds between the end of a request and the next one to the same registrable domain. A longer <c>Crawl-delay</c> holds. Default 1,000.</summary>
    [Range(0, 3_600_000)]
    public int DelayMilliseconds { get; init; } = 1000;

    /// <summary>Longest <c>Crawl-delay</c> that is honoured, in seconds; a host that asks for more is asked at this pace. Default 300.</summary>
    [Range(0, 3600)]
    public int MaximumCrawlDelaySeconds { get; init; } = 300;

    /// <summary>Requests at the same time, each to another registrable domain. Default 16.</summary>
    [Range(1, 256)]
    public int Parallel { get; init; } = 16;

    /// <summary>Bytes of a response as they come over the wire. Default 20 MB.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaximumBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Bytes of a response once unpacked. Default 64 MB.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaximumUnpackedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many times its size a response may unpack to, once it is above 1 MB. Default 100.</summary>
    [Range(2, 10_000)]
    public int MaximumRatio { get; init; } = 100;

    /// <summary>Seconds until a response must have begun, for each attempt. Default 20.</summary>
    [Range(1, 600)]
    public int RequestSeconds { get; init; } = 20;

    /// <summary>Seconds for a page with all redirects, repetitions and its body. Default 90.</summary>
    [Range(1, 3600)]
    public int PageSeconds { get; init; } = 90;

    /// <summary>Repetitions of a request at once, after faults that pass. Default 2.</summary>
    [Range(0, 10)]
    public int Retries { get; init; } = 2;

    /// <summary>Milliseconds before the first repetition; doubled each time, with jitter, and never below the delay. Default 2,000.</summary>
    [Range(1, 600_000)]
    public int RetryMilliseconds { get; init; } = 2000;

    /// <summary>Redirects that are followed. Default 5.</summary>
    [Range(0, 20)]
    public int MaximumRedirects { get; init; } = 5;

    /// <summary>Characters of an address. Default 2,048.</summary>
    [Range(64, 16_384)]
    public int MaximumAddressLength { get; init; } = 2048;

    /// <summary>Media types of pages; "*" stands for all. A response that names none passes.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = ["text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml"];

    /// <summary>Private, loopback or link-local networks that may be reached all the same ("127.0.0.0/8"). Default none.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; init; } = [];

    /// <summary>Whether robots.txt is obeyed. Default true.</summary>
    public bool ObeyRobots { get; init; } = true;

    /// <summary>Hours that a robots.txt is kept. RFC 9309 allows 24 at most. Default 24.</summary>
    [Range(1, 24)]
    public int RobotsHours { get; init; } = 24;

    /// <summary>The name that robots.txt is searched for.</summary>
    internal string Product => UserAgent.Split('/', ' ')[0];
}
