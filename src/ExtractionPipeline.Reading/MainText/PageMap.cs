using AngleSharp.Dom;

namespace ExtractionPipeline.Reading.MainText;

/// <summary>What the page map knows of one element.</summary>
internal struct MapEntry
{
    public IElement Element;
    public ElementKind Kind;
    public ElementHint Hints;

    /// <summary>Index of the parent's entry; -1 for the root.</summary>
    public int Parent;

    /// <summary>Index behind the last entry of the subtree.</summary>
    public int End;

    /// <summary>Width of the text that belongs to this block itself (inline elements included), blanks folded: a Chinese character counts as two.</summary>
    public int OwnText;

    /// <summary>The part of <see cref="OwnText"/> within links.</summary>
    public int OwnLinks;

    /// <summary>Commas and full stops in the own text.</summary>
    public int OwnMarks;

    /// <summary>How much speaks for the element's being the article.</summary>
    public double Value;

    /// <summary>Characters of text in the subtree.</summary>
    public int Text;

    /// <summary>The part of <see cref="Text"/> within links.</summary>
    public int Links;

    /// <summary>Characters of sentence-like text in the subtree.</summary>
    public int Prose;

    /// <summary>Whether the element and all below it is left out.</summary>
    public bool IsDropped;
}

/// <summary>
/// The page's elements in document order with the length of their own text: one pass over the tree, without recursion,
/// so that neither depth nor size of a page costs more than time in proportion.
/// </summary>
internal sealed class PageMap
{
    private readonly MapEntry[] entries;
    private readonly Dictionary<IElement, int> indexOf;

    private PageMap(MapEntry[] entries, int count, Dictionary<IElement, int> indexOf)
    {
        this.entries = entries;
        Count = count;
        this.indexOf = indexOf;
    }

    public int Count { get; }

    public ref MapEntry this[int index] => ref entries[index];

    /// <summary>The element's index; -1 when it was left out.</summary>
    public int IndexOf(IElement element) => indexOf.GetValueOrDefault(element, -1);

    public static PageMap Of(IElement root, HintLexicon hints)
    {
        var entries = new MapEntry[256];
        var indexOf = new Dictionary<IElement, int>(256);
        var count = 0;
        var stack = new Stack<(INode Node, int Child, int Block, bool InLink)>();
        Add(ref entries, ref count, indexOf, root, -1, hints);
        stack.Push((root, 0, 0, false));
        while (stack.TryPop(out var frame))
        {
            if (frame.Child >= frame.Node.ChildNodes.Length)
            {
                Close(entries, indexOf, frame.Node, count);
                continue;
            }

            var child = frame.Node.ChildNodes[frame.Child];
            stack.Push(frame with { Child = frame.Child + 1 });
            if (child is IText text)
            {
                AddText(ref entries[frame.Block], text.Data, frame.InLink);
            }
            else if (child is IElement element && Visit(ref entries, ref count, indexOf, element, frame.Block, hints) is { } block)
            {
                stack.Push((element, 0, block, frame.InLink || element.LocalName == "a"));
            }
        }

        return new PageMap(entries, count, indexOf);
    }

    /// <summary>The block that the element's text belongs to; null when nothing of it counts.</summary>
    private static int? Visit(ref MapEntry[] entries, ref int count, Dictionary<IElement, int> indexOf, IElement element, int block, HintLexicon hints)
    {
        var kind = ElementKinds.Of(element.LocalName);
        if (kind == ElementKind.Dropped || IsHidden(element))
        {
            return null;
        }

        if (!ElementKinds.BreaksLine(kind))
        {
            return block;
        }

        return Add(ref entries, ref count, indexOf, element, block, hints);
    }

    private static int Add(ref MapEntry[] entries, ref int count, Dictionary<IElement, int> indexOf, IElement element, int parent, HintLexicon hints)
    {
        if (count == entries.Length)
        {
            Array.Resize(ref entries, 2 * count);
        }

        entries[count] = new MapEntry
        {
            Element = element,
            Kind = ElementKinds.Of(element.LocalName),
            Hints = element.LocalName is "tr" or "td" or "th" or "tbody" ? ElementHint.None : HintsOf(element, hints),
            Parent = parent,
            End = count + 1,
        };
        indexOf.Add(element, count);
        return count++;
    }

    private static void Close(MapEntry[] entries, Dictionary<IElement, int> indexOf, INode node, int count)
    {
        if (node is IElement element && indexOf.TryGetValue(element, out var index))
        {
            entries[index].End = count;
        }
    }

    private static ElementHint HintsOf(IElement element, HintLexicon hints)
    {
        var found = ElementHint.None;
        if (element.Attributes.Length == 0)
        {
            return found;
        }

        if (element.ClassName is { Length: > 0 } names)
        {
            found |= hints.HintsOf(names);
        }

        if (element.Id is { Length: > 0 } id)
        {
            found |= hints.HintsOf(id);
        }

        if (element.GetAttribute("itemprop") is "articleBody")
        {
            found |= ElementHint.Body;
        }

        if ((found & ElementHint.Boilerplate) != 0 && element is { ChildElementCount: 1 or 2, FirstElementChild.LocalName: "blockquote" })
        {
            // The frame of a quoted post ("social-media-embed"): what an article shows of others' words is its own text.
            found &= ~ElementHint.Boilerplate;
        }

        return element.GetAttribute("role") is "navigation" or "complementary" or "banner" or "contentinfo" or "search" or "dialog" or "menu" or "toolbar"
            ? found | ElementHint.Boilerplate
            : found;
    }

    private static bool IsHidden(IElement element) => element.Attributes.Length > 0 && HasHidingAttribute(element);

    private static bool HasHidingAttribute(IElement element) =>
        element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true"
        || (element.GetAttribute("style") is { Length: > 0 } style && (style.Contains("display:none", StringComparison.OrdinalIgnoreCase)
            || style.Contains("display: none", StringComparison.OrdinalIgnoreCase) || style.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase)));

    private static void AddText(ref MapEntry entry, string text, bool inLink)
    {
        int length = 0, marks = 0;
        var blank = true;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                length += blank ? 0 : 1;
                blank = true;
                continue;
            }

            blank = false;
            length += TextCleaning.Width(c);
            marks += c is ',' or '.' or '，' or '。' or '、' ? 1 : 0;
        }

        entry.OwnText += length;
        entry.OwnMarks += marks;
        entry.OwnLinks += inLink ? length : 0;
    }
}
