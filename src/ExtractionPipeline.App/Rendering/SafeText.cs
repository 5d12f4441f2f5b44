using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ExtractionPipeline.App.Rendering;

/// <summary>Makes text that came from a page harmless for a terminal: no control characters, no markup.</summary>
internal static class SafeText
{
    /// <summary>The text on one line without control, escape and direction characters.</summary>
    public static string Plain(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var category = char.GetUnicodeCategory(c);
            safe.Append(c is '\n' or '\r' or '\t' ? ' ' : category is UnicodeCategory.Control or UnicodeCategory.Format ? "" : c.ToString());
        }

        return safe.ToString();
    }

    /// <summary>The plain text with the characters escaped that mean something in markup.</summary>
    public static string Markup(string? text) => Plain(text).EscapeMarkup();

    /// <summary>The text cut to a width, an ellipsis at the cut.</summary>
    public static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");
}
