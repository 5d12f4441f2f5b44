using System.Text;
using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Reading.Tests;

public sealed class BadInputTests
{
    public static TheoryData<string, byte[], ReadingFailureKind> Bad => new()
    {
        { "no bytes", [], ReadingFailureKind.Empty },
        { "blanks", "  \r\n\t "u8.ToArray(), ReadingFailureKind.Empty },
        { "a PDF", "%PDF-1.7\n1 0 obj"u8.ToArray(), ReadingFailureKind.Binary },
        { "a PNG", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13], ReadingFailureKind.Binary },
        { "a ZIP", [0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0], ReadingFailureKind.Binary },
        { "gzip", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], ReadingFailureKind.Binary },
        { "random bytes", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7919 % 256))], ReadingFailureKind.Binary },
        { "no article", "<html><body><nav><a href=/>Home</a></nav></body></html>"u8.ToArray(), ReadingFailureKind.NoArticle },
        { "an empty page", "<html><head><title>x</title></head><body></body></html>"u8.ToArray(), ReadingFailureKind.NoArticle },
        { "a frameset", "<html><frameset cols=*><frame src=a></frameset></html>"u8.ToArray(), ReadingFailureKind.NoArticle },
        { "50 MB", new byte[50 * 1024 * 1024], ReadingFailureKind.TooLarge },
        { "100,000 levels", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<div>", 100_000)) + Pages.First), ReadingFailureKind.TooComplex },
        { "100,000 levels of inline elements", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<b>", 100_000)) + Pages.First), ReadingFailureKind.TooComplex },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void Read_bad_input_is_a_failure_with_one_line(string what, byte[] content, ReadingFailureKind kind)
    {
        var result = Pages.Read(content);
        Assert.False(result.Succeeded, what);
        Assert.Equal(kind, result.Failure.Kind);
        Assert.DoesNotContain('\n', result.Failure.Message);
    }

    [Fact]
    public void Read_a_page_with_thousands_of_paragraphs_never_closed_is_no_deep_page()
    {
        var page = $"<html><body><div>{string.Concat(Enumerable.Range(0, 5000).Select(i => $"<p>{Pages.First}"))}</div></body></html>";
        Assert.True(Pages.Read(page).Succeeded);
    }

    [Fact]
    public void Read_markup_cut_in_the_middle_is_read() =>
        Assert.Contains(Pages.Second, Pages.Article(Pages.Story()[..^60]).Text, StringComparison.Ordinal);

    [Fact]
    public void Read_when_cancelled_throws() =>
        Assert.Throws<OperationCanceledException>(() => new ArticleReader().Read(new RawDocument("a", "x"u8.ToArray()), new CancellationToken(canceled: true)));
}
