using System.Globalization;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Evaluation.Errors;
using ExtractionPipeline.Evaluation.Intervals;

namespace ExtractionPipeline.Evaluation.Reporting;

/// <summary>How figures and names are written in every report.</summary>
public static class TextReport
{
    /// <summary>Three decimals; a dash for what has no value.</summary>
    public static string Figure(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>"0.810 (0.752–0.861)".</summary>
    public static string Figure(Interval interval) => $"{Figure(interval.Estimate)} ({Figure(interval.Low)}–{Figure(interval.High)})";

    /// <summary>"better by 0.021 (95 % 0.008 to 0.034)".</summary>
    public static string Difference(Interval interval) =>
        $"{(interval.Estimate >= 0 ? "better" : "worse")} by {Figure(Math.Abs(interval.Estimate))} (95 % {Figure(interval.Estimate >= 0 ? interval.Low : -interval.High)} to {Figure(interval.Estimate >= 0 ? interval.High : -interval.Low)})";

    /// <summary>A share as per cent without decimals.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    /// <summary>The stage's error in words.</summary>
    public static string NameOf(ExtractionStage stage) => stage switch
    {
        ExtractionStage.Reading => "reading the page",
        ExtractionStage.MentionProposal => "mention not proposed",
        ExtractionStage.MentionDecision => "mention rejected",
        ExtractionStage.EntityResolution => "entity not resolved",
        ExtractionStage.Relation => "wrong relation",
        ExtractionStage.Label => "wrong label",
        _ => "threshold",
    };

    /// <summary>The class in words.</summary>
    public static string NameOf(ErrorClass errorClass) => errorClass switch
    {
        ErrorClass.NotFound => "not found",
        ErrorClass.WrongBoundary => "wrong boundary",
        ErrorClass.WrongRole => "wrong role",
        ErrorClass.WrongModel => "wrong model",
        ErrorClass.WrongLabel => "wrong label",
        ErrorClass.Boilerplate => "boilerplate",
        ErrorClass.Duplicate => "duplicate",
        _ => "spurious",
    };
}
