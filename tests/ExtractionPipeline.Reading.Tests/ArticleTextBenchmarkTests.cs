using System.Text.Json;
using System.Text.RegularExpressions;
using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Reading.Tests;

/// <summary>The reader on real news pages with the expected text, scored over shingles of four words as the pages' own benchmark does.</summary>
public sealed partial class ArticleTextBenchmarkTests
{
    private const double LeastF1 = 0.970;

    [Fact]
    public void Read_real_pages_gives_the_expected_text()
    {
        var folder = TestPaths.Shared("article-text");
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        var reader = new ArticleReader();
        List<double> precisions = [], recalls = [];
        foreach (var page in expected.RootElement.EnumerateObject())
        {
            var content = File.ReadAllBytes(Path.Combine(folder, "pages", $"{page.Name}.html"));
            var article = reader.Read(new RawDocument(page.Name, content) { MediaType = "text/html" }).Article;
            var (precision, recall) = Compare(Shingles(page.Value.GetProperty("articleBody").GetString()!), Shingles(Body(article)));
            precisions.AddRange(precision);
            recalls.AddRange(recall);
        }

        var (p, r) = (precisions.Average(), recalls.Average());
        var f1 = 2 * p * r / (p + r);
        Assert.True(f1 >= LeastF1, $"F1 {f1:0.000}");
    }

    private static string Body(Article? article) =>
        article is null ? "" : article.Title is { } title && article.Text.StartsWith(title, StringComparison.Ordinal) ? article.Text[title.Length..] : article.Text;

    private static Dictionary<string, int> Shingles(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value).ToList();
        var shingles = Enumerable.Range(0, words.Count == 0 ? 0 : Math.Max(1, words.Count - 3)).Select(i => string.Join(' ', words.Skip(i).Take(4)));
        return shingles.GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
    }

    private static (double[] Precision, double[] Recall) Compare(Dictionary<string, int> expected, Dictionary<string, int> found)
    {
        var shared = expected.Sum(e => Math.Min(e.Value, found.GetValueOrDefault(e.Key)));
        return (found.Count == 0 ? [] : [(double)shared / found.Values.Sum()], expected.Count == 0 ? [] : [(double)shared / expected.Values.Sum()]);
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
