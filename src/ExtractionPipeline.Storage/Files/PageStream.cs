namespace ExtractionPipeline.Storage.Files;

/// <summary>
/// What LiteDB sees of a store file; disposing it leaves the file open, which belongs to the store. A stream serves one engine and ends with it: after <see cref="Abandon"/> it touches the file no more,
/// so a straggling thread of a given-up engine cannot disturb the next one.
/// </summary>
internal abstract class PageStream(IStoreFile file) : Stream
{
    /// <summary>LiteDB's unit of reading and writing.</summary>
    public const int PageSize = 8192;

    private volatile bool _abandoned;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Position { get; set; }

    public override long Length
    {
        get
        {
            ThrowIfAbandoned();
            return File.Length;
        }
    }

    protected IStoreFile File => file;

    protected bool IsAbandoned => _abandoned;

    /// <summary>From now on reading and writing fail, and nothing reaches the file.</summary>
    public void Abandon() => _abandoned = true;

    public override int Read(byte[] buffer, int offset, int count)
    {
        ThrowIfAbandoned();
        var read = File.Read(buffer.AsSpan(offset, count), Position);
        if (read < count)
        {
            // LiteDB does not look at the count and would take what the buffer held before for the page.
            throw new InvalidDataException($"page at {Position} is beyond the end of the file");
        }

        Position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void SetLength(long value)
    {
        ThrowIfAbandoned();
        File.Length = value;
    }

    protected void ThrowIfAbandoned()
    {
        if (_abandoned)
        {
            throw new IOException("the store's files are no longer used by this engine");
        }
    }
}

/// <summary>The data file: written at checkpoints only, on the thread that asked for it, so a failure simply surfaces there.</summary>
internal sealed class DataStream(IStoreFile file) : PageStream(file)
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        ThrowIfAbandoned();
        File.Write(buffer.AsSpan(offset, count), Position);
        Position += count;
    }

    public override void Flush()
    {
        ThrowIfAbandoned();
        File.FlushToDisk();
    }
}
