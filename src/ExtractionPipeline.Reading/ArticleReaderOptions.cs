using System.ComponentModel.DataAnnotations;

namespace ExtractionPipeline.Reading;

/// <summary>Limits of what the reader takes.</summary>
public sealed record ArticleReaderOptions
{
    /// <summary>Largest document in bytes. Default 20 MB.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaximumBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Deepest nesting of elements. Default 2,000; real pages stay below 200.</summary>
    [Range(10, 10_000)]
    public int MaximumDepth { get; init; } = 2_000;

    /// <summary>Most elements of a page. Default 500,000.</summary>
    [Range(100, 10_000_000)]
    public int MaximumElements { get; init; } = 500_000;
}
