using System.Globalization;
using LiteDB;

namespace ExtractionPipeline.Storage.Database;

/// <summary>Reads fields strictly: a field that is missing or of another type is damage, not a default.</summary>
internal static class BsonFields
{
    public static string Text(this BsonDocument document, string field) => Value(document, field, BsonType.String).AsString;

    public static string? OptionalText(this BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && !value.IsNull ? document.Text(field) : null;

    public static int Integer(this BsonDocument document, string field) => Value(document, field, BsonType.Int32).AsInt32;

    public static double Number(this BsonDocument document, string field) => Value(document, field, BsonType.Double).AsDouble;

    public static byte[] Bytes(this BsonDocument document, string field) => Value(document, field, BsonType.Binary).AsBinary;

    public static BsonArray List(this BsonDocument document, string field) => Value(document, field, BsonType.Array).AsArray;

    public static BsonDocument Inner(this BsonDocument document, string field) => Value(document, field, BsonType.Document).AsDocument;

    public static IReadOnlyList<string> Texts(this BsonDocument document, string field) => [.. document.List(field).Select(v => v.AsString)];

    /// <summary>A time to its last tick and offset; LiteDB's own dates keep milliseconds and no offset.</summary>
    public static DateTimeOffset Time(this BsonDocument document, string field) =>
        DateTimeOffset.TryParseExact(document.Text(field), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : throw Unreadable(field);

    public static DateOnly? OptionalDay(this BsonDocument document, string field) => document.OptionalText(field) switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => throw Unreadable(field),
    };

    /// <summary>The stored form of a time.</summary>
    public static BsonValue Stored(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The stored form of a day.</summary>
    public static BsonValue Stored(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The stored form of a list of texts.</summary>
    public static BsonArray Stored(IEnumerable<string> texts) => new(texts.Select(t => new BsonValue(t)));

    public static InvalidDataException Unreadable(string field) => new($"field {field} is missing or unreadable");

    private static BsonValue Value(BsonDocument document, string field, BsonType type) =>
        document.TryGetValue(field, out var value) && value.Type == type ? value : throw Unreadable(field);
}
