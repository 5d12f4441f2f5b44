using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExtractionPipeline.App.Web.Status;

/// <summary>How worker and commands write to each other.</summary>
internal static class StatusJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
}
