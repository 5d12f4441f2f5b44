using ExtractionPipeline.Evaluation.Calibration;
using ExtractionPipeline.Evaluation.Errors;
using ExtractionPipeline.Evaluation.Intervals;

namespace ExtractionPipeline.Evaluation.Reporting;

/// <summary>Precision, recall and F1 with their counts; F1 with its interval.</summary>
/// <param name="Name">Field, genre or "slots".</param>
/// <param name="Articles">Number of articles that the figures rest on.</param>
/// <param name="Precision">Precision.</param>
/// <param name="Recall">Recall.</param>
/// <param name="F1">F1 with its interval.</param>
/// <param name="TruePositives">Values that are right.</param>
/// <param name="FalsePositives">Values that are wrong.</param>
/// <param name="FalseNegatives">Values that are missing.</param>
/// <param name="LenientF1">F1 by partial overlap of strings.</param>
public sealed record FieldFigures(
    string Name, int Articles, double Precision, double Recall, Interval F1, int TruePositives, int FalsePositives, int FalseNegatives, double LenientF1);

/// <summary>Differences to a baseline's figures, system minus baseline, on the same resamples.</summary>
/// <param name="Baseline">Name of the baseline.</param>
/// <param name="SlotF1">Difference in slot F1.</param>
/// <param name="RecordAccuracy">Difference in record accuracy.</param>
public sealed record Comparison(string Baseline, Interval SlotF1, Interval RecordAccuracy);

/// <summary>How often what gold calls one thing the system calls another.</summary>
/// <param name="Name">The field.</param>
/// <param name="Labels">The labels of rows and columns.</param>
/// <param name="Counts">Rows are gold, columns the system.</param>
public sealed record ConfusionTable(string Name, IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<int>> Counts);

/// <summary>One article with the values of gold and system, for a person to look at.</summary>
/// <param name="Id">The article's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">Its genre.</param>
/// <param name="SlotF1">Its own slot F1.</param>
/// <param name="Text">The text that the system saw.</param>
/// <param name="Records">Gold and system records, aligned.</param>
/// <param name="Errors">Its errors.</param>
public sealed record ArticleResult(
    string Id, string Title, string Kind, double SlotF1, string Text, IReadOnlyList<Scoring.AlignedRecord> Records, IReadOnlyList<ValueError> Errors);

/// <summary>All that one evaluation found.</summary>
public sealed record EvaluationReport
{
    /// <summary>What was evaluated: the extractor's version or the system file.</summary>
    public required string System { get; init; }

    /// <summary>On what: gold folder and split.</summary>
    public required string Data { get; init; }

    /// <summary>Number of articles.</summary>
    public required int Articles { get; init; }

    /// <summary>Number of clusters that intervals rest on: copies of one story count once.</summary>
    public required int Clusters { get; init; }

    /// <summary>Gold records that count.</summary>
    public required int GoldRecords { get; init; }

    /// <summary>Share of gold records with all five core fields exactly right.</summary>
    public required Interval RecordAccuracy { get; init; }

    /// <summary>Share of articles without any gold record for which the system gave none either; NaN when there is no such article.</summary>
    public required double SilentNegatives { get; init; }

    /// <summary>Micro average over the five core fields.</summary>
    public required FieldFigures Slots { get; init; }

    /// <summary>Figures per field.</summary>
    public required IReadOnlyList<FieldFigures> Fields { get; init; }

    /// <summary>Slot figures per genre.</summary>
    public required IReadOnlyList<FieldFigures> Genres { get; init; }

    /// <summary>Against a baseline; null without one.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>Calibration of records.</summary>
    public required CalibrationCurve RecordCalibration { get; init; }

    /// <summary>Calibration of all values.</summary>
    public required CalibrationCurve ValueCalibration { get; init; }

    /// <summary>Selective accuracy of records.</summary>
    public required RiskCoverage RecordSelection { get; init; }

    /// <summary>Selective accuracy of values.</summary>
    public required RiskCoverage ValueSelection { get; init; }

    /// <summary>The precision asked for.</summary>
    public required double WishedPrecision { get; init; }

    /// <summary>Error budget by stage; empty when the records came from a file.</summary>
    public required IReadOnlyList<StageShare> Stages { get; init; }

    /// <summary>Confusion per field.</summary>
    public required IReadOnlyList<ConfusionTable> Confusions { get; init; }

    /// <summary>Every article, the worst first.</summary>
    public required IReadOnlyList<ArticleResult> Results { get; init; }

    /// <summary>Every error, by article.</summary>
    public IEnumerable<ValueError> Errors => Results.SelectMany(r => r.Errors);
}
