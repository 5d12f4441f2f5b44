using System.Text.Json;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Reading;

namespace ExtractionPipeline.Ingestion.Tests;

/// <summary>Annotated articles of the repository, read from their pages, and real pages where the measuring data lies beside it.</summary>
internal static class Articles
{
    private static readonly ArticleReader Reader = new(new ArticleReaderOptions());

    private static readonly Lazy<IReadOnlyList<(string Name, Article Article, int Records)>> Loaded = new(() =>
        [.. Directory.GetFiles(TestPaths.Corpus, "*.html").Order(StringComparer.Ordinal).Select(page => (Path.GetFileNameWithoutExtension(page), Read(page), RecordsOf(page)))]);

    public static IReadOnlyList<(string Name, Article Article, int Records)> Corpus => Loaded.Value;

    public static IEnumerable<(string Name, Article Article)> Real() =>
        Directory.GetFiles(TestPaths.Shared("article-text", "pages"), "*.html").Order(StringComparer.Ordinal).Select(p => (Path.GetFileNameWithoutExtension(p), TryRead(p))).Where(p => p.Item2 is not null).Select(p => (p.Item1, p.Item2!));

    private static Article Read(string page) => TryRead(page) ?? throw new InvalidOperationException(page);

    private static Article? TryRead(string page) => Reader.Read(new RawDocument(page, File.ReadAllBytes(page)) { MediaType = "text/html" }).Article;

    private static int RecordsOf(string page)
    {
        using var gold = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.Gold, Path.GetFileNameWithoutExtension(page) + ".json")));
        return gold.RootElement.GetProperty("gold").GetProperty("records").GetArrayLength();
    }
}
