using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Core.Records;

/// <summary>A place in the article that shows a value.</summary>
/// <param name="Span">Where it stands in the article's text.</param>
/// <param name="Text">The words there, to the letter: always equal to <c>Span.Of(article.Text)</c>.</param>
public sealed record Evidence(TextSpan Span, string Text)
{
    /// <summary>The evidence at a place of a text.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span reaches beyond the text.</exception>
    public static Evidence At(TextSpan span, string articleText)
    {
        ArgumentNullException.ThrowIfNull(articleText);
        return new Evidence(span, span.Of(articleText));
    }
}
