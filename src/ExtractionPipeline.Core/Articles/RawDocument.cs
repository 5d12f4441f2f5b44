namespace ExtractionPipeline.Core.Articles;

/// <summary>A document as it came in: bytes and what the carrier said about them.</summary>
/// <param name="Source">The path or address as it was given; names the document in messages and output.</param>
/// <param name="Content">The bytes, undecoded.</param>
public sealed record RawDocument(string Source, ReadOnlyMemory<byte> Content)
{
    /// <summary>The address it was fetched from, behind all redirects; null for files.</summary>
    public Uri? Address { get; init; }

    /// <summary>Media type by header or file ending ("text/html", "text/plain"), without parameters; null when unknown.</summary>
    public string? MediaType { get; init; }

    /// <summary>Character set that the carrier declared (the header's <c>charset</c>); null when it declared none.</summary>
    public string? DeclaredCharset { get; init; }

    /// <summary>When it was fetched or last written; null when unknown.</summary>
    public DateTimeOffset? RetrievedAt { get; init; }
}
