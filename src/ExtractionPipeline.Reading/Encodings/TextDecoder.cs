using System.Text;
using System.Text.Unicode;
using UtfUnknown;

namespace ExtractionPipeline.Reading.Encodings;

/// <summary>
/// Turns bytes into text. What the bytes themselves prove comes first (a byte order mark, valid UTF-8), then what was
/// declared, if the bytes bear it out, at last what their statistics suggest.
/// </summary>
internal static class TextDecoder
{
    /// <summary>Share of undecodable characters among the non-ASCII ones up to which a declared encoding is believed.</summary>
    private const double MostDamage = 0.02;

    private const int DetectionSample = 64 * 1024;

    /// <summary>The text of the bytes; undecodable bytes become U+FFFD. Never fails.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="declared">Character set that the carrier declared; null when it declared none.</param>
    /// <param name="isHtml">Whether the bytes may declare their own character set as a page does.</param>
    public static DecodedText Decode(ReadOnlySpan<byte> content, string? declared, bool isHtml)
    {
        if (ByteOrderMark(content) is { } marked)
        {
            return DecodedText.Of(marked.Encoding, content[marked.Length..]);
        }

        var stated = CharsetLabels.Find(declared) ?? (isHtml ? CharsetLabels.Find(MetaCharset.Find(content)) : null);
        if (stated is UnicodeEncoding wide && LooksWide(content))
        {
            return DecodedText.Of(wide, content);
        }

        if (stated?.CodePage is CharsetLabels.Iso2022Japanese)
        {
            return DecodedText.Of(stated, content);
        }

        if (Utf8.IsValid(content))
        {
            return DecodedText.Of(Encoding.UTF8, content);
        }

        return Decoded(content, stated) ?? Decoded(content, Detected(content)) ?? BestEffort(content, stated);
    }

    /// <summary>The text when the encoding bears it out; null when too much of it is damaged or there is no encoding.</summary>
    private static DecodedText? Decoded(ReadOnlySpan<byte> content, Encoding? encoding)
    {
        if (encoding is null or UnicodeEncoding)
        {
            return null;
        }

        var text = DecodedText.Of(encoding, content);
        int damaged = 0, foreign = 0;
        foreach (var c in text.Span)
        {
            foreign += c > 127 ? 1 : 0;
            damaged += c is '\ufffd' or (>= '\u0080' and <= '\u009f') or (>= '\ue000' and <= '\uf8ff') ? 1 : 0;
        }

        if (damaged <= 2 || damaged <= MostDamage * foreign)
        {
            return text;
        }

        text.Dispose();
        return null;
    }

    /// <summary>What the first non-ASCII stretch looks like; all of a large file would cost much and tell no more.</summary>
    private static Encoding? Detected(ReadOnlySpan<byte> content)
    {
        var first = content.IndexOfAnyExceptInRange((byte)0, (byte)127);
        var start = Math.Max(0, first - 1024);
        var sample = content[start..Math.Min(content.Length, start + DetectionSample)].ToArray();
        return CharsetLabels.Find(CharsetDetector.DetectFromBytes(sample).Detected?.EncodingName);
    }

    private static DecodedText BestEffort(ReadOnlySpan<byte> content, Encoding? stated) =>
        DecodedText.Of(stated is null or UnicodeEncoding ? CharsetLabels.Find("windows-1252")! : stated, content);

    private static (Encoding Encoding, int Length)? ByteOrderMark(ReadOnlySpan<byte> content) => content switch
    {
        [0xef, 0xbb, 0xbf, ..] => (Encoding.UTF8, 3),
        [0xff, 0xfe, 0, 0, ..] => (Encoding.UTF32, 4),
        [0xff, 0xfe, ..] => (Encoding.Unicode, 2),
        [0xfe, 0xff, ..] => (Encoding.BigEndianUnicode, 2),
        _ => null,
    };

    /// <summary>A page in UTF-16 without a mark has a zero in every other byte of its markup.</summary>
    private static bool LooksWide(ReadOnlySpan<byte> content) => content.Length >= 2 && content[..Math.Min(200, content.Length)].Count((byte)0) > content.Length / 5;
}
