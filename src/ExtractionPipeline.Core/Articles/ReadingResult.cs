using System.Diagnostics.CodeAnalysis;

namespace ExtractionPipeline.Core.Articles;

/// <summary>Why a document gave no article.</summary>
public enum ReadingFailureKind
{
    /// <summary>No bytes, or blanks only.</summary>
    Empty,

    /// <summary>Bytes that are no text (an image, an archive, a program).</summary>
    Binary,

    /// <summary>More bytes than the reader takes.</summary>
    TooLarge,

    /// <summary>Elements nested deeper, or more of them, than the reader takes.</summary>
    TooComplex,

    /// <summary>A page in which no article text was found.</summary>
    NoArticle,
}

/// <summary>Why a document gave no article, in one line.</summary>
/// <param name="Kind">The class of the failure.</param>
/// <param name="Message">One line for a person, without the document's name.</param>
public sealed record ReadingFailure(ReadingFailureKind Kind, string Message);

/// <summary>The outcome of reading a document: an article or the reason why there is none.</summary>
public sealed record ReadingResult
{
    private ReadingResult(Article? article, ReadingFailure? failure) => (Article, Failure) = (article, failure);

    /// <summary>The article; null exactly when <see cref="Failure"/> is set.</summary>
    public Article? Article { get; }

    /// <summary>The reason; null exactly when <see cref="Article"/> is set.</summary>
    public ReadingFailure? Failure { get; }

    /// <summary>Whether there is an article.</summary>
    [MemberNotNullWhen(true, nameof(Article))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Article is not null;

    /// <summary>A result that holds an article.</summary>
    public static ReadingResult Of(Article article) => new(article, null);

    /// <summary>A result that holds a reason.</summary>
    public static ReadingResult Failed(ReadingFailureKind kind, string message) => new(null, new ReadingFailure(kind, message));
}
