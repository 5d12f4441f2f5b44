using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ExtractionPipeline.Evaluation.Reporting.Html;

/// <summary>Builds HTML as elements, so that text from pages and gold is always encoded.</summary>
internal static class HtmlBuilder
{
    private static readonly string[] Void = ["meta", "br", "input"];

    /// <summary>An element; strings among the content become text, attributes stay attributes.</summary>
    public static XElement Tag(string name, params IEnumerable<object?> content)
    {
        var element = new XElement(name, content.Select(c => c is string text ? Clean(text) : c));
        if (element.IsEmpty && !Void.Contains(name))
        {
            // An empty text keeps the end tag, which HTML asks for.
            element.Add("");
        }

        return element;
    }

    public static XAttribute Attribute(string name, string value) => new(name, Clean(value));

    public static XAttribute Class(string value) => new("class", value);

    /// <summary>A table with a caption and a header row; the first column of each row heads it.</summary>
    public static XElement Table(string caption, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object>> rows, string style = "") =>
        Tag(
            "div",
            Class("scroll"),
            Attribute("tabindex", "0"),
            Attribute("role", "region"),
            Attribute("aria-label", caption),
            Tag(
                "table",
                style.Length > 0 ? Class(style) : null,
                Tag("caption", caption),
                Tag("thead", Tag("tr", header.Select(h => Tag("th", Attribute("scope", "col"), h)))),
                Tag("tbody", rows.Select(r => Tag("tr", r.Select((cell, i) => i == 0 ? Tag("th", Attribute("scope", "row"), cell) : cell as XElement is { Name.LocalName: "td" } td ? td : Tag("td", cell)))))));

    /// <summary>A whole document; the script, which HTML does not want encoded, goes to the end of its body.</summary>
    public static string Document(XElement html, string script)
    {
        const string End = "</body></html>";
        var text = html.ToString(SaveOptions.DisableFormatting);
        return $"<!DOCTYPE html>\n{text[..^End.Length]}<script>{script}</script>{End}\n";
    }

    /// <summary>Without the characters that no document may hold.</summary>
    private static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text, i))
            {
                clean.Append(text, i++, 2);
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
        }

        return clean.ToString();
    }
}
