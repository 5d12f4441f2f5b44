using AngleSharp.Html.Dom;
using ExtractionPipeline.Reading.MainText;

namespace ExtractionPipeline.Reading.Metadata;

/// <summary>
/// Reads what a page says of itself. The most deliberate source comes first: JSON-LD, then OpenGraph and other
/// <c>meta</c> elements, then <c>time</c> and headings, at last the visible text.
/// </summary>
internal static class MetadataReader
{
    private static readonly string[] PublishedNames =
    [
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "date_published", "publishdate", "publish_date",
        "publish-date", "pubdate", "publication_date", "publicationdate", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date",
        "citation_date", "parsely-pub-date", "sailthru.date", "article.published", "og:published_time", "og:release_date", "date", "release_date", "created",
    ];

    private static readonly string[] AuthorNames = ["author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "byl", "twitter:creator"];

    /// <summary>The page's own heading that shows the article's title; null when none does.</summary>
    public static string? HeadingOf(PageElements page) => TitleReader.HeadingOf(page);

    /// <param name="document">The page.</param>
    /// <param name="page">Its telling elements.</param>
    /// <param name="address">The address that relative references are resolved against; null for files.</param>
    /// <param name="lines">Short lines around the title, in which date and author may stand.</param>
    public static PageMetadata Read(IHtmlDocument document, PageElements page, Uri? address, IReadOnlyList<string> lines)
    {
        var json = page.JsonLd;
        var siteName = Clean(page.Meta("og:site_name")) ?? Clean(page.Meta("application-name")) ?? Clean(json?.Publisher);
        var (title, heading) = TitleReader.Read(page, json?.Headline, siteName);
        return new PageMetadata
        {
            Title = title,
            Heading = heading,
            SiteName = siteName,
            Author = Author(page, json, lines),
            PublishedOn = Published(page, json, lines),
            Language = Language(document, page, json),
            CanonicalAddress = Canonical(page, json, address),
        };
    }

    private static string? Author(PageElements page, JsonLdArticle? json, IReadOnlyList<string> lines)
    {
        var named = Clean(json?.Author) ?? AuthorNames.Select(n => Clean(page.Meta(n))).FirstOrDefault(IsName) ?? Clean(page.AuthorText) ?? lines.Where(l => l.Length < 80 && l.StartsWith("by ", StringComparison.OrdinalIgnoreCase)).FirstOrDefault();
        return IsName(named) ? StripBy(named!) : null;
    }

    private static bool IsName(string? text) => text is { Length: > 1 and < 200 } && !text.Contains("://", StringComparison.Ordinal) && !text.StartsWith('@');

    private static string StripBy(string text) => text.StartsWith("by ", StringComparison.OrdinalIgnoreCase) ? text[3..].Trim() : text;

    private static DateOnly? Published(PageElements page, JsonLdArticle? json, IReadOnlyList<string> lines)
    {
        if (DateReader.Find(json?.Published) is { } stated)
        {
            return stated;
        }

        foreach (var name in PublishedNames)
        {
            if (DateReader.Find(page.Meta(name)) is { } day)
            {
                return day;
            }
        }

        return page.Times.Select(DateReader.Find).FirstOrDefault(d => d is not null) ?? DateReader.Find(page.DateText) ?? lines.Select(DateReader.Find).FirstOrDefault(d => d is not null);
    }

    private static string? Language(IHtmlDocument document, PageElements page, JsonLdArticle? json)
    {
        var stated = Clean(document.DocumentElement?.GetAttribute("lang")) ?? Clean(document.DocumentElement?.GetAttribute("xml:lang"))
            ?? Clean(page.Meta("content-language")) ?? Clean(page.Meta("og:locale")) ?? Clean(json?.Language) ?? Clean(page.Meta("dc.language"));
        var tag = stated?.Split(',', ';')[0].Trim().Replace('_', '-');
        return tag is { Length: >= 2 and <= 12 } && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? tag : null;
    }

    private static Uri? Canonical(PageElements page, JsonLdArticle? json, Uri? address)
    {
        foreach (var stated in (ReadOnlySpan<string?>)[page.CanonicalLink, page.Meta("og:url"), json?.Address])
        {
            if (Absolute(stated, address) is { } canonical)
            {
                return canonical;
            }
        }

        return null;
    }

    private static Uri? Absolute(string? reference, Uri? address)
    {
        if (string.IsNullOrWhiteSpace(reference))
        {
            return null;
        }

        var found = Uri.TryCreate(reference.Trim(), UriKind.Absolute, out var absolute) || (address is not null && Uri.TryCreate(address, reference.Trim(), out absolute));
        return found && absolute!.Scheme is "http" or "https" && absolute.UserInfo.Length == 0 ? absolute : null;
    }

    private static string? Clean(string? text) => text is not null && TextCleaning.Fold(text) is { Length: > 0 } folded ? folded : null;
}
