using ExtractionPipeline.Extraction.Lexicons;

namespace ExtractionPipeline.Extraction.Text;

/// <summary>
/// Cuts text into words, numbers and marks. Words keep hyphens, middle dots, inner full stops of numbers and
/// abbreviations, and a trailing plus ("SpineHRNet+"); a possessive "'s" and a joined tail such as "-based" are tokens of their own.
/// </summary>
internal sealed class Tokenizer(Vocabulary vocabulary, WordSet abbreviations, WordSet joinedTails)
{
    /// <summary>The mark of a possessive "'s", which is told from a lone apostrophe by its length.</summary>
    internal const char PossessiveMark = '\'';

    /// <summary>Appends the tokens of <paramref name="text"/>[start..end] to <paramref name="tokens"/>; offsets are into the whole text.</summary>
    public void Tokenize(string text, int start, int end, List<Token> tokens)
    {
        var position = start;
        while (position < end)
        {
            var c = text[position];
            if (char.IsWhiteSpace(c))
            {
                position++;
                continue;
            }

            var attached = position > start && !char.IsWhiteSpace(text[position - 1]) ? TokenShape.Attached : TokenShape.None;
            position = IsWordCharacter(c)
                ? ReadWord(text, position, end, attached, tokens)
                : ReadMark(text, position, end, attached, tokens);
        }
    }

    /// <summary>Whether the character can begin a word.</summary>
    internal static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || (c > 127 && (char.IsLetterOrDigit(c) || char.IsSurrogate(c)));

    /// <summary>Marks that mean the same to every rule are folded to one.</summary>
    internal static char Fold(char c) => c switch
    {
        '’' or '‘' or '‛' or '`' or '´' or 'ʼ' => '\'',
        '“' or '”' or '„' or '‟' or '«' or '»' or '「' or '」' or '『' or '』' or '《' or '》' or '〈' or '〉' or '＂' => '"',
        '–' or '‐' or '‑' or '‒' or '−' => '-',
        '—' or '―' => '—',
        '，' or '、' => ',',
        '。' or '．' => '.',
        '；' => ';',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '！' => '!',
        '？' => '?',
        '・' or '•' or '‧' or '∙' or '●' => '·',
        _ => c,
    };

