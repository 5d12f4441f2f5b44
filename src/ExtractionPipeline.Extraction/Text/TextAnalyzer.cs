using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction.Lexicons;

namespace ExtractionPipeline.Extraction.Text;

/// <summary>Cuts an article into tokens and sentences and finds the lexicons' phrases. Linear in the length of the text.</summary>
internal sealed class TextAnalyzer(LexiconSet lexicons)
{
    public AnalyzedText Analyze(Article article)
    {
        var tokens = new List<Token>((article.Text.Length / 5) + 16);
        var sentences = new List<Sentence>();
        for (var block = 0; block < article.Blocks.Count; block++)
        {
            AddBlock(article, block, tokens, sentences);
        }

        var all = tokens.ToArray();
        var annotations = new List<Annotation>(all.Length);
        foreach (var sentence in sentences)
        {
            for (var i = sentence.Tokens.First; i < sentence.Tokens.End; i++)
            {
                lexicons.Phrases.MatchAt(all, i, sentence.Tokens.End, annotations);
            }
        }

        return new AnalyzedText(article, all, [.. sentences], [.. annotations]);
    }

    private void AddBlock(Article article, int block, List<Token> tokens, List<Sentence> sentences)
    {
        var content = article.Blocks[block];
        if (content.Kind == ArticleBlockKind.TableRow && content.Cells.Count > 0)
        {
            // A cell is a sentence of its own: nothing runs across its border.
            foreach (var cell in content.Cells)
            {
                var start = tokens.Count;
                lexicons.Tokenizer.Tokenize(article.Text, cell.Start, cell.End, tokens);
                Add(sentences, block, start, tokens.Count);
            }

            return;
        }

        var first = tokens.Count;
        lexicons.Tokenizer.Tokenize(article.Text, content.Span.Start, content.Span.End, tokens);
        SentenceSplitter.Split(article.Text, tokens, first, (start, end) => Add(sentences, block, start, end));
    }

    private static void Add(List<Sentence> sentences, int block, int first, int end)
    {
        if (end > first)
        {
            sentences.Add(new Sentence(sentences.Count, block, new TokenRange(first, end)));
        }
    }
}
