using System.Xml.Linq;

namespace ExtractionPipeline.Ingestion.Feeds;

/// <summary>Reads one entry, whatever vocabulary it mixes.</summary>
internal static class FeedEntryReader
{
    private const int LongestSummary = 2000;
    private const int LongestTitle = 1000;
    private const int LongestId = 2000;

    public static FeedEntry Read(XElement entry, Uri address)
    {
        var parts = new Parts();
        foreach (var child in entry.Elements())
        {
            Take(child, FeedLinks.BaseOf(child, address), parts);
        }

        var about = entry.Attributes().FirstOrDefault(a => a.Name.LocalName == "about")?.Value;
        var id = parts.Id ?? about;
        return new FeedEntry
        {
            Id = FeedWords.Limit(Blank(id), LongestId),
            Link = parts.OriginalLink ?? parts.Link ?? parts.AtomLink ?? (parts.IsIdLink ? FeedLinks.Absolute(id, address) : null) ?? FeedLinks.Absolute(about, address),
            Title = FeedWords.Limit(parts.Title ?? parts.OtherTitle, LongestTitle),
            Summary = FeedWords.Limit(parts.Content ?? parts.Summary, LongestSummary),
            PublishedAt = parts.PublishedAt ?? parts.OtherDate,
            UpdatedAt = parts.UpdatedAt,
        };
    }

    private sealed class Parts
    {
        public string? Id { get; set; }

        public bool IsIdLink { get; set; } = true;

        public Uri? Link { get; set; }

        public Uri? AtomLink { get; set; }

        public bool IsAtomLinkPage { get; set; }

        public Uri? OriginalLink { get; set; }

        public string? Title { get; set; }

        public string? OtherTitle { get; set; }

        public string? Summary { get; set; }

        public string? Content { get; set; }

        public DateTimeOffset? PublishedAt { get; set; }

        public DateTimeOffset? OtherDate { get; set; }

        public DateTimeOffset? UpdatedAt { get; set; }
    }

    private static void Take(XElement child, Uri address, Parts parts)
    {
        switch (Namespaces.VocabularyOf(child.Name), child.Name.LocalName.ToLowerInvariant())
        {
            case ("", "guid"):
                parts.Id ??= child.Value.Trim();
                parts.IsIdLink = !string.Equals(child.Attribute("isPermaLink")?.Value.Trim(), "false", StringComparison.OrdinalIgnoreCase);
                break;
            case ("" or "atom", "id"):
                parts.Id ??= child.Value.Trim();
                break;
            case ("dc", "identifier"):
                parts.Id ??= Blank(child.Value);
                break;
            case ("" or "atom", "link"):
                TakeLink(child, address, parts);
                break;
            case ("", "loc"):
                parts.Link ??= FeedLinks.Resolve(child.Value, address);
                break;
            case ("feedburner", "origlink"):
                parts.OriginalLink ??= FeedLinks.Resolve(child.Value, address);
                break;
            case ("" or "atom", "title"):
                parts.Title ??= FeedWords.Plain(child);
                break;
            case ("dc" or "media" or "itunes", "title"):
                parts.OtherTitle ??= FeedWords.Plain(child);
                break;
            case ("news", "news"):
                parts.Title ??= child.Elements().FirstOrDefault(e => e.Name.LocalName == "title") is { } name ? FeedWords.Plain(name) : null;
                parts.PublishedAt ??= FeedDates.Parse(child.Elements().FirstOrDefault(e => e.Name.LocalName == "publication_date")?.Value);
                break;
            case ("" or "atom", "description" or "summary" or "tagline") or ("dc" or "dcterms", "description" or "abstract") or ("itunes", "summary"):
                parts.Summary ??= FeedWords.Plain(child);
                break;
            case ("" or "atom", "content") or ("content", "encoded") or ("xhtml", "body" or "div"):
                parts.Content ??= FeedWords.Plain(child);
                break;
            case ("", "pubdate") or ("" or "atom", "published" or "issued"):
                parts.PublishedAt ??= FeedDates.Parse(child.Value);
                break;
            case ("dc", "date" or "created" or "issued" or "available") or ("" or "atom", "created" or "date"):
                parts.OtherDate ??= FeedDates.Parse(child.Value);
                break;
            case ("" or "atom", "updated" or "modified" or "lastmod") or ("dc", "modified"):
                parts.UpdatedAt ??= FeedDates.Parse(child.Value);
                break;
        }
    }

    private static void TakeLink(XElement link, Uri address, Parts parts)
    {
        var href = link.Attribute("href")?.Value;
        if (href is null && link.Attribute("rel") is null)
        {
            parts.Link ??= FeedLinks.Resolve(link.Value, address);
            return;
        }

        if ((link.Attribute("rel")?.Value ?? "alternate") is not "alternate")
        {
            return;
        }

        // Of several alternates the page for people wins.
        var target = FeedLinks.Resolve(href ?? link.Value, address);
        var isPage = link.Attribute("type")?.Value is null or "text/html" or "application/xhtml+xml";
        if (target is not null && (parts.AtomLink is null || (isPage && !parts.IsAtomLinkPage)))
        {
            (parts.AtomLink, parts.IsAtomLinkPage) = (target, isPage);
        }
    }

    private static string? Blank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
