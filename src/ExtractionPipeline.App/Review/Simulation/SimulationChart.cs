using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace ExtractionPipeline.App.Review.Simulation;

/// <summary>The courses of simulated reviews as an SVG picture: precision whole, recall dashed, by decisions.</summary>
internal static class SimulationChart
{
    private static readonly OxyColor[] Colours = [OxyColor.FromRgb(0x7d, 0x85, 0x8e), OxyColor.FromRgb(0xb3, 0x4a, 0x00), OxyColor.FromRgb(0x1f, 0x5f, 0xa8), OxyColor.FromRgb(0x1c, 0x6b, 0x3c)];

    public static string Svg(string title, IReadOnlyList<SimulationCourse> courses)
    {
        var plot = new PlotModel { Title = title, TitleFontSize = 14, DefaultFont = "sans-serif", DefaultFontSize = 12, Background = OxyColors.White, PlotAreaBorderThickness = new OxyThickness(1) };
        plot.Legends.Add(new Legend { LegendPosition = LegendPosition.BottomCenter, LegendPlacement = LegendPlacement.Outside, LegendOrientation = LegendOrientation.Horizontal, LegendMaxWidth = 700 });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Minimum = 0, Title = "decisions", MajorGridlineStyle = LineStyle.Dot });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Minimum = 0, Maximum = 1, Title = "share of records", AxisTitleDistance = 14, MajorGridlineStyle = LineStyle.Dot });
        foreach (var (index, course) in courses.Index())
        {
            plot.Series.Add(Line(course.Name + ", precision", Colours[index % Colours.Length], LineStyle.Solid, course.Points.Select(p => new DataPoint(p.Decisions, p.Precision))));
            plot.Series.Add(Line(course.Name + ", recall", Colours[index % Colours.Length], LineStyle.Dash, course.Points.Select(p => new DataPoint(p.Decisions, p.Recall))));
        }

        return new SvgExporter { Width = 760, Height = 480, IsDocument = false }.ExportToString(plot);
    }

    private static LineSeries Line(string name, OxyColor colour, LineStyle style, IEnumerable<DataPoint> points) =>
        new() { Title = name, Color = colour, LineStyle = style, StrokeThickness = 1.6, ItemsSource = points.ToList() };
}
