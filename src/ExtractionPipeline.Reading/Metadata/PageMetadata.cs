namespace ExtractionPipeline.Reading.Metadata;

/// <summary>What a page says of itself; null where it says nothing.</summary>
internal sealed record PageMetadata
{
    public string? Title { get; init; }

    public string? Author { get; init; }

    public DateOnly? PublishedOn { get; init; }

    public string? Language { get; init; }

    public Uri? CanonicalAddress { get; init; }

    public string? SiteName { get; init; }

    /// <summary>The title as the page's own heading writes it, to be taken out of the body.</summary>
    public string? Heading { get; init; }
}
