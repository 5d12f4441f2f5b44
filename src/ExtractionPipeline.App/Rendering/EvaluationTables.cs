using System.Globalization;
using ExtractionPipeline.Evaluation.Calibration;
using ExtractionPipeline.Evaluation.Reporting;
using Spectre.Console;

namespace ExtractionPipeline.App.Rendering;

/// <summary>An evaluation in the terminal.</summary>
internal static class EvaluationTables
{
    public static void Write(IAnsiConsole console, EvaluationReport report)
    {
        console.WriteLine($"{report.System} on {report.Data}: {report.Articles} articles in {report.Clusters} stories, {report.GoldRecords} gold records");
        console.WriteLine();
        console.WriteLine($"record accuracy  {TextReport.Figure(report.RecordAccuracy)}");
        console.WriteLine($"slot F1          {TextReport.Figure(report.Slots.F1)}   lenient {TextReport.Figure(report.Slots.LenientF1)}");
        console.WriteLine($"articles without records left alone: {TextReport.Percent(report.SilentNegatives)}");
        if (report.Comparison is { } comparison)
        {
            console.WriteLine($"against {SafeText.Plain(comparison.Baseline)}: slot F1 {TextReport.Difference(comparison.SlotF1)}, record accuracy {TextReport.Difference(comparison.RecordAccuracy)}");
        }

        console.WriteLine();
        console.Write(Figures("field", report.Fields.Append(report.Slots)));
        console.Write(Figures("genre", report.Genres));
        console.Write(Confidence(report));
        if (report.Stages.Count > 0)
        {
            console.Write(Stages(report));
        }

        console.Write(Errors(report));
        console.WriteLine("Brackets hold 95 % intervals, bootstrapped over stories; --report DIR writes everything for the browser.");
    }

    private static Table Figures(string head, IEnumerable<FieldFigures> rows)
    {
        var table = Numbers(head, "articles", "precision", "recall", "F1 (95 %)", "lenient F1", "right", "false", "missed");
        foreach (var row in rows)
        {
            table.AddRow(
                SafeText.Markup(row.Name), Count(row.Articles), TextReport.Figure(row.Precision), TextReport.Figure(row.Recall), TextReport.Figure(row.F1), TextReport.Figure(row.LenientF1),
                Count(row.TruePositives), Count(row.FalsePositives), Count(row.FalseNegatives));
        }

        return table;
    }

    private static Table Confidence(EvaluationReport report)
    {
        var wished = TextReport.Figure(report.WishedPrecision);
        var table = Numbers("confidence of", "Brier score", "calibration error", $"threshold for precision {wished}", "to review");
        foreach (var (name, curve, selection) in new[] { ("records", report.RecordCalibration, report.RecordSelection), ("values", report.ValueCalibration, report.ValueSelection) })
        {
            var point = selection.For(report.WishedPrecision);
            table.AddRow(name, TextReport.Figure(curve.BrierScore), TextReport.Figure(curve.ExpectedCalibrationError), Threshold(point), point is null ? "all" : TextReport.Percent(point.ReviewShare));
        }

        return table;
    }

    private static string Threshold(SelectivePoint? point) => point is null ? "none reaches it" : TextReport.Figure(point.Threshold);

    private static Table Stages(EvaluationReport report)
    {
        var table = Numbers("error budget by stage", "wrong values", "slot F1 if this stage were perfect");
        foreach (var stage in report.Stages)
        {
            table.AddRow(TextReport.NameOf(stage.Stage), Count(stage.Errors), TextReport.Figure(stage.SlotF1IfPerfect));
        }

        return table;
    }

    private static Table Errors(EvaluationReport report)
    {
        var table = Numbers("error class", "misses", "false alarms");
        foreach (var group in report.Errors.GroupBy(e => e.Class).OrderByDescending(g => g.Count()))
        {
            table.AddRow(TextReport.NameOf(group.Key), Count(group.Count(e => e.IsMiss)), Count(group.Count(e => !e.IsMiss)));
        }

        return table;
    }

    private static Table Numbers(string first, params string[] others)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(first);
        foreach (var other in others)
        {
            table.AddColumn(new TableColumn(other).RightAligned());
        }

        return table;
    }

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
