using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ExtractionPipeline.Ingestion.Feeds;

namespace ExtractionPipeline.Ingestion.Sources;

/// <summary>
/// Finds the articles that a page links to: by a selector, or by itself. Then links are grouped by their place in the page's
/// structure, and the group with the most headline-like texts of the page's own site wins; menus and footers are left out.
/// </summary>
internal static class ListingLinks
{
    private const int Headline = 20;
    private const int Fewest = 3;
    private const int Most = 500;

    private static readonly string[] Frames = ["nav", "footer", "header", "aside", "form"];

    /// <summary>The links in page order, each address once; empty when the page has no list.</summary>
    /// <param name="html">The page.</param>
    /// <param name="selector">Which links; null to find them. A selector that is none gives nothing.</param>
    /// <param name="address">The page's address, the base of its links.</param>
    public static IReadOnlyList<FeedEntry> Find(string html, string? selector, Uri address)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var baseAddress = FeedLinks.Resolve(document.QuerySelector("base[href]")?.GetAttribute("href"), address) ?? address;
        IEnumerable<IElement> links;
        try
        {
            links = selector is null ? FindGroup(document, baseAddress) : document.QuerySelectorAll(selector).SelectMany(e => e.LocalName == "a" ? [e] : e.QuerySelectorAll("a[href]").AsEnumerable());
        }
        catch (DomException)
        {
            return [];
        }

        return [.. links.Select(l => Entry(l, baseAddress)).OfType<FeedEntry>().DistinctBy(e => e.Link).Where(e => e.Link != address).Take(Most)];
    }

    private static List<IElement> FindGroup(IDocument document, Uri address)
    {
        var groups = document.QuerySelectorAll("a[href]")
            .Where(l => !IsFrame(l) && FeedLinks.Resolve(l.GetAttribute("href"), address) is { } link && link.Host == address.Host && link.AbsolutePath.Length > 1)
            .GroupBy(Place, StringComparer.Ordinal)
            .Select(g => (Links: g.ToList(), Headlines: g.Where(l => Text(l).Length >= Headline).Select(l => l.GetAttribute("href")).Distinct(StringComparer.Ordinal).Count()))
            .Where(g => g.Headlines >= Fewest && g.Headlines * 2 >= g.Links.Count)
            .OrderByDescending(g => g.Headlines * g.Links.Average(l => Math.Min(Text(l).Length, 120)))
            .FirstOrDefault();
        return groups.Links ?? [];
    }

    private static FeedEntry? Entry(IElement link, Uri address)
    {
        var target = FeedLinks.Resolve(link.GetAttribute("href"), address);
        return target is null ? null : new FeedEntry { Link = target, Title = FeedWords.Limit(FeedWords.Plain(Text(link)), 1000) };
    }

    /// <summary>The names and classes of the elements around a link, without numbers that tell siblings apart.</summary>
    private static string Place(IElement link) =>
        string.Join('>', link.Ancestors<IElement>().Take(6).Prepend(link).Select(e => $"{e.LocalName}.{string.Join('.', e.ClassList.Where(c => !c.Any(char.IsDigit)).Order(StringComparer.Ordinal))}"));

    private static bool IsFrame(IElement link) => link.Ancestors<IElement>().Any(a => Frames.Contains(a.LocalName, StringComparer.Ordinal));

    private static string Text(IElement link) => link.TextContent.Trim();
}
