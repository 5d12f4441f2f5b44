namespace ExtractionPipeline.Core.Articles;

/// <summary>What a block of an article is to its reader.</summary>
public enum ArticleBlockKind
{
    /// <summary>The article's title; where there is one, it is the first block.</summary>
    Title,

    /// <summary>Running text.</summary>
    Paragraph,

    /// <summary>A heading within the body.</summary>
    Heading,

    /// <summary>One entry of a list.</summary>
    ListItem,

    /// <summary>One row of a table; <see cref="ArticleBlock.Cells"/> holds its cells.</summary>
    TableRow,

    /// <summary>A block quotation.</summary>
    Quotation,

    /// <summary>The caption of a figure or table.</summary>
    Caption,
}

/// <summary>One block of an article, a range of its text.</summary>
/// <param name="Kind">What the block is.</param>
/// <param name="Span">Where it stands in <see cref="Article.Text"/>; without the line feed that parts it from the next block.</param>
/// <param name="Container">Number of the list or table that the block belongs to, counted from 1 within the article; 0 for a block that stands alone.</param>
/// <param name="Level">1 to 6 for headings, nesting depth from 1 for list items, else 0.</param>
/// <param name="IsTableHeader">True for a table row made of header cells.</param>
public sealed record ArticleBlock(
    ArticleBlockKind Kind,
    TextSpan Span,
    int Container = 0,
    int Level = 0,
    bool IsTableHeader = false)
{
    /// <summary>The cells of a table row, in order, as spans into <see cref="Article.Text"/> (an empty cell has an empty span); empty for other blocks.</summary>
    public IReadOnlyList<TextSpan> Cells { get; init; } = [];
}
