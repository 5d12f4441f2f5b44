using System.Xml.Linq;

namespace ExtractionPipeline.Ingestion.Feeds;

/// <summary>Addresses in feeds: relative, blank-ridden, with or without a scheme.</summary>
internal static class FeedLinks
{
    /// <summary>The base of an element: its own <c>xml:base</c>, taken relative to the base around it.</summary>
    public static Uri BaseOf(XElement element, Uri around) =>
        element.Attribute(XNamespace.Xml + "base")?.Value is { Length: > 0 } stated && Resolve(stated, around) is { } own ? own : around;

    /// <summary>The absolute http(s) address; null when the text is none.</summary>
    public static Uri? Resolve(string? text, Uri address)
    {
        if (Cleaned(text) is not { Length: > 0 } link)
        {
            return null;
        }

        return Uri.TryCreate(address, link, out var resolved) && resolved.Scheme is "http" or "https" && resolved.Host.Length > 0 ? resolved : null;
    }

    /// <summary>The address if the text is one by itself; an identifier is no relative link.</summary>
    public static Uri? Absolute(string? text, Uri address) =>
        Cleaned(text) is { } link && (link.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || link.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) ? Resolve(link, address) : null;

    /// <summary>Without the blanks and line ends that editors leave around and within addresses.</summary>
    private static string? Cleaned(string? text) => text is null ? null : string.Concat(text.Trim().Where(c => c is not ('\r' or '\n' or '\t'))).Replace(" ", "%20", StringComparison.Ordinal);
}
