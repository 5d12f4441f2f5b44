using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ExtractionPipeline.Ingestion.Feeds;

/// <summary>
/// Reads XML that no XML reader takes: bare ampersands, HTML's entities, forbidden characters, attributes without quotes, end
/// tags that are missing, wrong or crossed, undeclared prefixes, a file cut off anywhere. It has no document types and no
/// entities but HTML's named ones, so nothing in a file can make it read or grow more than the file itself.
/// </summary>
internal sealed class TolerantMarkup
{
    private const int DeepestNesting = 256;

    private readonly string text;
    private readonly Stack<(string Name, XElement Element, Dictionary<string, string>? Prefixes)> open = new();
    private readonly StringBuilder run = new();
    private XElement? root;
    private int position;

    private TolerantMarkup(string text) => this.text = text;

    /// <summary>The root element with all that could be read of it; null when there is no element at all. Linear in the text's length.</summary>
    public static XElement? Read(string text) => new TolerantMarkup(text).Read();

    private XElement? Read()
    {
        while (position < text.Length)
        {
            var next = text.IndexOf('<', position);
            if (next < 0)
            {
                // A file cut off within a text keeps the text that came.
                AddText(position, text.Length);
                break;
            }

            AddText(position, next);
            position = next;
            ReadMarkup();
        }

        FlushText();
        return root;
    }

    private void ReadMarkup()
    {
        if (Skips("<!--", "-->") || Skips("<?", "?>"))
        {
            return;
        }

        if (At("<![CDATA["))
        {
            var start = position + 9;
            var end = text.IndexOf("]]>", start, StringComparison.Ordinal);
            run.Append(text, start, (end < 0 ? text.Length : end) - start);
            position = end < 0 ? text.Length : end + 3;
        }
        else if (At("<!"))
        {
            SkipDocumentType();
        }
        else if (At("</"))
        {
            FlushText();
            ReadEndTag();
        }
        else if (position + 1 < text.Length && IsNameStart(text[position + 1]))
        {
            FlushText();
            ReadStartTag();
        }
        else
        {
            run.Append('<');
            position++;
        }
    }

    private void ReadStartTag()
    {
        position++;
        var name = ReadName();
        var attributes = new List<(string Name, string Value)>();
        var isEmpty = ReadAttributes(attributes);
        var prefixes = attributes.Any(a => a.Name == "xmlns" || a.Name.StartsWith("xmlns:", StringComparison.Ordinal))
            ? attributes.Where(a => a.Name.StartsWith("xmlns", StringComparison.Ordinal)).GroupBy(a => a.Name == "xmlns" ? "" : a.Name[6..]).ToDictionary(g => g.Key, g => g.Last().Value)
            : null;
        var element = new XElement(Expand(name, prefixes, useDefault: true));
        foreach (var (attribute, value) in attributes.Where(a => !a.Name.StartsWith("xmlns", StringComparison.Ordinal)))
        {
            element.SetAttributeValue(Expand(attribute, prefixes, useDefault: false), value);
        }

        if (open.Count > 0)
        {
            open.Peek().Element.Add(element);
        }
        else if (root is null)
        {
            root = element;
        }
        else
        {
            // A second root: junk behind the feed's end, or a root closed too soon.
            root.Add(element);
        }

        if (!isEmpty && open.Count < DeepestNesting)
        {
            open.Push((name, element, prefixes));
        }
    }

    private void ReadEndTag()
    {
        position += 2;
        var name = ReadName();
        var end = text.IndexOf('>', position);
        position = end < 0 ? text.Length : end + 1;
        if (!open.Any(o => o.Name == name))
        {
            return;
        }

        while (open.Count > 0 && open.Pop().Name != name)
        {
            // Elements left open within are closed with it.
        }
    }

    private bool ReadAttributes(List<(string Name, string Value)> attributes)
    {
        while (position < text.Length)
        {
            var c = text[position];
            if (c == '>')
            {
                position++;
                return false;
            }

            if (c == '/' && position + 1 < text.Length && text[position + 1] == '>')
            {
                position += 2;
                return true;
            }

            if (c == '<')
            {
                return false;
            }

            if (!IsNameStart(c))
            {
                position++;
                continue;
            }

            var name = ReadName();
            attributes.Add((name, ReadValue()));
        }

        return false;
    }

    private string ReadValue()
    {
        SkipBlanks();
        if (position >= text.Length || text[position] != '=')
        {
            return "";
        }

        position++;
        SkipBlanks();
        if (position >= text.Length)
        {
            return "";
        }

        var quote = text[position];
        if (quote is '"' or '\'')
        {
            var end = text.IndexOf(quote, position + 1);
            var value = text[(position + 1)..(end < 0 ? text.Length : end)];
            position = end < 0 ? text.Length : end + 1;
            return Decode(value);
        }

        var start = position;
        while (position < text.Length && text[position] is not ('>' or '<') && !char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return Decode(text[start..position]);
    }

    private void AddText(int start, int end)
    {
        if (end > start && open.Count > 0)
        {
            run.Append(Decode(text[start..end]));
        }
    }

    private void FlushText()
    {
        if (run.Length > 0 && open.Count > 0)
        {
            open.Peek().Element.Add(new XText(Clean(run.ToString())));
        }

        run.Clear();
    }

    private static string Decode(string value) => value.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(value) : value;

    /// <summary>Without the characters that XML forbids, which XLinq would take and refuse to write.</summary>
    private static string Clean(string value) => value.All(XmlConvert.IsXmlChar) ? value : string.Concat(value.EnumerateRunes().Where(r => r.Value >= 0x20 || r.Value is 9 or 10 or 13).Select(r => r.ToString()));

    private XName Expand(string name, Dictionary<string, string>? own, bool useDefault)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var prefix = colon > 0 ? name[..colon] : "";
        var local = Valid(colon > 0 ? name[(colon + 1)..] : name);
        if (prefix.Length == 0 && !useDefault)
        {
            return local;
        }

        var space = prefix == "xml" ? XNamespace.Xml.NamespaceName : Find(prefix, own);
        return space is null ? XName.Get(local, Namespaces.OfUsualPrefix(prefix)) : XName.Get(local, space);
    }

    private string? Find(string prefix, Dictionary<string, string>? own)
    {
        if (own is not null && own.TryGetValue(prefix, out var space))
        {
            return space;
        }

        foreach (var (_, _, prefixes) in open)
        {
            if (prefixes is not null && prefixes.TryGetValue(prefix, out space))
            {
                return space;
            }
        }

        return null;
    }

    private static string Valid(string local) => local.Length == 0 ? "_" : XmlConvert.EncodeLocalName(local);

    private string ReadName()
    {
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is ':' or '_' or '-' or '.'))
        {
            position++;
        }

        return text[start..position];
    }

    private void SkipDocumentType()
    {
        var depth = 0;
        for (; position < text.Length; position++)
        {
            depth += text[position] switch { '[' => 1, ']' => -1, _ => 0 };
            if (text[position] == '>' && depth <= 0)
            {
                position++;
                return;
            }
        }
    }

    private bool Skips(string begin, string end)
    {
        if (!At(begin))
        {
            return false;
        }

        var found = text.IndexOf(end, position + begin.Length, StringComparison.Ordinal);
        position = found < 0 ? text.Length : found + end.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }

    private bool At(string what) => string.CompareOrdinal(text, position, what, 0, what.Length) == 0;

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or ':';
}
