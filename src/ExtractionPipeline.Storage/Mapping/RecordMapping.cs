using System.Globalization;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using LiteDB;

namespace ExtractionPipeline.Storage.Mapping;

/// <summary>Records as LiteDB documents. Field names are written out here and nowhere else, so that the domain's types may change and files stay readable.</summary>
internal static class RecordMapping
{
    public static BsonDocument ToDocument(StoredRecord stored) => new()
    {
        ["_id"] = stored.Key,
        ["rank"] = RankOf(stored.PublishedOn, stored.Key),
        ["articleId"] = stored.ArticleId,
        ["version"] = stored.ArticleVersion,
        ["title"] = stored.ArticleTitle,
        ["source"] = stored.Source,
        ["publishedOn"] = stored.PublishedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["textHash"] = stored.TextHash.Hex,
        ["runId"] = stored.RunId,
        ["extractor"] = stored.ExtractorVersion,
        ["extractedAt"] = stored.ExtractedAt.ToString("O", CultureInfo.InvariantCulture),
        ["disposition"] = stored.Record.Disposition.ToString(),
        ["record"] = Record(stored.Record),
    };

    public static StoredRecord FromDocument(BsonDocument document) => new(
        document["_id"].AsString,
        document["articleId"].AsString,
        document["version"].AsInt32,
        document["title"].AsString,
        document["source"].AsString,
        document["publishedOn"].IsNull ? null : DateOnly.ParseExact(document["publishedOn"].AsString, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        new ContentHash(document["textHash"].AsString),
        document["runId"].AsString,
        document["extractor"].AsString,
        DateTimeOffset.Parse(document["extractedAt"].AsString, CultureInfo.InvariantCulture),
        Record(document["record"].AsDocument, document["disposition"].AsString));

    /// <summary>Sorts the newest publications first, those without a date last, and is unique.</summary>
    private static string RankOf(DateOnly? publishedOn, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"{99_999_999 - (publishedOn is { } day ? (day.Year * 10_000) + (day.Month * 100) + day.Day : 0):D8} {key}");

    private static BsonDocument Record(ModelRecord record) => new()
    {
        ["id"] = record.Id,
        ["confidence"] = record.Confidence,
        ["model"] = Value(record.Model, new BsonDocument
        {
            ["name"] = record.Model.Name,
            ["aliases"] = Strings(record.Model.Aliases),
            ["description"] = record.Model.Description,
        }),
        ["hospitals"] = Organisations(record.Hospitals),
        ["adopters"] = Organisations(record.Adopters),
        ["partners"] = Organisations(record.Partners),
        ["specialties"] = new BsonArray(record.Specialties.Select(s => Value(s, new BsonDocument { ["label"] = s.Label.Label(), ["text"] = s.Text }))),
        ["firstOfKind"] = new BsonArray(record.FirstOfKind.Select(c => Value(c, new BsonDocument { ["scope"] = c.Scope.Label(), ["text"] = c.Text }))),
    };

    private static ModelRecord Record(BsonDocument document, string disposition) => new()
    {
        Id = document["id"].AsString,
        Confidence = document["confidence"].AsDouble,
        Disposition = Enum.Parse<Disposition>(disposition),
        Model = Model(document["model"].AsDocument),
        Hospitals = Organisations(document["hospitals"].AsArray),
        Adopters = Organisations(document["adopters"].AsArray),
        Partners = Organisations(document["partners"].AsArray),
        Specialties = [.. document["specialties"].AsArray.Select(v => Specialty(v.AsDocument))],
        FirstOfKind = [.. document["firstOfKind"].AsArray.Select(v => Claim(v.AsDocument))],
    };

    private static ModelValue Model(BsonDocument value) => new()
    {
        Name = value["name"].AsString,
        Aliases = Strings(value["aliases"].AsArray),
        Description = value["description"].AsString,
        Confidence = value["confidence"].AsDouble,
        Evidence = Places(value["evidence"].AsArray),
        ProposedBy = value["proposedBy"].AsString,
    };

    private static SpecialtyValue Specialty(BsonDocument value) => new()
    {
        Label = Labels.TryParse(value["label"].AsString, out Specialty label) ? label : throw new StoreException($"unknown specialty {value["label"]}"),
        Text = value["text"].AsString,
        Confidence = value["confidence"].AsDouble,
        Evidence = Places(value["evidence"].AsArray),
        ProposedBy = value["proposedBy"].AsString,
    };

    private static FirstOfKindValue Claim(BsonDocument value) => new()
    {
        Scope = Labels.TryParse(value["scope"].AsString, out ClaimScope scope) ? scope : throw new StoreException($"unknown scope {value["scope"]}"),
        Text = value["text"].AsString,
        Confidence = value["confidence"].AsDouble,
        Evidence = Places(value["evidence"].AsArray),
        ProposedBy = value["proposedBy"].AsString,
    };

    private static BsonArray Organisations(IEnumerable<OrganisationValue> values) =>
        new(values.Select(o => Value(o, new BsonDocument { ["name"] = o.Name, ["aliases"] = Strings(o.Aliases), ["id"] = o.Id })));

    private static OrganisationValue[] Organisations(BsonArray values) =>
    [
        .. values.Select(v => v.AsDocument).Select(value => new OrganisationValue
        {
            Name = value["name"].AsString,
            Aliases = Strings(value["aliases"].AsArray),
            Id = value["id"].AsString,
            Confidence = value["confidence"].AsDouble,
            Evidence = Places(value["evidence"].AsArray),
            ProposedBy = value["proposedBy"].AsString,
        }),
    ];

    private static BsonDocument Value(FieldValue value, BsonDocument document)
    {
        document["confidence"] = value.Confidence;
        document["proposedBy"] = value.ProposedBy;
        document["evidence"] = new BsonArray(value.Evidence.Select(e => new BsonDocument { ["start"] = e.Span.Start, ["end"] = e.Span.End, ["text"] = e.Text }));
        return document;
    }

    private static Evidence[] Places(BsonArray places) =>
        [.. places.Select(p => new Evidence(new TextSpan(p["start"].AsInt32, p["end"].AsInt32), p["text"].AsString))];

    private static BsonArray Strings(IEnumerable<string> strings) => new(strings.Select(s => new BsonValue(s)));

    private static string[] Strings(BsonArray strings) => [.. strings.Select(s => s.AsString)];
}
