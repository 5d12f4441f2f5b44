using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Reading.MainText;

namespace ExtractionPipeline.Reading.PlainText;

/// <summary>Cuts plain text into blocks: by blank lines where there are any and lines are wrapped, else by lines.</summary>
internal static class PlainTextReader
{
    private const int LongestTitle = 250;
    private const int WrappedLine = 90;

    /// <summary>The title, if the first line looks like one, and the blocks behind it.</summary>
    public static (string? Title, IReadOnlyList<DraftBlock> Blocks) Read(string text)
    {
        var paragraphs = Paragraphs(text);
        var title = paragraphs.Count > 1 && IsTitle(paragraphs[0]) ? paragraphs[0] : null;
        var blocks = paragraphs.Skip(title is null ? 0 : 1).Select(p => Block(p)).ToList();
        return (title, blocks);
    }

    private static List<string> Paragraphs(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var isWrapped = lines.Any(string.IsNullOrWhiteSpace) && lines.Max(l => l.Length) <= WrappedLine;
        if (!isWrapped)
        {
            return [.. lines.Select(l => TextCleaning.Fold(l)).Where(l => l.Length > 0)];
        }

        var paragraphs = new List<string>();
        var current = new List<string>();
        foreach (var line in lines.Append(""))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                current.Add(line);
            }
            else if (current.Count > 0)
            {
                paragraphs.Add(TextCleaning.Fold(string.Join(' ', current)));
                current.Clear();
            }
        }

        return [.. paragraphs.Where(p => p.Length > 0)];
    }

    private static bool IsTitle(string line) => line.Length <= LongestTitle && line[^1] is not ('.' or '。' or ';' or ',');

    private static DraftBlock Block(string text) =>
        text.Length > 2 && text[0] is '-' or '*' or '•' or '·' && text[1] == ' '
            ? new DraftBlock(ArticleBlockKind.ListItem, text[2..].Trim(), 0) { Level = 1 }
            : new DraftBlock(ArticleBlockKind.Paragraph, text, 0);
}
