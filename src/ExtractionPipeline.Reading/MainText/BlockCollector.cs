using System.Text;
using AngleSharp.Dom;
using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Reading.MainText;

/// <summary>A block before it has its place in the article's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its words, blanks folded; for a table row empty.</param>
/// <param name="LinkLength">Characters within links.</param>
internal sealed record DraftBlock(ArticleBlockKind Kind, string Text, int LinkLength)
{
    public int Container { get; init; }

    public int Level { get; init; }

    public bool IsTableHeader { get; init; }

    /// <summary>Cells of a table row.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];

    /// <summary>Index of the nearest element of the page map.</summary>
    public int Entry { get; init; }

    public int Length => Kind == ArticleBlockKind.TableRow ? Cells.Sum(c => c.Length) : Text.Length;
}

/// <summary>Walks the article's element and cuts its text into typed blocks. Iterative: depth costs no stack.</summary>
internal sealed class BlockCollector
{
    private readonly PageMap map;
    private readonly List<DraftBlock> blocks = [];
    private readonly StringBuilder line = new();
    private readonly Stack<Frame> open = new();
    private List<string>? cells;
    private bool headerRow;
    private int linkLength;
    private int containers;
    private int pendingBreaks;

    private BlockCollector(PageMap map) => this.map = map;

    private readonly record struct Frame(INode Node, int Child, ArticleBlockKind Kind, int Level, int Container, int Entry, bool InLink, ElementKind Element);

    public static List<DraftBlock> Collect(PageMap map, IReadOnlyList<int> roots)
    {
        var collector = new BlockCollector(map);
        foreach (var root in roots)
        {
            collector.Walk(map[root].Element, root);
        }

        return collector.blocks;
    }

    private void Walk(IElement root, int entry)
    {
        var outer = new Frame(root, 0, ArticleBlockKind.Paragraph, 0, 0, entry, false, ElementKind.Block);
        open.Push(FrameOf(root, map[entry].Kind, entry, outer));
        while (open.TryPop(out var frame))
        {
            if (frame.Child >= frame.Node.ChildNodes.Length)
            {
                Leave(frame);
                continue;
            }

            open.Push(frame with { Child = frame.Child + 1 });
            var child = frame.Node.ChildNodes[frame.Child];
            if (child is IText text)
            {
                Append(text.Data, frame);
            }
            else if (child is IElement element)
            {
                Enter(element, frame);
            }
        }

        Flush(default);
    }

    private void Enter(IElement element, Frame parent)
    {
        var kind = ElementKinds.Of(element.LocalName);
        if (kind == ElementKind.LineBreak)
        {
            BreakLine(parent);
            return;
        }

        var breaks = ElementKinds.BreaksLine(kind);
        var index = breaks ? map.IndexOf(element) : parent.Entry;
        if (kind == ElementKind.Dropped || index < 0 || (breaks && map[index].IsDropped) || (!breaks && element.HasAttribute("hidden")))
        {
            return;
        }

        if (!breaks)
        {
            open.Push(parent with { Node = element, Child = 0, InLink = parent.InLink || kind == ElementKind.Link, Element = kind });
            return;
        }

        if (cells is null)
        {
            Flush(parent);
        }
        else if (line.Length > 0)
        {
            line.Append(' ');
        }

        open.Push(FrameOf(element, kind, index, parent));
    }

