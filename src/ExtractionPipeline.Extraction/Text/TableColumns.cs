using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Extraction.Lexicons;

namespace ExtractionPipeline.Extraction.Text;

/// <summary>What a table's column holds by its heading.</summary>
internal enum TableColumn
{
    Other,
    Model,
    Maker,
    Partner,
    Adopter,
}

/// <summary>Tells from a table's first row what its columns hold.</summary>
internal static class TableColumns
{
    /// <summary>What the column of the token holds; <see cref="TableColumn.Other"/> outside tables and in the first row.</summary>
    public static TableColumn RoleOf(AnalyzedText text, int token)
    {
        var sentence = text.SentenceOf(token);
        var block = text.BlockOf(sentence);
        if (block.Kind != ArticleBlockKind.TableRow || block.Container == 0)
        {
            return TableColumn.Other;
        }

        var header = sentence.Block;
        while (header > 0 && text.Article.Blocks[header - 1].Container == block.Container)
        {
            header--;
        }

        var column = ColumnOf(block, text.Tokens[token].Start);
        var cells = text.Article.Blocks[header].Cells;
        if (header == sentence.Block || column < 0 || column >= cells.Count)
        {
            return TableColumn.Other;
        }

        var role = RoleOf(text, cells[column]);
        return role == TableColumn.Other && column == 0 && IsMakersTable(text, cells) ? TableColumn.Model : role;
    }

    /// <summary>"Shown as | By | For": whoever lists makers and calls no column that of the models lists these first.</summary>
    private static bool IsMakersTable(AnalyzedText text, IReadOnlyList<TextSpan> cells)
    {
        var roles = cells.Select(c => RoleOf(text, c)).ToList();
        return roles.Contains(TableColumn.Maker) && !roles.Contains(TableColumn.Model);
    }

    private static int ColumnOf(ArticleBlock row, int position)
    {
        for (var i = 0; i < row.Cells.Count; i++)
        {
            if (row.Cells[i].Contains(position))
            {
                return i;
            }
        }

        return -1;
    }

    private static TableColumn RoleOf(AnalyzedText text, TextSpan heading)
    {
        var first = Array.FindIndex(text.Tokens, t => t.Start >= heading.Start);
        for (var i = first; i >= 0 && i < text.Tokens.Length && text.Tokens[i].Start < heading.End; i++)
        {
            var role = text.Has(i, Cue.TableAdopter) ? TableColumn.Adopter
                : text.Has(i, Cue.TablePartner) ? TableColumn.Partner
                : text.Has(i, Cue.TableMaker) ? TableColumn.Maker
                : text.Has(i, Cue.TableModel) ? TableColumn.Model
                : TableColumn.Other;
            if (role != TableColumn.Other)
            {
                return role;
            }
        }

        return TableColumn.Other;
    }
}
