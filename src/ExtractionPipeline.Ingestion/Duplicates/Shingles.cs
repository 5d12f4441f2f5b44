using System.Globalization;

namespace ExtractionPipeline.Ingestion.Duplicates;

/// <summary>
/// The overlapping runs of four words of a text, as hashes: what two texts share whatever frames stand around them. Case, blanks
/// and punctuation do not count; where words are not parted by blanks (Chinese, Japanese), each character is a word.
/// </summary>
internal sealed class Shingles
{
    private const int Width = 4;

    private readonly HashSet<ulong> hashes;

    private Shingles(HashSet<ulong> hashes) => this.hashes = hashes;

    public int Count => hashes.Count;

    public IReadOnlyCollection<ulong> Hashes => hashes;

    public static Shingles Of(ReadOnlySpan<char> text)
    {
        var hashes = new HashSet<ulong>();
        Span<ulong> last = stackalloc ulong[Width];
        var words = 0;
        var word = Seed;
        var isOpen = false;
        foreach (var c in text)
        {
            var isIdeograph = c is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uac00' and <= '\ud7af';
            if (!isIdeograph && IsPartOfWord(c))
            {
                word = (word ^ char.ToLowerInvariant(c)) * Prime;
                isOpen = true;
                continue;
            }

            if (isOpen)
            {
                Take(word, last, ref words, hashes);
                (word, isOpen) = (Seed, false);
            }

            if (isIdeograph)
            {
                Take((Seed ^ c) * Prime, last, ref words, hashes);
            }
        }

        if (isOpen)
        {
            Take(word, last, ref words, hashes);
        }

        return new Shingles(hashes);
    }

    /// <summary>Share of the smaller text's shingles that the other has, 0 to 1.</summary>
    public double ContainmentIn(Shingles other)
    {
        var (small, large) = Count <= other.Count ? (this, other) : (other, this);
        return small.Count == 0 ? 0 : (double)small.hashes.Count(large.hashes.Contains) / small.Count;
    }

    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private static void Take(ulong word, Span<ulong> last, ref int words, HashSet<ulong> hashes)
    {
        last[words % Width] = word;
        words++;
        if (words < Width)
        {
            return;
        }

        var hash = Seed;
        for (var i = 0; i < Width; i++)
        {
            hash = Mix(hash ^ last[(words + i) % Width]);
        }

        hashes.Add(hash);
    }

    /// <summary>The finaliser of MurmurHash3, by Austin Appleby (public domain).</summary>
    internal static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xff51afd7ed558ccd;
        value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53;
        return value ^ (value >> 33);
    }

    private static bool IsPartOfWord(char c) => char.IsAsciiLetterOrDigit(c) || (c > 127 && char.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Surrogate);
}