    private static bool IsCjk(char c) => c is (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff') or (>= '\uac00' and <= '\ud7af');

    private static bool IsJoiner(char c) => c is '-' or '·' or '&' || Fold(c) is '-' or '·';

    private int ReadWord(string text, int start, int end, TokenShape attached, List<Token> tokens)
    {
        var position = start;
        while (position < end)
        {
            var c = text[position];
            if (IsWordCharacter(c) || IsInner(text, position, start, end))
            {
                position++;
            }
            else
            {
                break;
            }
        }

        if (position < end && text[position] == '+' && (position + 1 == end || !IsWordCharacter(text[position + 1])))
        {
            position++;
        }

        if (position < end && text[position] == '.' && abbreviations.Contains(text.AsSpan(start, position - start)) && !IsLastOfBlock(text, position, end))
        {
            position++;
        }

        AddWord(text, start, position, attached, tokens);
        return ReadPossessive(text, position, end, tokens);
    }

    /// <summary>A mark that belongs to the word because of what stands around it.</summary>
    private static bool IsInner(string text, int position, int start, int end)
    {
        if (position == start || position + 1 >= end || !IsWordCharacter(text[position + 1]))
        {
            return false;
        }

        var c = text[position];
        if (IsJoiner(c))
        {
            return true;
        }

        if (Fold(c) == '\'')
        {
            // "O'Neill" and "d'Hebron", but not the possessive and not a closing quote.
            // So is the mark between two syllables of pinyin: "Xi'an", "Ting'er".
            var isName = position - start == 1 && char.IsLetter(text[position - 1]) && char.IsUpper(text[position + 1]);
            return isName || (char.IsUpper(text[start]) && char.IsLower(text[position - 1]) && text[position + 1] is 'a' or 'e' or 'o');
        }

        if (c is '.' or ',')
        {
            var digits = char.IsAsciiDigit(text[position - 1]) && char.IsAsciiDigit(text[position + 1]);
            return digits || (c == '.' && IsAbbreviationDot(text, position, start));
        }

        return false;
    }

    /// <summary>The dots within "U.S", "e.g" and host names; not the missing blank of "in China.For instance".</summary>
    private static bool IsAbbreviationDot(string text, int position, int start)
    {
        var single = position - start == 1 || (position >= start + 2 && text[position - 2] == '.');
        return single || char.IsAsciiLetterLower(text[position + 1]) || char.IsAsciiDigit(text[position + 1]);
    }

    private static bool IsLastOfBlock(string text, int position, int end) => position + 1 >= end || text[position + 1] is '\n';

    private void AddWord(string text, int start, int end, TokenShape attached, List<Token> tokens)
    {
        var word = text.AsSpan(start, end - start);
        var id = vocabulary.Find(word);
        var tail = id == Vocabulary.Unknown ? JoinedTail(word) : -1;
        if (tail > 0)
        {
            tokens.Add(Word(text, start, start + tail, attached));
            tokens.Add(new Token(start + tail, start + tail + 1, Vocabulary.Unknown, '-', TokenShape.Attached));
            tokens.Add(Word(text, start + tail + 1, end, TokenShape.Attached));
            return;
        }

        tokens.Add(new Token(start, end, id, '\0', ShapeOf(word) | attached));
    }

    private Token Word(string text, int start, int end, TokenShape attached)
    {
        var word = text.AsSpan(start, end - start);
        return new Token(start, end, vocabulary.Find(word), '\0', ShapeOf(word) | attached);
    }

    /// <summary>Index of the hyphen before a tail such as "based" in "Ningbo-based"; -1 when there is none.</summary>
    private int JoinedTail(ReadOnlySpan<char> word)
    {
        for (var i = word.Length - 2; i > 0; i--)
        {
            if (Fold(word[i]) == '-')
            {
                return joinedTails.Contains(word[(i + 1)..]) ? i : -1;
            }
        }

        return -1;
    }

    private int ReadPossessive(string text, int position, int end, List<Token> tokens)
    {
        if (position + 1 < end && Fold(text[position]) == '\'' && text[position + 1] is 's' or 'S'
            && (position + 2 == end || !IsWordCharacter(text[position + 2])))
        {
            tokens.Add(new Token(position, position + 2, vocabulary.Find("'s"), PossessiveMark, TokenShape.Attached));
            return position + 2;
        }

        return position;
    }

    private static int ReadMark(string text, int position, int end, TokenShape attached, List<Token> tokens)
    {
        var mark = Fold(text[position]);
        var shape = attached;
        if (mark is '"' or '\'')
        {
            shape |= QuoteSide(text, position, end);
        }

        tokens.Add(new Token(position, position + 1, Vocabulary.Unknown, mark, shape));
        return position + 1;
    }

    private static TokenShape QuoteSide(string text, int position, int end)
    {
        switch (text[position])
        {
            case '“' or '„' or '«' or '「' or '『' or '《' or '〈' or '‘' or '‛':
                return TokenShape.OpenQuote;
            case '”' or '»' or '」' or '』' or '》' or '〉':
                return TokenShape.CloseQuote;
        }

        var before = position == 0 || char.IsWhiteSpace(text[position - 1]) || text[position - 1] is '(' or '[' or '—' or '–' or '/' or '-';
        var after = position + 1 >= end || !IsWordCharacter(text[position + 1]);
        if (before == after && before)
        {
            return TokenShape.None;
        }

        return before ? TokenShape.OpenQuote : TokenShape.CloseQuote;
    }

    private static TokenShape ShapeOf(ReadOnlySpan<char> word)
    {
        var shape = TokenShape.Word;
        int letters = 0, capitals = 0, digits = 0;
        var previous = '\0';
        foreach (var c in word)
        {
            if (char.IsUpper(c))
            {
                capitals++;
                letters++;
                shape |= char.IsLower(previous) ? TokenShape.InnerCapital : TokenShape.None;
            }
            else if (char.IsAsciiDigit(c))
            {
                digits++;
                shape |= TokenShape.Digit;
            }
            else if (char.IsLetter(c))
            {
                letters++;
                shape |= IsCjk(c) ? TokenShape.Cjk : TokenShape.None;
            }
            else if (IsJoiner(c))
            {
                shape |= TokenShape.Joined;
            }

            previous = c;
        }

        shape |= char.IsUpper(word[0]) ? TokenShape.Capitalised : TokenShape.None;
        shape |= letters >= 2 && capitals == letters ? TokenShape.AllCapitals : TokenShape.None;
        return shape | (digits > 0 && letters == 0 ? TokenShape.Number : TokenShape.None);
    }
}
