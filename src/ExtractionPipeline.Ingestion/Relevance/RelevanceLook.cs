using System.Buffers;
using System.Collections.Frozen;

namespace ExtractionPipeline.Ingestion.Relevance;

/// <summary>
/// A cheap first look at an article: whether its words allow that it tells of a medical AI model at all. It asks for words of
/// artificial intelligence and of medicine, a few of each in a longer text, and is made to err on the side of extraction; what
/// it loses is measured on annotated articles. Immutable; linear in the text's length.
/// </summary>
public sealed class RelevanceLook
{
    private readonly TermList intelligence = new("intelligence-terms.txt");
    private readonly TermList medicine = new("medicine-terms.txt");

    /// <summary>Why the text is off topic, in one line; null when it may be on topic.</summary>
    public string? OffTopic(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!medicine.Matches(text, Fewest))
        {
            return "off topic: hardly a word of medicine";
        }

        return intelligence.Matches(text, 1) ? null : "off topic: no word of artificial intelligence";
    }

    /// <summary>Occurrences that a text on the topic has at least; one may be a turn of phrase.</summary>
    private const int Fewest = 2;

    private sealed class TermList
    {
        private const int LongestWord = 64;

        private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words;
        private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> beginnings;
        private readonly int shortest;
        private readonly int longest;
        private readonly SearchValues<string> anywhere;

        public TermList(string file)
        {
            var entries = EmbeddedLists.Entries(file).Select(e => e.ToLowerInvariant()).ToList();
            var wide = entries.Where(e => e.Any(c => c is >= '\u3040' and <= '\ud7af') || e.Contains(' ', StringComparison.Ordinal)).ToList();
            var stems = entries.Except(wide).Where(e => e.EndsWith('*')).Select(e => e[..^1]).ToFrozenSet(StringComparer.Ordinal);
            beginnings = stems.GetAlternateLookup<ReadOnlySpan<char>>();
            (shortest, longest) = (stems.Min(s => s.Length), stems.Max(s => s.Length));
            words = entries.Except(wide).Where(e => !e.EndsWith('*')).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
            anywhere = SearchValues.Create([.. wide], StringComparison.Ordinal);
        }

        /// <summary>Whether at least so many words of the text are in the list.</summary>
        public bool Matches(ReadOnlySpan<char> text, int fewest)
        {
            var count = 0;
            Span<char> lower = stackalloc char[LongestWord];
            for (var i = 0; i < text.Length;)
            {
                if (!IsWordStart(text[i]))
                {
                    i++;
                    continue;
                }

                var start = i;
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || (text[i] is '-' or '.' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]))))
                {
                    i++;
                }

                var length = Math.Min(i - start, LongestWord);
                text.Slice(start, length).ToLowerInvariant(lower);
                if (IsListed(lower[..length]) && ++count >= fewest)
                {
                    return true;
                }
            }

            for (var at = text.IndexOfAny(anywhere); at >= 0; at = text.IndexOfAny(anywhere))
            {
                if (++count >= fewest)
                {
                    return true;
                }

                text = text[(at + 1)..];
            }

            return false;
        }

        private bool IsListed(ReadOnlySpan<char> word)
        {
            // A compound counts by each of its parts.
            for (var rest = word; ;)
            {
                if (words.Contains(rest) || BeginsListed(rest))
                {
                    return true;
                }

                var hyphen = rest.IndexOf('-');
                if (hyphen < 0)
                {
                    return false;
                }

                if (words.Contains(rest[..hyphen]))
                {
                    return true;
                }

                rest = rest[(hyphen + 1)..];
            }
        }

        private bool BeginsListed(ReadOnlySpan<char> word)
        {
            for (var length = Math.Min(longest, word.Length); length >= shortest; length--)
            {
                if (beginnings.Contains(word[..length]))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsWordStart(char c) => char.IsLetterOrDigit(c);
    }
}
