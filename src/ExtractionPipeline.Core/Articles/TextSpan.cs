namespace ExtractionPipeline.Core.Articles;

/// <summary>A half-open range of UTF-16 code units in an article's text: <c>Start</c> inclusive, <c>End</c> exclusive.</summary>
/// <param name="Start">Index of the first code unit; never negative.</param>
/// <param name="End">Index behind the last code unit; never below <paramref name="Start"/>.</param>
public readonly record struct TextSpan(int Start, int End) : IComparable<TextSpan>
{
    /// <summary>Number of UTF-16 code units covered.</summary>
    public int Length => End - Start;

    /// <summary>True when the span covers nothing.</summary>
    public bool IsEmpty => End <= Start;

    /// <summary>Whether the code unit at <paramref name="position"/> lies within.</summary>
    public bool Contains(int position) => position >= Start && position < End;

    /// <summary>Whether <paramref name="other"/> lies wholly within.</summary>
    public bool Contains(TextSpan other) => other.Start >= Start && other.End <= End;

    /// <summary>Whether both spans share at least one code unit.</summary>
    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;

    /// <summary>The covered part of <paramref name="text"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span reaches beyond the text.</exception>
    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text[Start..End];

    /// <summary>The covered part of <paramref name="text"/> as a string of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span reaches beyond the text.</exception>
    public string Of(string text) => text.Substring(Start, Length);

    /// <summary>By start, then the shorter first.</summary>
    public int CompareTo(TextSpan other) => Start != other.Start ? Start.CompareTo(other.Start) : End.CompareTo(other.End);

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(TextSpan left, TextSpan right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes behind <paramref name="right"/>.</summary>
    public static bool operator >(TextSpan left, TextSpan right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not come behind <paramref name="right"/>.</summary>
    public static bool operator <=(TextSpan left, TextSpan right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(TextSpan left, TextSpan right) => left.CompareTo(right) >= 0;

    /// <summary>The span in the form <c>[start,end)</c>.</summary>
    public override string ToString() => $"[{Start},{End})";
}
