using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.App.Rendering;

/// <summary>A stored record as a line of JSON.</summary>
internal sealed record StoredRecordLine(string Key, string Source, string? Title, DateOnly? PublishedOn, int ArticleVersion, string ExtractorVersion, RecordOutput Record);

/// <summary>Writes stored records as JSON.</summary>
internal static class StoredRecordJson
{
    private static readonly StoredRecordContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Serialize(StoredRecord stored) => JsonSerializer.Serialize(
        new StoredRecordLine(stored.Key, stored.Source, stored.ArticleTitle, stored.PublishedOn, stored.ArticleVersion, stored.ExtractorVersion, RecordOutput.Of(stored.Record)),
        Context.StoredRecordLine);
}

[JsonSerializable(typeof(StoredRecordLine))]
internal sealed partial class StoredRecordContext : JsonSerializerContext;
