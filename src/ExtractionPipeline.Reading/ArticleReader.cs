using System.Globalization;
using AngleSharp.Html.Parser;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Reading.Encodings;
using ExtractionPipeline.Reading.MainText;
using ExtractionPipeline.Reading.Metadata;
using ExtractionPipeline.Reading.PlainText;

namespace ExtractionPipeline.Reading;

/// <summary>
/// Reads web pages and plain text files into articles: decodes the bytes, finds the element that holds the article,
/// cuts it into blocks and leaves out what belongs to the site. Immutable and safe to use from any number of threads.
/// Time and memory grow in proportion to the document.
/// </summary>
public sealed class ArticleReader : IArticleReader
{
    private readonly ArticleReaderOptions options;
    private readonly HintLexicon hints = HintLexicon.Load();
    private readonly BlockFilter filter = new(PhraseList.Load());
    private readonly HtmlParser parser = new(new HtmlParserOptions { IsScripting = false, SkipComments = true, SkipProcessingInstructions = true, DisableElementPositionTracking = true });

    /// <summary>A reader with the given limits, or the default ones.</summary>
    public ArticleReader(ArticleReaderOptions? options = null) => this.options = options ?? new ArticleReaderOptions();

    /// <inheritdoc />
    public ReadingResult Read(RawDocument document, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        cancellationToken.ThrowIfCancellationRequested();
        var content = document.Content.Span;
        if (content.Length > options.MaximumBytes)
        {
            return ReadingResult.Failed(ReadingFailureKind.TooLarge, string.Create(CultureInfo.InvariantCulture, $"too large: {content.Length:N0} bytes (at most {options.MaximumBytes:N0})"));
        }

        if (content.IsEmpty)
        {
            return ReadingResult.Failed(ReadingFailureKind.Empty, "empty: no bytes");
        }

        if (BinaryContent.Describe(content) is { } format)
        {
            return ReadingResult.Failed(ReadingFailureKind.Binary, $"not a text: {format}");
        }

        var isPlain = document.MediaType is "text/plain";
        using var text = TextDecoder.Decode(content, document.DeclaredCharset, !isPlain);
        if (text.Span.IsWhiteSpace())
        {
            return ReadingResult.Failed(ReadingFailureKind.Empty, "empty: blanks only");
        }

        return isPlain || !LooksLikeHtml(text.Span) ? ReadPlain(text.Span.ToString()) : ReadPage(text, document.Address);
    }

    private static ReadingResult ReadPlain(string text)
    {
        var (title, drafts) = PlainTextReader.Read(text);
        if (drafts.Count == 0)
        {
            return ReadingResult.Failed(ReadingFailureKind.Empty, "empty: no visible text");
        }

        var (joined, blocks) = ArticleText.Join(title, drafts);
        return ReadingResult.Of(new Article
        {
            Text = joined,
            Blocks = blocks,
            Title = title,
            PublishedOn = DateReader.Find(FirstLines(drafts)),
        });
    }

    private ReadingResult ReadPage(DecodedText html, Uri? address)
    {
        if (PageGuard.Refuse(html.Span, options) is { } reason)
        {
            return ReadingResult.Failed(ReadingFailureKind.TooComplex, $"too complex: {reason}");
        }

        using var page = parser.ParseDocument(html.Buffer, html.Length);
        if (page.Body is not { } body)
        {
            return ReadingResult.Failed(ReadingFailureKind.NoArticle, "no article text found");
        }

        var elements = PageElements.Of(page);
        var map = PageMap.Of(body, hints);
        var heading = VisibleLines.HeadingIndex(map, MetadataReader.HeadingOf(elements));
        var roots = BodyLocator.Find(map, heading);
        var metadata = MetadataReader.Read(page, elements, address, VisibleLines.Around(map, heading, roots));
        var drafts = roots.Count == 0 ? [] : BlockCollector.Collect(map, roots);
        drafts = filter.Filter(drafts, metadata, map);
        if (drafts.Count == 0)
        {
            return ReadingResult.Failed(ReadingFailureKind.NoArticle, "no article text found");
        }

        return ReadingResult.Of(ArticleOf(metadata, drafts));
    }

    private static Article ArticleOf(PageMetadata metadata, IReadOnlyList<DraftBlock> drafts)
    {
        var (text, blocks) = ArticleText.Join(metadata.Title, drafts);
        return new Article
        {
            Text = text,
            Blocks = blocks,
            Title = metadata.Title,
            Author = metadata.Author,
            PublishedOn = metadata.PublishedOn,
            Language = metadata.Language,
            CanonicalAddress = metadata.CanonicalAddress,
            SiteName = metadata.SiteName,
        };
    }

    private static string FirstLines(IEnumerable<DraftBlock> drafts) => string.Join('\n', drafts.Take(5).Select(d => d.Text.Length > 200 ? d.Text[..200] : d.Text));

    private static bool LooksLikeHtml(ReadOnlySpan<char> text)
    {
        var rest = text;
        for (var open = rest.IndexOf('<'); open >= 0 && open + 1 < rest.Length; open = rest.IndexOf('<'))
        {
            var next = rest[open + 1];
            if (char.IsAsciiLetter(next) || next is '!' or '/' or '?')
            {
                return rest[open..].Contains('>');
            }

            rest = rest[(open + 1)..];
        }

        return false;
    }
}
