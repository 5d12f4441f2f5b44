using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace ExtractionPipeline.Ingestion.Feeds;

/// <summary>
/// Reads feeds and sitemaps of all kinds, broken ones included. Well-formed XML is streamed entry by entry; what no XML reader
/// takes is mended and read all the same. System.ServiceModel.Syndication was weighed for this and knows neither RSS 0.9x and
/// 1.0 nor anything that is not well-formed. Document types are skipped and external entities never read. Pure and safe to
/// call from any number of threads.
/// </summary>
public static class FeedReader
{
    /// <summary>Entries that are read of one feed unless told otherwise.</summary>
    public const int MostEntries = 50_000;

    private const int LargestUnpacked = 64 * 1024 * 1024;

    private static readonly HashSet<string> Containers = new(["rss", "RDF", "channel", "feed", "urlset", "sitemapindex", "items-list"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a feed. Never throws for what the bytes hold.</summary>
    /// <param name="content">The bytes; gzip is unpacked.</param>
    /// <param name="declaredCharset">The character set that the carrier declared; null when it declared none.</param>
    /// <param name="address">Where the feed was found, behind redirects: the base of its relative links.</param>
    /// <param name="mostEntries">Entries beyond are counted and left out.</param>
    public static FeedReading Read(ReadOnlyMemory<byte> content, string? declaredCharset, Uri address, int mostEntries = MostEntries)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (content.Span is [0x1f, 0x8b, ..])
        {
            if (Unpack(content) is not { } unpacked)
            {
                return FeedReading.Failed(FeedFailureKind.NotAFeed, "a gzip file that cannot be unpacked, or unpacks to too much");
            }

            content = unpacked;
        }

        var text = FeedText.Decode(content.Span, declaredCharset);
        var begin = text.AsSpan().IndexOfAny('<', '{');
        if (begin < 0)
        {
            return string.IsNullOrWhiteSpace(text)
                ? FeedReading.Failed(FeedFailureKind.Empty, "empty: no bytes, or blanks only")
                : FeedReading.Failed(FeedFailureKind.NotAFeed, "neither XML nor JSON");
        }

        return text[begin] == '{' ? JsonFeedReader.Read(text[begin..], address, mostEntries) : ReadXml(text, begin, address, mostEntries);
    }

    private static FeedReading ReadXml(string text, int begin, Uri address, int mostEntries)
    {
        if (LooksLikePage(text.AsSpan(begin)))
        {
            return FeedReading.Failed(FeedFailureKind.HtmlPage, "a page for people instead of a feed");
        }

        string? mended = string.IsNullOrWhiteSpace(text[..begin]) ? begin > 0 ? "blanks before the feed" : null : "text before the feed";
        var builder = new FeedBuilder(address, mostEntries);
        try
        {
            Stream(text[begin..], builder);
        }
        catch (XmlException error)
        {
            mended = Join(mended, string.Create(CultureInfo.InvariantCulture, $"not well-formed at line {error.LineNumber}: {Reason(error)}"));
            builder = new FeedBuilder(address, mostEntries);
            if (TolerantMarkup.Read(text[begin..]) is { } root)
            {
                Walk(root, builder);
            }
        }

        return builder.Format is null
            ? FeedReading.Failed(FeedFailureKind.NotAFeed, $"XML, but no feed: its root is <{SafeName(builder.Root)}>")
            : FeedReading.Of(builder.Build(mended));
    }

    /// <summary>Hands on every element right below the containers, one at a time, so that a long feed is never a tree in memory.</summary>
    private static void Stream(string text, FeedBuilder builder)
    {
        // A DOCTYPE is skipped unread and no resolver exists: neither internal nor external entities can do anything.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CheckCharacters = true, CloseInput = true };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        reader.MoveToContent();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (Containers.Contains(reader.LocalName))
                {
                    builder.Enter(Shell(reader));
                    if (reader.IsEmptyElement)
                    {
                        builder.Leave();
                    }

                    reader.Read();
                }
                else if (builder.Depth == 0)
                {
                    builder.Enter(Shell(reader));
                    return;
                }
                else
                {
                    builder.Add((XElement)XNode.ReadFrom(reader));
                }
            }
            else
            {
                if (reader.NodeType == XmlNodeType.EndElement)
                {
                    builder.Leave();
                }

                reader.Read();
            }
        }
    }

    private static void Walk(XElement root, FeedBuilder builder)
    {
        builder.Enter(root);
        foreach (var child in root.Elements())
        {
            if (Containers.Contains(child.Name.LocalName))
            {
                Walk(child, builder);
            }
            else
            {
                builder.Add(child);
            }
        }

        builder.Leave();
    }

    private static XElement Shell(XmlReader reader)
    {
        var shell = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        if (reader.MoveToFirstAttribute())
        {
            do
            {
                if (reader.NamespaceURI != XNamespace.Xmlns.NamespaceName)
                {
                    shell.SetAttributeValue(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value);
                }
            }
            while (reader.MoveToNextAttribute());
            reader.MoveToElement();
        }

        return shell;
    }

    private static bool LooksLikePage(ReadOnlySpan<char> text)
    {
        var head = text[..Math.Min(text.Length, 1024)];
        foreach (var mark in new[] { "<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex" })
        {
            if (head.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return head.Contains("<html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.Contains("<body", StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlyMemory<byte>? Unpack(ReadOnlyMemory<byte> content)
    {
        using var gzip = new GZipStream(new MemoryStream(content.ToArray(), writable: false), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var chunk = new byte[64 * 1024];
        try
        {
            for (var read = gzip.Read(chunk); read > 0; read = gzip.Read(chunk))
            {
                if (unpacked.Length + read > LargestUnpacked)
                {
                    return null;
                }

                unpacked.Write(chunk, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            // A file cut off gives what came.
        }

        return unpacked.Length > 0 ? unpacked.ToArray() : null;
    }

    private static string Reason(XmlException error)
    {
        var message = error.Message.ReplaceLineEndings(" ");
        var end = message.IndexOf(" Line ", StringComparison.Ordinal);
        return (end > 0 ? message[..end] : message).TrimEnd('.');
    }

    private static string Join(string? first, string second) => first is null ? second : $"{first}; {second}";

    private static string SafeName(string? name) => name is null ? "nothing" : name[..Math.Min(name.Length, 40)];
}
