using System.Buffers;
using System.Text;

namespace ExtractionPipeline.Reading.Encodings;

/// <summary>Finds the character set that a page declares in its first bytes: <c>meta charset</c>, <c>http-equiv</c> or the XML declaration.</summary>
internal static class MetaCharset
{
    private const int ScannedBytes = 8192;

    private static readonly SearchValues<char> LabelEnd = SearchValues.Create(" \t\r\n\"';>/?");

    /// <summary>The declared label; null when there is none.</summary>
    public static string? Find(ReadOnlySpan<byte> content)
    {
        var head = Encoding.Latin1.GetString(content[..Math.Min(ScannedBytes, content.Length)]);
        return After(head, "charset") ?? XmlEncoding(head);
    }

    private static string? XmlEncoding(string head)
    {
        var trimmed = head.AsSpan().TrimStart();
        var end = trimmed.IndexOf("?>");
        return trimmed.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) && end > 0 ? After(trimmed[..end].ToString(), "encoding") : null;
    }

    /// <summary>The value behind "word =" within a tag.</summary>
    private static string? After(string head, string word)
    {
        for (var at = head.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = head.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var rest = head.AsSpan(at + word.Length).TrimStart();
            if (rest.Length == 0 || rest[0] != '=' || !WithinMeta(head, at))
            {
                continue;
            }

            rest = rest[1..].TrimStart(" \t\r\n\"'");
            var end = rest.IndexOfAny(LabelEnd);
            if (end > 0)
            {
                return rest[..end].ToString();
            }
        }

        return null;
    }

    private static bool WithinMeta(string head, int at)
    {
        var open = head.LastIndexOf('<', at);
        return open >= 0 && (head.AsSpan(open).StartsWith("<meta", StringComparison.OrdinalIgnoreCase) || head.AsSpan(open).StartsWith("<?xml", StringComparison.OrdinalIgnoreCase));
    }
}
