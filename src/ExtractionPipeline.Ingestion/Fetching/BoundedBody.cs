using System.IO.Compression;

namespace ExtractionPipeline.Ingestion.Fetching;

/// <summary>Reads a body within the limits on its size as sent, its size unpacked and the ratio of the two.</summary>
internal static class BoundedBody
{
    private const int FreeOfRatio = 1 << 20;
    private const int MostEncodings = 2;

    public static async Task<(byte[]? Content, string? Failure)> ReadAsync(HttpContent content, FetchingOptions options, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > options.MaximumBytes)
        {
            return (null, $"too large: {content.Headers.ContentLength:N0} bytes (at most {options.MaximumBytes:N0})");
        }

        await using var wire = new CountingStream(await content.ReadAsStreamAsync(cancellationToken));
        var (unpacked, refusal) = Unpacked(wire, content.Headers.ContentEncoding);
        if (unpacked is null)
        {
            return (null, refusal);
        }

        await using (unpacked)
        {
            using var body = new MemoryStream((int)Math.Clamp(content.Headers.ContentLength ?? 0, 16 * 1024, 1 << 20));
            var chunk = new byte[32 * 1024];
            for (var read = await unpacked.ReadAsync(chunk, cancellationToken); read > 0; read = await unpacked.ReadAsync(chunk, cancellationToken))
            {
                body.Write(chunk, 0, read);
                if (Excess(wire.Count, body.Length, options) is { } excess)
                {
                    return (null, excess);
                }
            }

            return (body.ToArray(), null);
        }
    }

    private static string? Excess(long sent, long unpacked, FetchingOptions options)
    {
        if (sent > options.MaximumBytes)
        {
            return $"too large: more than {options.MaximumBytes:N0} bytes";
        }

        if (unpacked > options.MaximumUnpackedBytes)
        {
            return $"too large: unpacks to more than {options.MaximumUnpackedBytes:N0} bytes";
        }

        return unpacked > FreeOfRatio && unpacked > sent * options.MaximumRatio ? $"unpacks to more than {options.MaximumRatio} times its size" : null;
    }

    private static (Stream? Stream, string? Refusal) Unpacked(Stream wire, ICollection<string> encodings)
    {
        if (encodings.Count > MostEncodings)
        {
            return (null, "packed too many times");
        }

        Stream stream = wire;
        foreach (var encoding in encodings.Reverse())
        {
            switch (encoding.ToLowerInvariant())
            {
                case "gzip" or "x-gzip":
                    stream = new GZipStream(stream, CompressionMode.Decompress);
                    break;
                case "br":
                    stream = new BrotliStream(stream, CompressionMode.Decompress);
                    break;
                case "deflate":
                    stream = new ZLibStream(stream, CompressionMode.Decompress);
                    break;
                case "identity" or "":
                    break;
                default:
                    return (null, $"packed in a way that was not asked for: {encoding[..Math.Min(20, encoding.Length)]}");
            }
        }

        return (stream, null);
    }

    private sealed class CountingStream(Stream inner) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            Count += read;
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Count += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
