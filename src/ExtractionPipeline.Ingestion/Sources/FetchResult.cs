using System.Diagnostics.CodeAnalysis;
using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Ingestion.Sources;

/// <summary>The outcome of fetching a source: a document, or in one line why there is none.</summary>
public sealed record FetchResult
{
    private FetchResult(string source, RawDocument? document, string? failure) => (Source, Document, Failure) = (source, document, failure);

    /// <summary>The path or address as it was given.</summary>
    public string Source { get; }

    /// <summary>The document; null exactly when <see cref="Failure"/> is set.</summary>
    public RawDocument? Document { get; }

    /// <summary>The reason in one line, without the source's name.</summary>
    public string? Failure { get; }

    /// <summary>Whether there is a document.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Document is not null;

    /// <summary>A result that holds a document.</summary>
    public static FetchResult Of(RawDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new FetchResult(document.Source, document, null);
    }

    /// <summary>A result that holds a reason.</summary>
    public static FetchResult Failed(string source, string failure) => new(source, null, failure);
}
