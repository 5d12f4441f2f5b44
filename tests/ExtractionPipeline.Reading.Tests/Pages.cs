using System.Text;
using ExtractionPipeline.Core.Articles;

namespace ExtractionPipeline.Reading.Tests;

/// <summary>Small pages for tests.</summary>
internal static class Pages
{
    public const string First = "The hospital in Alderford put a new assistant into service on Monday, the director said at a meeting of the staff.";
    public const string Second = "It reads the notes of the night shift and marks, in the first pages, what the day shift must not overlook before noon.";
    public const string Third = "Nurses had asked for it since spring, when two wards were joined and nobody knew any longer who had written what.";

    public static string Of(string body, string head = "<title>A new assistant in Alderford</title>") => $"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>";

    /// <summary>The usual three paragraphs with something before, between and behind them.</summary>
    public static string Story(string before = "", string between = "", string behind = "") =>
        Of($"<div id=page>{before}<div class=main><h1>A new assistant in Alderford</h1><p>{First}</p><p>{Second}</p>{between}<p>{Third}</p></div>{behind}</div>");

    public static ReadingResult Read(string html) => Read(Encoding.UTF8.GetBytes(html));

    public static ReadingResult Read(byte[] content, string? charset = null, string? mediaType = "text/html") =>
        new ArticleReader().Read(new RawDocument("test.html", content) { MediaType = mediaType, DeclaredCharset = charset });

    public static Article Article(string html)
    {
        var result = Read(html);
        Assert.True(result.Succeeded, result.Failure?.Message);
        return result.Article;
    }

    public static IReadOnlyList<(ArticleBlockKind Kind, string Text)> Blocks(Article article) => [.. article.Blocks.Select(b => (b.Kind, b.Span.Of(article.Text)))];
}
