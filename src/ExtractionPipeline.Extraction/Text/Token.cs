using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Extraction.Text;

/// <summary>How a token is written.</summary>
[Flags]
internal enum TokenShape : ushort
{
    None = 0,

    /// <summary>Made of letters and digits, possibly with hyphens, dots or a plus sign within.</summary>
    Word = 1,

    /// <summary>Begins with an upper-case letter.</summary>
    Capitalised = 2,

    /// <summary>Two or more letters, all upper case.</summary>
    AllCapitals = 4,

    /// <summary>An upper-case letter behind a lower-case one within one part: "DeepGEM", "iFlytek".</summary>
    InnerCapital = 8,

    /// <summary>Has a digit.</summary>
    Digit = 16,

    /// <summary>Has a letter of a Chinese, Japanese or Korean script.</summary>
    Cjk = 32,

    /// <summary>An opening quotation mark.</summary>
    OpenQuote = 64,

    /// <summary>A closing quotation mark.</summary>
    CloseQuote = 128,

    /// <summary>Has a hyphen, dash or middle dot within.</summary>
    Joined = 256,

    /// <summary>No blank between it and the token before.</summary>
    Attached = 512,

    /// <summary>Digits only, with separators of thousands and decimals.</summary>
    Number = 1024,
}

/// <summary>A word, number or mark of the article.</summary>
/// <param name="Start">First UTF-16 code unit in the article's text.</param>
/// <param name="End">Behind the last.</param>
/// <param name="WordId">Number of the word in the vocabulary, in lower case; <see cref="Lexicons.Vocabulary.Unknown"/> when it is not there.</param>
/// <param name="Mark">The character of a one-character mark (quotes and dashes folded to ASCII); NUL for words.</param>
/// <param name="Shape">How it is written.</param>
internal readonly record struct Token(int Start, int End, int WordId, char Mark, TokenShape Shape)
{
    public TextSpan Span => new(Start, End);

    public bool IsWord => (Shape & TokenShape.Word) != 0;

    public bool IsCapitalised => (Shape & (TokenShape.Capitalised | TokenShape.InnerCapital)) != 0;

    public bool IsQuote => (Shape & (TokenShape.OpenQuote | TokenShape.CloseQuote)) != 0;

    public bool Has(TokenShape shape) => (Shape & shape) != 0;

    public bool Is(char mark) => Mark == mark;
}

/// <summary>A half-open range of token indices of one text.</summary>
internal readonly record struct TokenRange(int First, int End)
{
    public int Count => End - First;

    public bool Contains(int token) => token >= First && token < End;

    public bool Contains(TokenRange other) => other.First >= First && other.End <= End;

    public bool Overlaps(TokenRange other) => First < other.End && other.First < End;
}

/// <summary>A sentence, or the whole of a table cell.</summary>
/// <param name="Index">Number within the article.</param>
/// <param name="Block">Number of its block in <see cref="Article.Blocks"/>.</param>
/// <param name="Tokens">Its tokens.</param>
internal readonly record struct Sentence(int Index, int Block, TokenRange Tokens);
