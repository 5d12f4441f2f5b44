using System.Text;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Extraction.Lexicons;
using ExtractionPipeline.Extraction.Mentions;
using ExtractionPipeline.Extraction.Relations;
using ExtractionPipeline.Extraction.Text;

namespace ExtractionPipeline.Extraction.Tests;

/// <summary>Articles for tests, and each step of extraction on them alone. All names are invented.</summary>
internal static class Texts
{
    private static readonly LexiconSet Lexicons = LexiconSet.Load();
    private static readonly RuleRecordExtractor Extractor = new();

    /// <summary>An article of paragraphs; "# " begins the title, "- " a list item, "| " a table row with cells parted by bars.</summary>
    public static Article Article(params string[] lines)
    {
        var text = new StringBuilder();
        var blocks = new List<ArticleBlock>();
        foreach (var line in lines)
        {
            text.Append(text.Length > 0 ? "\n" : "");
            var kind = line[..2] switch { "# " => ArticleBlockKind.Title, "- " => ArticleBlockKind.ListItem, "| " => ArticleBlockKind.TableRow, _ => ArticleBlockKind.Paragraph };
            var content = kind == ArticleBlockKind.Paragraph ? line : line[2..];
            var start = text.Length;
            text.Append(content);
            blocks.Add(new ArticleBlock(kind, new TextSpan(start, text.Length), kind == ArticleBlockKind.TableRow ? 1 : 0) { Cells = kind == ArticleBlockKind.TableRow ? Cells(content, start) : [] });
        }

        return new Article { Text = text.ToString(), Blocks = blocks, Title = lines[0].StartsWith("# ", StringComparison.Ordinal) ? lines[0][2..] : null };
    }

    public static AnalyzedText Analyze(params string[] lines) => new TextAnalyzer(Lexicons).Analyze(Article(lines));

    public static List<NameMention> Names(AnalyzedText text) => new NameFinder(new NameClassifier(Lexicons.Organisations)).Find(text);

    public static Discourse Discourse(params string[] lines)
    {
        var text = Analyze(lines);
        return RuleRecordExtractor.Resolve(text, Names(text));
    }

    public static IReadOnlyList<ModelRecord> Records(params string[] lines) => Extractor.Extract(Article(lines));

    /// <summary>A record as a line: name | hospitals | adopters | specialties | partners | claims.</summary>
    public static string Line(ModelRecord r) => string.Join(" | ",
        r.Model.Name ?? $"({r.Model.Description})",
        string.Join("; ", r.Hospitals.Select(o => o.Name)),
        string.Join("; ", r.Adopters.Select(o => o.Name)),
        string.Join(", ", r.Specialties.Select(s => s.Label.Label()).Order(StringComparer.Ordinal)),
        string.Join("; ", r.Partners.Select(o => o.Name)),
        string.Join(", ", r.FirstOfKind.Select(c => c.Scope.Label())));

    private static TextSpan[] Cells(string row, int start)
    {
        var cells = new List<TextSpan>();
        foreach (var cell in row.Split(Core.Articles.Article.CellSeparator))
        {
            cells.Add(new TextSpan(start, start + cell.Length));
            start += cell.Length + Core.Articles.Article.CellSeparator.Length;
        }

        return [.. cells];
    }
}
