using System.Xml.Linq;
using ExtractionPipeline.Evaluation.Calibration;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace ExtractionPipeline.Evaluation.Reporting.Html;

/// <summary>The report's diagrams as SVG.</summary>
internal static class Charts
{
    private const double Width = 520;
    private const double Height = 360;

    private static readonly OxyColor First = OxyColor.FromRgb(0x1f, 0x5f, 0xa8);
    private static readonly OxyColor Second = OxyColor.FromRgb(0xb3, 0x4a, 0x00);

    /// <summary>Share right against confidence, with the diagonal on which confidence means what it says.</summary>
    public static XElement Reliability(CalibrationCurve records, CalibrationCurve values)
    {
        var plot = Plot("confidence", "share right");
        plot.Series.Add(new LineSeries { Color = OxyColors.Gray, LineStyle = LineStyle.Dash, ItemsSource = new[] { new DataPoint(0, 0), new DataPoint(1, 1) }, Title = "perfect" });
        plot.Series.Add(Curve("records", First, records.Bins.Select(b => new DataPoint(b.MeanConfidence, b.ShareRight)), MarkerType.Circle));
        plot.Series.Add(Curve("values", Second, values.Bins.Select(b => new DataPoint(b.MeanConfidence, b.ShareRight)), MarkerType.Diamond));
        return Svg(plot, "Reliability diagram: share right against confidence");
    }

    /// <summary>Share wrong among the accepted against the share accepted.</summary>
    public static XElement RiskCoverage(RiskCoverage records, RiskCoverage values)
    {
        var plot = Plot("coverage (share accepted without a person)", "risk (share wrong)");
        plot.Series.Add(Curve("records", First, records.Points.Select(p => new DataPoint(1 - p.ReviewShare, 1 - p.Precision)), MarkerType.None));
        plot.Series.Add(Curve("values", Second, values.Points.Select(p => new DataPoint(1 - p.ReviewShare, 1 - p.Precision)), MarkerType.None));
        return Svg(plot, "Risk-coverage curve: share wrong against share accepted");
    }

    /// <summary>Slot F1 when each stage and those before it are perfect.</summary>
    public static XElement Stages(IReadOnlyList<Errors.StageShare> stages)
    {
        var plot = new PlotModel { PlotAreaBorderThickness = new OxyThickness(1), DefaultFont = "sans-serif", DefaultFontSize = 12, PlotMargins = new OxyThickness(150, double.NaN, double.NaN, double.NaN) };
        var axis = new CategoryAxis { Position = AxisPosition.Left, StartPosition = 1, EndPosition = 0 };
        axis.Labels.AddRange(stages.Select(s => TextReport.NameOf(s.Stage)));
        plot.Axes.Add(axis);
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, Maximum = 1, Title = "slot F1 if perfect up to here", MajorGridlineStyle = LineStyle.Dot });
        plot.Series.Add(new BarSeries { FillColor = First, ItemsSource = stages.Select(s => new BarItem(s.SlotF1IfPerfect)).ToList() });
        return Svg(plot, "Slot F1 when each stage and those before it are perfect");
    }

    private static PlotModel Plot(string x, string y)
    {
        var plot = new PlotModel { PlotAreaBorderThickness = new OxyThickness(1), DefaultFont = "sans-serif", DefaultFontSize = 12, IsLegendVisible = true };
        plot.Legends.Add(new Legend { LegendPosition = LegendPosition.TopCenter, LegendPlacement = LegendPlacement.Outside, LegendOrientation = LegendOrientation.Horizontal });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, Maximum = 1, Title = x, MajorGridlineStyle = LineStyle.Dot });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, Maximum = 1, Title = y, AxisTitleDistance = 14, MajorGridlineStyle = LineStyle.Dot });
        return plot;
    }

    private static LineSeries Curve(string title, OxyColor color, IEnumerable<DataPoint> points, MarkerType marker) =>
        new() { Title = title, Color = color, MarkerType = marker, MarkerFill = color, MarkerSize = 4, ItemsSource = points.ToList() };

    private static XElement Svg(PlotModel plot, string description)
    {
        using var stream = new MemoryStream();
        new SvgExporter { Width = Width, Height = Height, IsDocument = false }.Export(plot, stream);
        stream.Position = 0;
        var svg = XElement.Load(stream);
        var ns = svg.Name.Namespace;
        MakeIdsUnique(svg, description);
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("aria-label", description);
        svg.SetAttributeValue("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}"));
        svg.AddFirst(new XElement(ns + "title", description));
        return HtmlBuilder.Tag("figure", svg, HtmlBuilder.Tag("figcaption", description));
    }

    /// <summary>The exporter numbers its clip paths anew in each picture; within one page they must differ.</summary>
    private static void MakeIdsUnique(XElement svg, string description)
    {
        var prefix = string.Concat(description.Where(char.IsAsciiLetter));
        foreach (var attribute in svg.DescendantsAndSelf().Attributes().Where(a => a.Name == "id" || a.Value.StartsWith("url(#", StringComparison.Ordinal)))
        {
            attribute.Value = attribute.Name == "id" ? prefix + attribute.Value : attribute.Value.Replace("url(#", $"url(#{prefix}", StringComparison.Ordinal);
        }
    }
}
