using System.Text;

namespace ExtractionPipeline.Reading.MainText;

/// <summary>Folds blanks and takes out what no reader sees.</summary>
internal static class TextCleaning
{
    /// <summary>The text without control and zero-width characters, runs of blanks folded to one, trimmed.</summary>
    public static string Fold(StringBuilder text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var chunk in text.GetChunks())
        {
            Append(folded, chunk.Span);
        }

        return Trimmed(folded);
    }

    /// <inheritdoc cref="Fold(StringBuilder)"/>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        Append(folded, text);
        return Trimmed(folded);
    }

    /// <summary>How much a character says: one of Chinese, Japanese or Korean as much as two letters.</summary>
    public static int Width(char c) => c >= '\u2e80' && !char.IsSurrogate(c) ? 2 : 1;

    /// <summary>The width of a text.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var c in text)
        {
            width += Width(c);
        }

        return width;
    }

    private static string Trimmed(StringBuilder folded)
    {
        if (folded.Length > 0 && folded[^1] == ' ')
        {
            folded.Length--;
        }

        return folded.ToString();
    }

    private static void Append(StringBuilder folded, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '\u0085' or '\u180e')
            {
                if (folded.Length > 0 && folded[^1] != ' ')
                {
                    folded.Append(' ');
                }
            }
            else if (!char.IsControl(c) && !IsInvisible(c))
            {
                folded.Append(c);
            }
        }
    }

    private static bool IsInvisible(char c) =>
        c is '\u00ad' or '\ufeff' or (>= '\u200b' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u2060' and <= '\u2064') or '\ufffc' or '\ufffe' or '\uffff';
}
