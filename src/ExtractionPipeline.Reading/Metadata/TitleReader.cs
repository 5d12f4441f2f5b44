using ExtractionPipeline.Reading.MainText;

namespace ExtractionPipeline.Reading.Metadata;

/// <summary>Finds the article's title and takes the site's name off it.</summary>
internal static class TitleReader
{
    private const int ShortestTitle = 8;

    private static readonly string[] Separators = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", "_"];

    /// <summary>The title, and the page's own heading that repeats it.</summary>
    public static (string? Title, string? Heading) Read(PageElements page, string? headline, string? siteName)
    {
        var whole = Clean(page.TitleElement);
        var heading = HeadingOf(page);
        var social = Clean(page.Meta("og:title")) ?? Clean(page.Meta("twitter:title"));
        var title = heading ?? Clean(headline) ?? (social is null ? null : StripSite(social, siteName)) ?? (whole is null ? null : StripSite(whole, siteName));
        return (title, heading);
    }

    /// <summary>The longest heading whose words stand in the page's title too (a shorter one may be the site's name); the only heading where there is one and no title.</summary>
    public static string? HeadingOf(PageElements page)
    {
        var whole = Clean(page.TitleElement);
        var social = Clean(page.Meta("og:title"));
        var headings = page.Headings.Select(Clean).Where(h => h is { Length: >= ShortestTitle }).ToList();
        var best = headings.Where(h => Shares(h!, whole) || Shares(h!, social)).MaxBy(h => h!.Length);
        var length = Math.Min(whole?.Length ?? int.MaxValue, social?.Length ?? int.MaxValue);
        return best is not null && best.Length >= 0.4 * length ? best : (whole is null && social is null && headings.Count == 1 ? headings[0] : null);
    }

    private static bool Shares(string heading, string? title)
    {
        if (title is null)
        {
            return false;
        }

        if (title.Contains(heading, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var words = Words(heading);
        var others = Words(title);
        return words.Count >= 3 && words.Count(others.Contains) >= 0.6 * words.Count;
    }

    private static HashSet<string> Words(string text) =>
        new(text.Split([' ', ',', '.', ':', ';', '!', '?', '"', '\'', '’', '“', '”', '|', '-'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    /// <summary>Cuts "… - Site" and "Site | …": the part that is the site's name, or else the short last part.</summary>
    private static string StripSite(string title, string? siteName)
    {
        foreach (var separator in Separators)
        {
            var last = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (last < ShortestTitle)
            {
                continue;
            }

            var tail = title[(last + separator.Length)..].Trim();
            var isSite = siteName is not null && (tail.Contains(siteName, StringComparison.OrdinalIgnoreCase) || siteName.Contains(tail, StringComparison.OrdinalIgnoreCase));
            if (isSite || (tail.Length < 0.4 * title.Length && tail.Split(' ').Length <= 4))
            {
                return title[..last].Trim();
            }
        }

        return title;
    }

    private static string? Clean(string? text) => text is not null && TextCleaning.Fold(text) is { Length: > 0 } folded ? folded : null;
}
