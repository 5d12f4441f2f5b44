using System.Globalization;
using System.Xml.Linq;
using ExtractionPipeline.Evaluation.Errors;
using ExtractionPipeline.Evaluation.Scoring;
using static ExtractionPipeline.Evaluation.Reporting.Html.HtmlBuilder;

namespace ExtractionPipeline.Evaluation.Reporting.Html;

/// <summary>The part of the report in which a person looks at single errors: a list to filter, and every article with gold and system side by side.</summary>
internal static class ErrorBrowser
{
    public static IEnumerable<object?> Errors(EvaluationReport report)
    {
        var errors = report.Errors.ToList();
        yield return Table(
            "Errors by class",
            ["class", "misses", "false alarms"],
            errors.GroupBy(e => e.Class).OrderByDescending(g => g.Count())
                .Select(g => (IReadOnlyList<object>)[TextReport.NameOf(g.Key), Count(g.Count(e => e.IsMiss)), Count(g.Count(e => !e.IsMiss))]),
            "figures");
        yield return Tag(
            "p",
            Class("filters"),
            Filter("field", errors.Select(e => e.Field.Key())),
            Filter("class", errors.Select(e => TextReport.NameOf(e.Class))),
            Filter("cause", errors.Where(e => e.Cause is not null).Select(e => TextReport.NameOf(e.Cause!.Value))),
            Tag("span", Attribute("id", "shown"), Attribute("role", "status"), $"{errors.Count} errors"));
        yield return ErrorTable(errors);
    }

    public static IEnumerable<object?> Articles(EvaluationReport report)
    {
        yield return Tag("p", "The worst first. ", ScoredFields.All.Select(f => Tag("mark", Class(f.Key()), f.Key())).SelectMany(m => new object[] { m, " " }), "A dashed line marks what is missed or wrong.");
        foreach (var result in report.Results)
        {
            yield return Article(result);
        }
    }

    private static XElement Filter(string name, IEnumerable<string> values) =>
        Tag(
            "label",
            $"{name} ",
            Tag("select", Attribute("data-filter", name), Tag("option", Attribute("value", ""), "all"), values.Distinct().Order(StringComparer.Ordinal).Select(v => Tag("option", Attribute("value", v), v))));

    private static XElement ErrorTable(IReadOnlyList<ValueError> errors)
    {
        var table = Table(
            "Every miss and false alarm",
            ["article", "field", "what", "class", "cause", "model", "value", "sentence"],
            errors.Select(e => (IReadOnlyList<object>)
            [
                Tag("a", Attribute("href", $"#a-{e.Article}"), e.Article), e.Field.Key(), e.IsMiss ? "miss" : "false alarm", TextReport.NameOf(e.Class),
                e.Cause is null ? "–" : TextReport.NameOf(e.Cause.Value), e.Record, e.Value, e.Sentence,
            ]),
            "errors");
        foreach (var (row, error) in table.Descendants("tbody").Single().Elements().Zip(errors))
        {
            row.Add(Attribute("data-field", error.Field.Key()), Attribute("data-class", TextReport.NameOf(error.Class)), Attribute("data-cause", error.Cause is null ? "" : TextReport.NameOf(error.Cause.Value)));
        }

        return table;
    }

    private static XElement Article(ArticleResult result) => Tag(
        "details",
        Attribute("id", $"a-{result.Id}"),
        Tag("summary", Tag("b", result.Id), $" {result.Title} ", Tag("small", $"{result.Kind}, slot F1 {TextReport.Figure(result.SlotF1)}, {result.Errors.Count} errors")),
        Tag(
            "div",
            Class("sides"),
            Tag("div", Tag("h3", "Gold"), HighlightedText.Render(result.Text, HighlightedText.OfGold(result.Text, result.Records))),
            Tag("div", Tag("h3", "System"), HighlightedText.Render(result.Text, HighlightedText.OfSystem(result.Records)))),
        result.Records.Select(Record));

    private static XElement Record(AlignedRecord record)
    {
        var name = record.Gold is { } g ? g.Model.Name ?? g.Model.Description : record.System!.Model.Name ?? record.System.Model.Description;
        var state = record.IsOptional ? "optional" : record.Gold is null ? "not in gold" : record.System is null ? "not found" : record.IsRight ? "right" : "partly right";
        return Table(
            $"{name}: {state}",
            ["field", "gold", "system", "confidence"],
            record.Values.Select(v => (IReadOnlyList<object>)
            [
                v.Field.Key(), Side(v, v.Gold, "miss"), Side(v, v.System, "alarm"), v.System is null ? "" : TextReport.Figure(v.System.Confidence),
            ]));
    }

    private static XElement Side(AlignedValue value, ScoredValue? shown, string wrong) => Tag("td", value.IsRight || shown is null ? null : Class(wrong), shown?.Display ?? "");

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
