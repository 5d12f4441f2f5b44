namespace ExtractionPipeline.Extraction.Text;

/// <summary>
/// Parts a block's tokens into sentences. A full stop that belongs to an abbreviation or a number is part of a word
/// token and never seen here; closing quotes and brackets stay with the sentence they close.
/// </summary>
internal static class SentenceSplitter
{
    /// <summary>Calls <paramref name="add"/> with the first token and the end of each sentence among <paramref name="tokens"/>[first..].</summary>
    public static void Split(string text, List<Token> tokens, int first, Action<int, int> add)
    {
        var start = first;
        for (var i = first; i < tokens.Count; i++)
        {
            if (!IsTerminator(tokens[i].Mark))
            {
                continue;
            }

            var end = i + 1;
            while (end < tokens.Count && (IsTerminator(tokens[end].Mark) || Closes(tokens[end])))
            {
                end++;
            }

            if (end < tokens.Count && !BeginsSentence(text, tokens, i, end))
            {
                continue;
            }

            add(start, end);
            start = end;
            i = end - 1;
        }

        add(start, tokens.Count);
    }

    private static bool IsTerminator(char mark) => mark is '.' or '!' or '?' or ';' or '…';

    private static bool Closes(Token token) =>
        token.Is(')') || token.Is(']') || (token.IsQuote && token.Has(TokenShape.CloseQuote) && token.Has(TokenShape.Attached));

    private static bool BeginsSentence(string text, List<Token> tokens, int terminator, int next)
    {
        if (tokens[terminator].Is(';'))
        {
            return true;
        }

        var token = tokens[next];
        if (token.IsQuote || token.Is('(') || token.Is('['))
        {
            return next + 1 >= tokens.Count || !tokens[next + 1].IsWord || !char.IsLower(text[tokens[next + 1].Start]);
        }

        return !token.IsWord || !char.IsLower(text[token.Start]);
    }
}
