namespace ExtractionPipeline.App.Rendering;

/// <summary>A place of the article within its line.</summary>
internal static class EvidenceLine
{
    private const int Around = 110;

    /// <summary>The evidence in brackets and bold within its line, so that it shows without colour too.</summary>
    public static string Markup(string text, int start, int end)
    {
        var lineStart = text.LastIndexOf('\n', Math.Max(0, start - 1)) + 1;
        var lineEnd = text.IndexOf('\n', end) is var found and >= 0 ? found : text.Length;
        var from = Math.Max(lineStart, start - Around);
        var to = Math.Min(lineEnd, end + Around);
        var before = (from > lineStart ? "…" : "") + text[Math.Min(from, start)..start];
        var after = text[end..Math.Max(to, end)] + (to < lineEnd ? "…" : "");
        return $"{SafeText.Markup(before)}[bold yellow][[{SafeText.Markup(text[start..end])}]][/]{SafeText.Markup(after)}";
    }
}
