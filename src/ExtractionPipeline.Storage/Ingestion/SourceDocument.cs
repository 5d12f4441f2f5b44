using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Storage.Database;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace ExtractionPipeline.Storage.Ingestion;

/// <summary>A source in stored form.</summary>
internal static class SourceDocument
{
    private const string State = "source";

    public static BsonDocument ToBson(SourceState state) => new()
    {
        [Fields.Id] = state.Definition.Id,
        [State] = JsonSerializer.Serialize(state, ItemDocument.Json),
    };

    public static SourceState FromBson(BsonDocument document) =>
        JsonSerializer.Deserialize<SourceState>(document.Text(State), ItemDocument.Json) ?? throw BsonFields.Unreadable(State);
}
