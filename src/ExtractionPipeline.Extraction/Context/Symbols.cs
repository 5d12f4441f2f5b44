
namespace ExtractionPipeline.Extraction.Context;

/// <summary>Numbers for words and kinds that stay the same from run to run, so that a trained model can be used on any text.</summary>
internal static class Symbols
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The word's number, in any case (FNV-1a over UTF-16 code units).</summary>
    public static ulong Of(ReadOnlySpan<char> word)
    {
        var hash = Offset;
        foreach (var c in word)
        {
            hash = (hash ^ Lower(c)) * Prime;
        }

        return hash;
    }

    /// <summary>The number of a kind of name; no word has it.</summary>
    public static ulong Of(UnitKind kind) => Of(KindNames[(int)kind]);

    /// <summary>How a kind of name is written in explanations.</summary>
    public static string NameOf(UnitKind kind) => KindNames[(int)kind];

    /// <summary>Joins numbers to one; the order counts.</summary>
    public static ulong Join(ulong left, ulong right)
    {
        // The finaliser of SplitMix64 (Steele et al., 2014) spreads the bits.
        var mixed = (left * 0x9E3779B97F4A7C15) + right + 0x632BE59BD9B4E019;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    private static readonly string[] KindNames = [.. Enum.GetNames<UnitKind>().Select(n => $"<{n.ToLowerInvariant()}>")];

    private static char Lower(char c) => char.IsAscii(c) ? (char)(c | (char.IsAsciiLetterUpper(c) ? 0x20 : 0)) : char.ToLowerInvariant(c);
}
