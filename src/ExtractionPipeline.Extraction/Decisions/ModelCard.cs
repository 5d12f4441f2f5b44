using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExtractionPipeline.Extraction.Decisions;

/// <summary>What a trained model says of itself: made from what, how, and how good it is. Kept beside the model as JSON.</summary>
public sealed record ModelCard
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Names the model: the day of training and the beginning of the data's hash.</summary>
    public required string Version { get; init; }

    /// <summary>Day of training.</summary>
    public required DateOnly TrainedOn { get; init; }

    /// <summary>SHA-256 over texts and gold of all articles learned from, in hexadecimal.</summary>
    public required string DataHash { get; init; }

    /// <summary>Number of articles learned from, without their copies.</summary>
    public required int Articles { get; init; }

    /// <summary>Of these, articles with decisions of reviewers in place of gold.</summary>
    public int ReviewedArticles { get; init; }

    /// <summary>Copies of each article with other names, which stand in its place in training.</summary>
    public required int Copies { get; init; }

    /// <summary>Seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary>The trainers in words.</summary>
    public required string Trainer { get; init; }

    /// <summary>Number of folds of the cross-validation.</summary>
    public required int Folds { get; init; }

    /// <summary>Slot F1 by cross-validation on whole articles, by the annotation guide; NaN when it was not measured.</summary>
    public double SlotF1 { get; init; } = double.NaN;

    /// <summary>Record accuracy by cross-validation; NaN when it was not measured.</summary>
    public double RecordAccuracy { get; init; } = double.NaN;

    /// <summary>F1 of each scored field by cross-validation.</summary>
    public IReadOnlyDictionary<string, double> FieldF1 { get; init; } = new Dictionary<string, double>();

    /// <summary>How well each question was answered on articles not seen.</summary>
    public required IReadOnlyList<DecisionFigures> Decisions { get; init; }

    /// <summary>The thresholds of automatic acceptance.</summary>
    public required AcceptanceThresholds Acceptance { get; init; }

    /// <summary>The card as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a card.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ModelCard Parse(string json) => JsonSerializer.Deserialize<ModelCard>(json, Json) ?? throw new JsonException("the card is empty");
}

/// <summary>How well one question was answered on articles not seen in training.</summary>
/// <param name="Question">The question.</param>
/// <param name="Examples">Number of examples.</param>
/// <param name="Positives">Of which the answer is yes.</param>
/// <param name="F1">At the best threshold.</param>
/// <param name="AreaUnderCurve">Of the receiver operating characteristic.</param>
/// <param name="CalibrationError">Expected calibration error over ten bins.</param>
/// <param name="Features">Columns of the trained model.</param>
public sealed record DecisionFigures(string Question, int Examples, int Positives, double F1, double AreaUnderCurve, double CalibrationError, int Features);

/// <summary>From which confidence on a value or record is accepted without a person; null where no threshold keeps the promise.</summary>
/// <param name="Value">For single values.</param>
/// <param name="Record">For whole records.</param>
/// <param name="Promise">The precision promised.</param>
/// <param name="Level">At this level of confidence.</param>
/// <param name="ValueReason">Why there is none for values, or how it was found.</param>
/// <param name="RecordReason">The same for records.</param>
public sealed record AcceptanceThresholds(double? Value, double? Record, double Promise, double Level, string ValueReason, string RecordReason);
