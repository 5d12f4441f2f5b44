namespace ExtractionPipeline.Reading.Encodings;

/// <summary>Tells bytes that are no text by their first ones and by what no text holds.</summary>
internal static class BinaryContent
{
    private const int ScannedBytes = 4096;
    private const double MostControls = 0.05;

    private static readonly (byte[] Magic, string Name)[] Formats =
    [
        ("%PDF-"u8.ToArray(), "a PDF document"), ([0x50, 0x4b, 3, 4], "a ZIP archive or office document"), ([0x89, 0x50, 0x4e, 0x47], "a PNG image"), ([0xff, 0xd8, 0xff], "a JPEG image"),
        ("GIF8"u8.ToArray(), "a GIF image"), ([0x1f, 0x8b], "a gzip archive"), ([0x7f, 0x45, 0x4c, 0x46], "a program"), ("MZ"u8.ToArray(), "a program"),
        ([0xd0, 0xcf, 0x11, 0xe0], "an old office document"), ("RIFF"u8.ToArray(), "a media file"), ([0x42, 0x5a, 0x68], "a bzip2 archive"), ([0x37, 0x7a, 0xbc, 0xaf], "a 7z archive"),
        ([0x28, 0xb5, 0x2f, 0xfd], "a zstd archive"), ("OggS"u8.ToArray(), "a media file"),
    ];

    /// <summary>What the bytes are instead of text; null when they may be text.</summary>
    public static string? Describe(ReadOnlySpan<byte> content)
    {
        foreach (var (magic, name) in Formats)
        {
            if (content.StartsWith(magic) && (magic.Length > 2 || content[..Math.Min(64, content.Length)].ContainsAnyExceptInRange((byte)9, (byte)126)))
            {
                return name;
            }
        }

        var head = content[..Math.Min(ScannedBytes, content.Length)];
        if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            return null;
        }

        int zeros = 0, controls = 0;
        foreach (var b in head)
        {
            zeros += b == 0 ? 1 : 0;
            controls += b < 32 && b is not (9 or 10 or 12 or 13 or 27) ? 1 : 0;
        }

        // UTF-16 without a mark is half zeros, and starts with a tag or a letter.
        var mayBeWide = zeros > 0.3 * head.Length && zeros < 0.7 * head.Length && controls - zeros < MostControls * head.Length;
        return (zeros > 0 || controls > MostControls * head.Length) && !mayBeWide ? "binary data" : null;
    }
}
