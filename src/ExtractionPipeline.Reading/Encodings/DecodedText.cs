using System.Buffers;
using System.Text;

namespace ExtractionPipeline.Reading.Encodings;

/// <summary>Decoded text in a rented buffer: pages are large enough to burden the garbage collector when each becomes a string.</summary>
internal sealed class DecodedText : IDisposable
{
    private char[]? buffer;

    private DecodedText(char[] buffer, int length) => (this.buffer, Length) = (buffer, length);

    public int Length { get; }

    public ReadOnlySpan<char> Span => Buffer.AsSpan(0, Length);

    /// <summary>The rented buffer; what lies behind <see cref="Length"/> is not text.</summary>
    public char[] Buffer => buffer ?? throw new ObjectDisposedException(nameof(DecodedText));

    public static DecodedText Of(Encoding encoding, ReadOnlySpan<byte> content)
    {
        var buffer = ArrayPool<char>.Shared.Rent(encoding.GetMaxCharCount(content.Length));
        return new DecodedText(buffer, encoding.GetChars(content, buffer));
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } rented)
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }
}
