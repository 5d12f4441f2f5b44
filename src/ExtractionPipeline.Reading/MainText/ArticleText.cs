using System.Text;
using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Reading.MainText;

/// <summary>Joins blocks to one text and gives each its place in it.</summary>
internal static class ArticleText
{
    public static (string Text, IReadOnlyList<ArticleBlock> Blocks) Join(string? title, IReadOnlyList<DraftBlock> drafts)
    {
        var text = new StringBuilder();
        var blocks = new List<ArticleBlock>(drafts.Count + 1);
        if (title is not null)
        {
            text.Append(title);
            blocks.Add(new ArticleBlock(ArticleBlockKind.Title, new TextSpan(0, title.Length)));
        }

        foreach (var draft in drafts)
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }

            blocks.Add(draft.Kind == ArticleBlockKind.TableRow ? AppendRow(text, draft) : AppendBlock(text, draft));
        }

        return (text.ToString(), blocks);
    }

    private static ArticleBlock AppendBlock(StringBuilder text, DraftBlock draft)
    {
        var start = text.Length;
        text.Append(draft.Text);
        return new ArticleBlock(draft.Kind, new TextSpan(start, text.Length), draft.Container, draft.Level);
    }

    private static ArticleBlock AppendRow(StringBuilder text, DraftBlock draft)
    {
        var start = text.Length;
        var cells = new List<TextSpan>(draft.Cells.Count);
        var last = draft.Cells.Count - 1;
        while (last > 0 && draft.Cells[last].Length == 0)
        {
            last--;
        }

        // An empty first or last cell leaves no separator: no block begins or ends with a blank.
        for (var i = 0; i < draft.Cells.Count; i++)
        {
            if (i > 0 && i <= last && text.Length > start)
            {
                text.Append(Article.CellSeparator);
            }

            var cell = text.Length;
            text.Append(draft.Cells[i]);
            cells.Add(new TextSpan(cell, text.Length));
        }

        return new ArticleBlock(ArticleBlockKind.TableRow, new TextSpan(start, text.Length), draft.Container, 0, draft.IsTableHeader) { Cells = cells };
    }
}
