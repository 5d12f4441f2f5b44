using System.Buffers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace ExtractionPipeline.Reading.Metadata;

/// <summary>The elements that tell of a page, gathered in one pass over it.</summary>
internal sealed class PageElements
{
    private const int MostTimes = 8;
    private const int MostHeadings = 16;

    private static readonly SearchValues<string> TellingNames = SearchValues.Create(["date", "time", "publish", "author", "byline"], StringComparison.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> meta = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> times = [];
    private readonly List<string> headings = [];

    public JsonLdArticle? JsonLd { get; private set; }

    public string? CanonicalLink { get; private set; }

    public string? TitleElement { get; private set; }

    /// <summary>Texts of the <c>h1</c> and <c>h2</c> elements in document order.</summary>
    public IReadOnlyList<string> Headings => headings;

    /// <summary>Stamps or texts of <c>time</c> elements in document order.</summary>
    public IReadOnlyList<string> Times => times;

    /// <summary>Text of the first element marked as the author.</summary>
    public string? AuthorText { get; private set; }

    /// <summary>Text of the first element whose class speaks of a date.</summary>
    public string? DateText { get; private set; }

    /// <summary>Content of the first <c>meta</c> element of the name or property.</summary>
    public string? Meta(string name) => meta.GetValueOrDefault(name);

    public static PageElements Of(IHtmlDocument document)
    {
        var page = new PageElements();
        var stack = new Stack<IElement>();
        if (document.DocumentElement is { } root)
        {
            stack.Push(root);
        }

        while (stack.TryPop(out var element))
        {
            page.Take(element);
            for (var i = element.ChildNodes.Length - 1; i >= 0; i--)
            {
                if (element.ChildNodes[i] is IElement child && child.LocalName is not ("svg" or "select" or "style" or "template" or "iframe" or "noscript"))
                {
                    stack.Push(child);
                }
            }
        }

        return page;
    }

    private void Take(IElement element)
    {
        switch (element.LocalName)
        {
            case "meta":
                TakeMeta(element);
                break;
            case "link" when element.GetAttribute("rel") is { } rel && rel.Contains("canonical", StringComparison.OrdinalIgnoreCase):
                CanonicalLink ??= element.GetAttribute("href");
                break;
            case "script" when JsonLd is null && element.GetAttribute("type") is { } type && type.Contains("ld+json", StringComparison.OrdinalIgnoreCase):
                JsonLd = JsonLdArticle.Parse(element.TextContent);
                break;
            case "title" when TitleElement is null && element.ParentElement?.LocalName is "head" or "html" or "body":
                TitleElement = element.TextContent;
                break;
            case "h1" or "h2" when headings.Count < MostHeadings:
                headings.Add(element.TextContent);
                break;
            case "time" when times.Count < MostTimes:
                times.Add(element.GetAttribute("datetime") ?? element.TextContent);
                break;
            default:
                TakeMarked(element);
                break;
        }
    }

    private void TakeMeta(IElement element)
    {
        var name = element.GetAttribute("property") ?? element.GetAttribute("name") ?? element.GetAttribute("itemprop") ?? element.GetAttribute("http-equiv");
        if (name is not null && element.GetAttribute("content") is { Length: > 0 } content)
        {
            meta.TryAdd(name.Trim(), content);
        }
    }

    private void TakeMarked(IElement element)
    {
        if (element.Attributes.Length == 0)
        {
            return;
        }

        var mark = element.GetAttribute("itemprop");
        if (mark == "datePublished" && times.Count < MostTimes)
        {
            times.Insert(0, element.GetAttribute("content") ?? element.TextContent);
        }

        if (AuthorText is null && (mark == "author" || (element.LocalName is "a" && element.GetAttribute("rel") == "author")))
        {
            AuthorText = Short(element);
        }

        if (element.ClassName is not { Length: > 0 } names)
        {
            return;
        }

        if (!names.AsSpan().ContainsAny(TellingNames))
        {
            return;
        }

        if (DateText is null && HasAny(names, "date", "time", "publish"))
        {
            DateText = Short(element) is { } text && DateReader.Find(text) is not null ? text : null;
        }

        if (AuthorText is null && HasAny(names, "author", "byline"))
        {
            AuthorText = Short(element);
        }
    }

    private static bool HasAny(string names, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (names.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The element's text when it is a short leaf or near one; null otherwise, so that no subtree is read twice.</summary>
    private static string? Short(IElement element) =>
        element.ChildElementCount <= 4 && element.TextContent.Trim() is { Length: > 1 and < 120 } text ? text : null;
}
