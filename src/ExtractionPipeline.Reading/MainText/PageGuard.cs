using System.Globalization;

namespace ExtractionPipeline.Reading.MainText;

/// <summary>
/// Refuses pages that would cost a parser more than they are worth. HTML's rules make a parser look through all open
/// elements again and again, so that a page nested very deep takes time by the square of its depth; a look at the
/// tags alone, in one pass over the text, tells beforehand.
/// </summary>
internal static class PageGuard
{
    /// <summary>Why the page is refused, in one line; null when it may be parsed.</summary>
    public static string? Refuse(ReadOnlySpan<char> html, ArticleReaderOptions options) => MayBeDeep(html, options) ? Measure(html, options) : null;

    /// <summary>A quick look that counts every tag as one that needs an end: what stays below the limits so cannot exceed them.</summary>
    private static bool MayBeDeep(ReadOnlySpan<char> html, ArticleReaderOptions options)
    {
        int depth = 0, elements = 0;
        var rest = html;
        for (var open = rest.IndexOf('<'); open >= 0 && open + 1 < rest.Length; open = rest.IndexOf('<'))
        {
            var next = rest[open + 1];
            if (next == '/')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (char.IsAsciiLetter(next))
            {
                elements++;
                if (++depth > options.MaximumDepth)
                {
                    return true;
                }
            }

            rest = rest[(open + 1)..];
        }

        return elements > options.MaximumElements;
    }

    private static string? Measure(ReadOnlySpan<char> html, ArticleReaderOptions options)
    {
        int depth = 0, deepest = 0, elements = 0;
        for (var i = IndexOf(html, "<", 0); i >= 0 && i + 1 < html.Length; i = IndexOf(html, "<", i + 1))
        {
            var next = html[i + 1];
            if (next == '/')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (next == '!' && html[i..].StartsWith("<!--"))
            {
                var close = IndexOf(html, "-->", i + 4);
                i = close < 0 ? html.Length - 1 : close;
            }
            else if (char.IsAsciiLetter(next))
            {
                elements++;
                var name = NameAt(html, i + 1);
                i = SkipRawText(html, i, name);
                depth += NeedsNoEndTag(name) || IsSelfClosed(html, i) ? 0 : 1;
                deepest = Math.Max(deepest, depth);
            }
        }

        return deepest > options.MaximumDepth ? string.Create(CultureInfo.InvariantCulture, $"elements nested {deepest:N0} deep (at most {options.MaximumDepth:N0})")
            : elements > options.MaximumElements ? string.Create(CultureInfo.InvariantCulture, $"{elements:N0} elements (at most {options.MaximumElements:N0})")
            : null;
    }

    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> html, int start)
    {
        var end = start;
        while (end < html.Length && char.IsAsciiLetterOrDigit(html[end]))
        {
            end++;
        }

        return html[start..end];
    }

    /// <summary>Scripts and styles may hold what looks like tags.</summary>
    private static int SkipRawText(ReadOnlySpan<char> html, int open, ReadOnlySpan<char> name)
    {
        if (!name.Equals("script", StringComparison.OrdinalIgnoreCase) && !name.Equals("style", StringComparison.OrdinalIgnoreCase))
        {
            return open;
        }

        var close = IndexOf(html, name.Length == 6 ? "</script" : "</style", open);
        return close < 0 ? html.Length - 1 : close - 1;
    }

    private static bool IsSelfClosed(ReadOnlySpan<char> html, int open)
    {
        var close = IndexOf(html, ">", open);
        return close > 0 && html[close - 1] == '/';
    }

    private static int IndexOf(ReadOnlySpan<char> html, string text, int from)
    {
        var found = from >= html.Length ? -1 : html[from..].IndexOf(text, text.Length > 3 ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        return found < 0 ? -1 : from + found;
    }

    private static bool NeedsNoEndTag(ReadOnlySpan<char> name)
    {
        Span<char> lower = stackalloc char[10];
        if (name.Length > lower.Length)
        {
            return false;
        }

        name.ToLowerInvariant(lower);
        return lower[..name.Length] is "br" or "img" or "input" or "meta" or "link" or "hr" or "p" or "li" or "td" or "th" or "tr" or "option" or "dt" or "dd" or "area"
            or "base" or "col" or "source" or "wbr" or "embed" or "param" or "track" or "tbody" or "thead" or "script" or "style" or "path" or "use";
    }
}
