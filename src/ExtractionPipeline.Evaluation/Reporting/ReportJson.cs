using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExtractionPipeline.Evaluation.Reporting;

/// <summary>The report as JSON for other programs; figures without a value are null.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new FigureConverter() },
    };

    /// <summary>All figures and errors; the articles' texts are left out.</summary>
    public static string Serialize(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var body = JsonSerializer.SerializeToNode(report with { Results = [] }, Options)!.AsObject();
        body.Remove("results");
        body["perArticle"] = JsonSerializer.SerializeToNode(report.Results.Select(r => new { r.Id, r.Kind, r.SlotF1, Errors = r.Errors.Count }), Options);
        body["errors"] = JsonSerializer.SerializeToNode(report.Errors, Options);
        return body.ToJsonString(Options);
    }

    private sealed class FigureConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(Math.Round(value, 6));
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