    private Frame FrameOf(IElement element, ElementKind kind, int index, Frame parent)
    {
        var frame = new Frame(element, 0, parent.Kind, parent.Level, parent.Container, index, parent.InLink, kind);
        var isCaption = (map[index].Hints & ElementHint.Caption) != 0;
        switch (kind)
        {
            case ElementKind.Heading:
                return frame with { Kind = ArticleBlockKind.Heading, Level = element.LocalName[1] - '0' };
            case ElementKind.List:
                return frame with { Container = ++containers };
            case ElementKind.ListItem:
                return frame with { Kind = ArticleBlockKind.ListItem, Level = parent.Kind == ArticleBlockKind.ListItem ? parent.Level + 1 : 1 };
            case ElementKind.Quotation:
                return frame with { Kind = ArticleBlockKind.Quotation };
            case ElementKind.Caption:
                return frame with { Kind = ArticleBlockKind.Caption };
            case ElementKind.Table when IsDataTable(element):
                return frame with { Container = ++containers, Kind = ArticleBlockKind.TableRow };
            case ElementKind.Row when parent.Kind == ArticleBlockKind.TableRow && cells is null:
                cells = [];
                headerRow = true;
                return frame;
            case ElementKind.Cell when cells is not null:
                headerRow &= element.LocalName == "th";
                return frame;
            default:
                return isCaption && kind is ElementKind.Paragraph or ElementKind.Block && isCaption ? frame with { Kind = ArticleBlockKind.Caption } : frame;
        }
    }

    /// <summary>A table of data has several short cells in a row; one that lays out the page has long ones or one a row.</summary>
    private static bool IsDataTable(IElement table)
    {
        int rows = 0, cellsSeen = 0, nested = 0;
        var stack = new Stack<INode>();
        stack.Push(table);
        while (stack.TryPop(out var node))
        {
            for (var i = 0; i < node.ChildNodes.Length; i++)
            {
                if (node.ChildNodes[i] is IElement child)
                {
                    switch (child.LocalName)
                    {
                        case "table":
                            nested++;
                            break;
                        case "tr":
                            rows++;
                            stack.Push(child);
                            break;
                        case "td" or "th":
                            cellsSeen++;
                            nested += child.GetElementsByTagName("table").Length > 0 ? 1 : 0;
                            break;
                        case "tbody" or "thead" or "tfoot":
                            stack.Push(child);
                            break;
                    }
                }
            }
        }

        return nested == 0 && rows >= 2 && cellsSeen >= 1.5 * rows;
    }

    private void Leave(Frame frame)
    {
        if (!ElementKinds.BreaksLine(frame.Element))
        {
            return;
        }

        if (cells is null)
        {
            Flush(frame);
            return;
        }

        if (frame.Element == ElementKind.Cell)
        {
            cells.Add(TextCleaning.Fold(line));
            line.Clear();
        }
        else if (frame.Element == ElementKind.Row)
        {
            AddRow(frame);
        }
    }

    private void AddRow(Frame frame)
    {
        if (cells!.Exists(c => c.Length > 0))
        {
            blocks.Add(new DraftBlock(ArticleBlockKind.TableRow, "", linkLength)
            {
                Cells = cells,
                Container = frame.Container,
                IsTableHeader = headerRow,
                Entry = frame.Entry,
            });
        }

        cells = null;
        linkLength = 0;
        line.Clear();
    }

    private void Append(string text, Frame frame)
    {
        if (text.AsSpan().IsWhiteSpace())
        {
            if (line.Length > 0)
            {
                line.Append(' ');
            }

            return;
        }

        pendingBreaks = 0;
        line.Append(text);
        linkLength += frame.InLink ? text.Length : 0;
    }

    /// <summary>A line break parts blocks: authors of pages use it between paragraphs and between the lines of a list.</summary>
    private void BreakLine(Frame frame)
    {
        pendingBreaks++;
        if (cells is not null || frame.Kind is ArticleBlockKind.Heading)
        {
            line.Append(' ');
            return;
        }

        Flush(frame);
    }

    private void Flush(Frame frame)
    {
        var text = TextCleaning.Fold(line);
        line.Clear();
        if (text.Length > 0)
        {
            blocks.Add(new DraftBlock(frame.Kind == ArticleBlockKind.TableRow ? ArticleBlockKind.Paragraph : frame.Node is null ? ArticleBlockKind.Paragraph : frame.Kind, text, linkLength)
            {
                Container = frame.Container,
                Level = frame.Level,
                Entry = frame.Entry,
            });
        }

        linkLength = 0;
    }
}
