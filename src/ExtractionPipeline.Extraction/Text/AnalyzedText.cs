using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction.Lexicons;

namespace ExtractionPipeline.Extraction.Text;

/// <summary>
/// An article cut into tokens and sentences, with every phrase of the lexicons found in it: all that later steps
/// ask of the text, computed once.
/// </summary>
internal sealed class AnalyzedText
{
    private readonly Annotation[] annotations;
    private readonly int[] firstAnnotation;
    private readonly ulong[] cuesAt;
    private readonly int[] sentenceOf;

    public AnalyzedText(Article article, Token[] tokens, Sentence[] sentences, Annotation[] annotations)
    {
        Article = article;
        Tokens = tokens;
        Sentences = sentences;
        this.annotations = annotations;
        firstAnnotation = new int[tokens.Length + 1];
        cuesAt = new ulong[tokens.Length];
        sentenceOf = new int[tokens.Length];
        IndexAnnotations();
        foreach (var sentence in sentences)
        {
            Array.Fill(sentenceOf, sentence.Index, sentence.Tokens.First, sentence.Tokens.Count);
        }
    }

    public Article Article { get; }

    public Token[] Tokens { get; }

    public Sentence[] Sentences { get; }

    public string Text => Article.Text;

    public Sentence SentenceOf(int token) => Sentences[sentenceOf[token]];

    public ArticleBlock BlockOf(Sentence sentence) => Article.Blocks[sentence.Block];

    /// <summary>Whether a phrase of the kind begins at the token.</summary>
    public bool Has(int token, Cue cue) => (uint)token < (uint)cuesAt.Length && (cuesAt[token] & (1UL << (int)cue)) != 0;

    /// <summary>The kinds of all phrases that begin at the token, as bits; see <see cref="Mask"/>.</summary>
    public ulong CuesAt(int token) => cuesAt[token];

    /// <summary>Whether a phrase of any of the kinds begins at the token; <paramref name="cues"/> comes from <see cref="Mask"/>.</summary>
    public bool HasAny(int token, ulong cues) => (uint)token < (uint)cuesAt.Length && (cuesAt[token] & cues) != 0;

    public static ulong Mask(params ReadOnlySpan<Cue> cues)
    {
        var mask = 0UL;
        foreach (var cue in cues)
        {
            mask |= 1UL << (int)cue;
        }

        return mask;
    }

    /// <summary>Behind the longest phrase of the kind that begins at the token; -1 when none does.</summary>
    public int EndOf(int token, Cue cue) => Has(token, cue) ? Longest(token, cue).Tokens.End : -1;

    /// <summary>The value of the longest phrase of the kind that begins at the token; -1 when none does.</summary>
    public int ValueOf(int token, Cue cue) => Has(token, cue) ? Longest(token, cue).Value : -1;

    /// <summary>The phrases that begin at the token, the shortest first.</summary>
    public ReadOnlySpan<Annotation> AnnotationsAt(int token) => annotations.AsSpan(firstAnnotation[token]..firstAnnotation[token + 1]);

    /// <summary>The first phrase of the kind that begins in the range; null when there is none.</summary>
    public Annotation? FirstIn(TokenRange range, Cue cue)
    {
        for (var i = range.First; i < range.End; i++)
        {
            if (Has(i, cue))
            {
                return Longest(i, cue);
            }
        }

        return null;
    }

    public TextSpan SpanOf(TokenRange range) => new(Tokens[range.First].Start, Tokens[range.End - 1].End);

    public string TextOf(TokenRange range) => SpanOf(range).Of(Text);

    public ReadOnlySpan<char> Word(int token) => Tokens[token].Span.In(Text);

    /// <summary>Whether the token is a possessive "'s".</summary>
    public bool IsPossessive(int token) =>
        (uint)token < (uint)Tokens.Length && Tokens[token].Is(Tokenizer.PossessiveMark) && Tokens[token].End - Tokens[token].Start == 2;

    /// <summary>Whether the token is the word, in any case.</summary>
    public bool IsWord(int token, string word) =>
        (uint)token < (uint)Tokens.Length && Word(token).Equals(word, StringComparison.OrdinalIgnoreCase);

    private Annotation Longest(int token, Cue cue)
    {
        for (var i = firstAnnotation[token + 1] - 1; i >= firstAnnotation[token]; i--)
        {
            if (annotations[i].Cue == cue)
            {
                return annotations[i];
            }
        }

        throw new InvalidOperationException($"no {cue} begins at token {token}");
    }

    private void IndexAnnotations()
    {
        var next = 0;
        for (var token = 0; token < Tokens.Length; token++)
        {
            firstAnnotation[token] = next;
            while (next < annotations.Length && annotations[next].Tokens.First == token)
            {
                cuesAt[token] |= 1UL << (int)annotations[next].Cue;
                next++;
            }
        }

        firstAnnotation[Tokens.Length] = next;
    }
}
