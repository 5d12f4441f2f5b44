using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using System.Xml.Linq;

namespace ExtractionPipeline.Ingestion.Feeds;

/// <summary>Plain text of titles and summaries, which come as text, as HTML escaped once or twice, as XHTML or in base 64.</summary>
internal static partial class FeedWords
{
    private const int Most = 200_000;

    /// <summary>The element's words without markup; null when there are none.</summary>
    public static string? Plain(XElement element)
    {
        var mode = element.Attribute("mode")?.Value;
        var type = element.Attribute("type")?.Value ?? "";
        var value = element.Value;
        if (mode == "base64" || (mode is null && type.Length > 0 && !type.StartsWith("text", StringComparison.Ordinal) && type is not ("html" or "xhtml") && !type.EndsWith("xml", StringComparison.Ordinal)))
        {
            value = FromBase64(value) ?? value;
        }

        // Markup that is part of the document is no longer escaped: its words are the text nodes as they are.
        var isText = type is "text" or "text/plain" || element.HasElements;
        return isText ? Collapse(Remake(value)) : Plain(value);
    }

    /// <summary>The words of a text that may be HTML; null when there are none.</summary>
    public static string? Plain(string? value)
    {
        if (value is null)
        {
            return null;
        }

        value = Remake(value.Length > Most ? value[..Most] : value);
        if (value.AsSpan().IndexOfAny('<', '&') >= 0)
        {
            value = WebUtility.HtmlDecode(Tags().Replace(value, " "));
        }

        return Collapse(value);
    }

    /// <summary>The beginning of a long text, cut between words.</summary>
    public static string? Limit(string? value, int length)
    {
        if (value is null || value.Length <= length)
        {
            return value;
        }

        var end = value.LastIndexOf(' ', length - 1);
        end = end > length / 2 ? end : length;
        return value[..(char.IsHighSurrogate(value[end - 1]) ? end - 1 : end)];
    }

    private static string? Collapse(string value)
    {
        var text = Blanks().Replace(value, " ").Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>UTF-8 that was taken for Latin-1 on its way, made whole again; anything else as it is.</summary>
    private static string Remake(string value)
    {
        if (!value.Any(c => c is >= '\u0080' and <= '\u009f') || value.Any(c => c > '\u00ff'))
        {
            return value;
        }

        var bytes = Encoding.Latin1.GetBytes(value);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : value;
    }

    private static string? FromBase64(string value)
    {
        var buffer = new byte[value.Length];
        return Convert.TryFromBase64String(value.Trim(), buffer, out var length) && Utf8.IsValid(buffer.AsSpan(0, length)) ? Encoding.UTF8.GetString(buffer, 0, length) : null;
    }

    [GeneratedRegex(@"<(script|style)\b.*?</\1\s*>|<!--.*?-->|</?[A-Za-z!][^<>]*>", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
