namespace ExtractionPipeline.Core.Articles;

/// <summary>
/// A news article as its reader sees it: the plain text, the blocks it is made of, and what the page says about itself.
/// Immutable; every offset in the program points into <see cref="Text"/>.
/// </summary>
public sealed record Article
{
    /// <summary>Between two cells of a table row in <see cref="Text"/>.</summary>
    public const string CellSeparator = " | ";

    /// <summary>
    /// The plain text: the title first (where the page has one), then the body's blocks, parted by a single line feed each.
    /// Offsets are UTF-16 code units. No block contains a line feed, a leading or a trailing blank.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>The blocks in text order, not overlapping, none empty; together they cover the text but for the line feeds between them.</summary>
    public required IReadOnlyList<ArticleBlock> Blocks { get; init; }

    /// <summary>The title without the site's name; null when the page shows none.</summary>
    public string? Title { get; init; }

    /// <summary>The author or authors, as the page writes them; null when unknown.</summary>
    public string? Author { get; init; }

    /// <summary>The day of first publication; null when unknown.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>Language as a BCP 47 tag ("en", "zh-CN"); null when unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The absolute http(s) address that the page names as its own; null when it names none.</summary>
    public Uri? CanonicalAddress { get; init; }

    /// <summary>The name of the site or outlet; null when unknown.</summary>
    public string? SiteName { get; init; }
}
