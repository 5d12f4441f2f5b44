using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using UtfUnknown;

namespace ExtractionPipeline.Ingestion.Feeds;

/// <summary>
/// Turns a feed's bytes into text. The bytes' own proof comes first (a byte order mark, the zeros of UTF-16, valid UTF-8),
/// then what the document and the carrier declare, at last what the bytes' statistics suggest.
/// </summary>
internal static partial class FeedText
{
    private const int DeclarationLength = 512;
    private const int DetectionSample = 64 * 1024;

    static FeedText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text of the bytes; what cannot be decoded becomes U+FFFD. Never fails.</summary>
    public static string Decode(ReadOnlySpan<byte> content, string? declaredCharset)
    {
        if (Marked(content) is { } marked)
        {
            return marked.Encoding.GetString(content[marked.Length..]);
        }

        if (Wide(content) is { } wide)
        {
            return wide.GetString(content);
        }

        var inside = Named(DeclaredInside(content));
        var stated = inside is UnicodeEncoding ? null : inside;
        if (stated?.CodePage is Iso2022Japanese)
        {
            return stated.GetString(content);
        }

        if (Utf8.IsValid(content))
        {
            return Encoding.UTF8.GetString(content);
        }

        // Above ASCII "us-ascii" and "iso-8859-1" are what servers say when nobody told them; windows-1252 holds both.
        return (stated ?? Named(declaredCharset) ?? Detected(content) ?? Named("windows-1252")!).GetString(content);
    }

    private const int Iso2022Japanese = 50220;

    private static (Encoding Encoding, int Length)? Marked(ReadOnlySpan<byte> content) => content switch
    {
        [0xef, 0xbb, 0xbf, ..] => (Encoding.UTF8, 3),
        [0xff, 0xfe, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xfe, 0xff, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
        [0xff, 0xfe, ..] => (Encoding.Unicode, 2),
        [0xfe, 0xff, ..] => (Encoding.BigEndianUnicode, 2),
        _ => null,
    };

    private static Encoding? Wide(ReadOnlySpan<byte> content) => content switch
    {
        [(byte)'<', 0, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0, (byte)'<', ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
        [(byte)'<' or (byte)'{', 0, ..] => Encoding.Unicode,
        [0, (byte)'<' or (byte)'{', ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static string? DeclaredInside(ReadOnlySpan<byte> content)
    {
        var beginning = Encoding.Latin1.GetString(content[..Math.Min(content.Length, DeclarationLength)]);
        var match = EncodingDeclaration().Match(beginning);
        return match.Success ? match.Groups[1].Value : null;
    }

    private static Encoding? Detected(ReadOnlySpan<byte> content)
    {
        var start = Math.Max(0, content.IndexOfAnyExceptInRange((byte)0, (byte)127) - 1024);
        return Named(CharsetDetector.DetectFromBytes(content[start..Math.Min(content.Length, start + DetectionSample)].ToArray()).Detected?.EncodingName);
    }

    private static Encoding? Named(string? label)
    {
        label = label?.Trim(' ', '"', '\'');
        if (string.IsNullOrEmpty(label))
        {
            return null;
        }

        try
        {
            var encoding = Encoding.GetEncoding(label);
            return encoding.CodePage switch
            {
                20127 or 28591 => Encoding.GetEncoding(1252),
                65000 => null,
                _ => encoding,
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""^[^<]*<\?xml\b[^>]*?\bencoding\s*=\s*["']\s*([A-Za-z0-9._:-]+)\s*["']""", RegexOptions.CultureInvariant)]
    private static partial Regex EncodingDeclaration();
}
