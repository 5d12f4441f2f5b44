using System.Globalization;
using System.Xml.Linq;
using ExtractionPipeline.Evaluation.Calibration;
using static ExtractionPipeline.Evaluation.Reporting.Html.HtmlBuilder;

namespace ExtractionPipeline.Evaluation.Reporting.Html;

/// <summary>An evaluation as one HTML page that needs nothing besides itself.</summary>
public static class HtmlReport
{
    /// <summary>The page.</summary>
    public static string Render(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var title = $"Extraction accuracy: {report.System} on {report.Data}";
        return Document(Tag(
            "html",
            Attribute("lang", "en"),
            Tag(
                "head",
                Tag("meta", Attribute("charset", "utf-8")),
                Tag("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1")),
                Tag("title", title),
                Tag("style", Resource("report.css"))),
            Tag(
                "body",
                Tag("header", Tag("h1", title), Tag("p", Headline(report))),
                Tag("nav", Attribute("aria-label", "Sections"), Sections.Select(s => Tag("a", Attribute("href", $"#{s.Id}"), s.Title))),
                Tag("main", Sections.Select(s => Tag("section", Attribute("id", s.Id), Tag("h2", s.Title), s.Render(report)))))),
            Resource("report.js"));
    }

    private static readonly (string Id, string Title, Func<EvaluationReport, IEnumerable<object?>> Render)[] Sections =
    [
        ("figures", "Figures", Figures),
        ("calibration", "Calibration", Calibration),
        ("selection", "Selective accuracy", Selection),
        ("budget", "Error budget by stage", Budget),
        ("confusion", "Confusion", r => r.Confusions.Select(ConfusionTable)),
        ("errors", "Errors", ErrorBrowser.Errors),
        ("articles", "Articles", ErrorBrowser.Articles),
    ];

    private static string Headline(EvaluationReport r) =>
        $"Record accuracy {TextReport.Figure(r.RecordAccuracy)} over {r.GoldRecords} gold records, slot F1 {TextReport.Figure(r.Slots.F1)}; {r.Articles} articles in {r.Clusters} stories. "
        + $"Brackets hold 95 % intervals, bootstrapped over stories. Articles without records left alone: {TextReport.Percent(r.SilentNegatives)}."
        + (r.Comparison is { } c ? $" Against {c.Baseline}: slot F1 {TextReport.Difference(c.SlotF1)}, record accuracy {TextReport.Difference(c.RecordAccuracy)}." : "");

    private static IEnumerable<object?> Figures(EvaluationReport r)
    {
        string[] header = ["", "articles", "precision", "recall", "F1 (95 %)", "lenient F1", "right", "false alarms", "misses"];
        yield return Table("Per field", header, r.Fields.Append(r.Slots).Select(Row), "figures");
        yield return Table("Slots per genre", header, r.Genres.Select(Row), "figures");
    }

    private static object[] Row(FieldFigures f) =>
    [
        f.Name, Count(f.Articles), TextReport.Figure(f.Precision), TextReport.Figure(f.Recall), TextReport.Figure(f.F1), TextReport.Figure(f.LenientF1),
        Count(f.TruePositives), Count(f.FalsePositives), Count(f.FalseNegatives),
    ];

    private static IEnumerable<object?> Calibration(EvaluationReport r)
    {
        yield return Table(
            "Whether confidence means what it says (0 is perfect)",
            ["", "predictions", "Brier score", "expected calibration error"],
            [CalibrationRow("records", r.RecordCalibration), CalibrationRow("values", r.ValueCalibration)],
            "figures");
        yield return Charts.Reliability(r.RecordCalibration, r.ValueCalibration);
    }

    private static object[] CalibrationRow(string name, CalibrationCurve c) => [name, Count(c.Count), TextReport.Figure(c.BrierScore), TextReport.Figure(c.ExpectedCalibrationError)];

    private static IEnumerable<object?> Selection(EvaluationReport r)
    {
        yield return Tag("p", Wished("records", r.RecordSelection, r.WishedPrecision));
        yield return Tag("p", Wished("values", r.ValueSelection, r.WishedPrecision));
        yield return Charts.RiskCoverage(r.RecordSelection, r.ValueSelection);
        yield return Thresholds("Records accepted from each threshold on", r.RecordSelection);
        yield return Thresholds("Values accepted from each threshold on", r.ValueSelection);
    }

    /// <summary>The threshold that meets the wished precision, in words.</summary>
    private static string Wished(string what, RiskCoverage curve, double precision) => curve.For(precision) is { } point
        ? $"For a precision of {TextReport.Figure(precision)}, accept {what} from confidence {TextReport.Figure(point.Threshold)}: {point.Accepted} accepted, {TextReport.Percent(point.ReviewShare)} to review. Measured on these very articles; the bound below tells how far chance reaches."
        : $"No threshold reaches a precision of {TextReport.Figure(precision)} for {what} on these articles.";

    /// <summary>At most some thirty steps: a table of every value's confidence would help nobody.</summary>
    private static XElement Thresholds(string caption, RiskCoverage curve)
    {
        const int MostRows = 30;
        var step = Math.Max(1, (curve.Points.Count + MostRows - 1) / MostRows);
        var rows = curve.Points.Where((_, i) => i % step == 0 || i == curve.Points.Count - 1);
        var table = Table(
            caption,
            ["threshold", "accepted", "precision", "its lower 95 % bound", "to review"],
            rows.Select(p => (IReadOnlyList<object>)[TextReport.Figure(p.Threshold), Count(p.Accepted), TextReport.Figure(p.Precision), TextReport.Figure(p.PrecisionLow), TextReport.Percent(p.ReviewShare)]),
            "figures");
        return Tag("details", Tag("summary", caption), table);
    }

    private static IEnumerable<object?> Budget(EvaluationReport r)
    {
        if (r.Stages.Count == 0)
        {
            yield return Tag("p", "The records came from a file: stages can only be told apart when the extractor itself is run.");
            yield break;
        }

        yield return Table(
            "Wrong values by the first stage whose perfect output mends them",
            ["stage", "wrong values", "slot F1 if this stage were perfect"],
            r.Stages.Select(s => (IReadOnlyList<object>)[TextReport.NameOf(s.Stage), Count(s.Errors), TextReport.Figure(s.SlotF1IfPerfect)]),
            "figures");
        yield return Charts.Stages(r.Stages);
    }

    private static XElement ConfusionTable(ConfusionTable table) => Table(
        $"{table.Name}: rows are gold, columns the system",
        ["", .. table.Labels],
        table.Labels.Select((label, i) => (IReadOnlyList<object>)[label, .. table.Counts[i].Select((count, j) => Cell(count, i == j))]),
        "confusion");

    private static XElement Cell(int count, bool isRight) => Tag("td", count == 0 ? null : Class(isRight ? "right" : "off"), count == 0 ? "" : Count(count));

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
