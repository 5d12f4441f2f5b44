using System.Xml.Linq;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Evaluation.Scoring;

namespace ExtractionPipeline.Evaluation.Reporting.Html;

/// <summary>A value's place in the text, with how it fared.</summary>
internal readonly record struct Highlight(TextSpan Span, ScoredField Field, string Title, bool IsRight);

/// <summary>Lays highlights over an article's text.</summary>
internal static class HighlightedText
{
    /// <summary>The text as paragraphs with marks; of overlapping highlights the longer counts, and what is wrong before what is right.</summary>
    public static IEnumerable<XElement> Render(string text, IEnumerable<Highlight> highlights)
    {
        var chosen = new List<Highlight>();
        foreach (var highlight in highlights.Where(h => !h.Span.IsEmpty && h.Span.End <= text.Length).OrderByDescending(h => h.Span.Length).ThenBy(h => h.Span.Start).ThenBy(h => h.IsRight))
        {
            if (!chosen.Exists(c => c.Span.Overlaps(highlight.Span)))
            {
                chosen.Add(highlight);
            }
        }

        chosen.Sort((a, b) => a.Span.CompareTo(b.Span));
        var start = 0;
        foreach (var line in text.Split('\n'))
        {
            yield return HtmlBuilder.Tag("p", Line(text, new TextSpan(start, start + line.Length), chosen));
            start += line.Length + 1;
        }
    }

    /// <summary>Gold's values where their words stand, at most a few times each.</summary>
    public static IEnumerable<Highlight> OfGold(string text, IReadOnlyList<AlignedRecord> records) =>
        from record in records
        from value in record.Values
        where value.Gold is not null
        from span in Occurrences(text, value.Gold!.Text)
        select new Highlight(span, value.Field, TitleOf(value, value.Gold!), value.IsRight);

    /// <summary>The system's values where their evidence stands.</summary>
    public static IEnumerable<Highlight> OfSystem(IReadOnlyList<AlignedRecord> records) =>
        from record in records
        from value in record.Values
        where value.System is not null
        from evidence in value.System!.Evidence
        where evidence.Start >= 0 && evidence.End >= evidence.Start
        select new Highlight(new TextSpan(evidence.Start, evidence.End), value.Field, TitleOf(value, value.System!), value.IsRight);

    private static string TitleOf(AlignedValue value, ScoredValue shown) =>
        $"{value.Field.Key()}: {shown.Display}{(value.IsRight ? "" : value.IsMiss ? " (missed)" : " (false alarm)")}";

    private static IEnumerable<object> Line(string text, TextSpan line, List<Highlight> highlights)
    {
        var at = line.Start;
        foreach (var highlight in highlights.Where(h => line.Contains(h.Span)))
        {
            yield return text[at..highlight.Span.Start];
            yield return HtmlBuilder.Tag(
                "mark",
                HtmlBuilder.Class($"{highlight.Field.Key()}{(highlight.IsRight ? "" : " wrong")}"),
                HtmlBuilder.Attribute("title", highlight.Title),
                highlight.Span.Of(text));
            at = highlight.Span.End;
        }

        yield return text[at..line.End];
    }

    private static IEnumerable<TextSpan> Occurrences(string text, string words)
    {
        var count = 0;
        for (var at = words.Length == 0 ? -1 : text.IndexOf(words, StringComparison.Ordinal); at >= 0 && count < 5; at = text.IndexOf(words, at + words.Length, StringComparison.Ordinal))
        {
            count++;
            yield return new TextSpan(at, at + words.Length);
        }
    }
}
