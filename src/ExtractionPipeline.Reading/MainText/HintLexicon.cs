using System.Reflection;

namespace ExtractionPipeline.Reading.MainText;

/// <summary>What an element's class, id or role says it is.</summary>
[Flags]
internal enum ElementHint
{
    None = 0,
    Boilerplate = 1,
    Body = 2,
    Caption = 4,

    /// <summary>Named as a wrapper or layout, which a word of boilerplate does not condemn.</summary>
    Neutral = 8,
}

/// <summary>Reads hints from names of classes and ids. Loaded once from <c>hints.txt</c>, immutable after.</summary>
internal sealed class HintLexicon
{
    private const int LongestWord = 40;

    private readonly Dictionary<string, ElementHint> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ElementHint>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private HintLexicon() => lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static HintLexicon Load()
    {
        var lexicon = new HintLexicon();
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ExtractionPipeline.Reading.MainText.hints.txt")
            ?? throw new InvalidOperationException("the data file hints.txt is not embedded");
        using var reader = new StreamReader(stream);
        var hint = ElementHint.None;
        while (reader.ReadLine() is { } line)
        {
            line = line.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                hint = Enum.Parse<ElementHint>(line[1..^1], ignoreCase: true);
                continue;
            }

            lexicon.words[line] = lexicon.words.GetValueOrDefault(line) | hint;
        }

        return lexicon;
    }

    /// <summary>All hints in a list of names; allocates nothing.</summary>
    public ElementHint HintsOf(ReadOnlySpan<char> names)
    {
        var hints = ElementHint.None;
        Span<char> pair = stackalloc char[(2 * LongestWord) + 1];
        var previous = 0;
        var position = 0;
        while (position < names.Length)
        {
            if (!char.IsAsciiLetter(names[position]))
            {
                previous = char.IsWhiteSpace(names[position]) ? 0 : previous;
                position++;
                continue;
            }

            // The pair's buffer holds "previous+current"; a hit on either part or the pair counts.
            var start = previous > 0 ? previous + 1 : 0;
            var length = ReadWord(names, ref position, pair[start..]);
            if (length == 0)
            {
                previous = 0;
                continue;
            }

            hints |= Find(pair.Slice(start, length));
            if (previous > 0)
            {
                pair[previous] = '+';
                hints |= Find(pair[..(start + length)]);
                pair.Slice(start, length).CopyTo(pair);
            }

            previous = length;
        }

        return hints;
    }

    private ElementHint Find(ReadOnlySpan<char> word) => lookup.TryGetValue(word, out var hint) ? hint : ElementHint.None;

    /// <summary>Copies the next word in lower case; 0 for a word longer than any of the lexicon.</summary>
    private static int ReadWord(ReadOnlySpan<char> names, ref int position, Span<char> word)
    {
        var start = position;
        while (position < names.Length && char.IsAsciiLetter(names[position])
            && !(position > start && char.IsAsciiLetterUpper(names[position]) && char.IsAsciiLetterLower(names[position - 1])))
        {
            position++;
        }

        var length = position - start;
        if (length > LongestWord)
        {
            return 0;
        }

        for (var i = 0; i < length; i++)
        {
            word[i] = char.ToLowerInvariant(names[start + i]);
        }

        return length;
    }
}
