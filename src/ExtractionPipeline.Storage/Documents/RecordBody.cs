using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Storage.Database;
using LiteDB;

namespace ExtractionPipeline.Storage.Documents;

/// <summary>A model record with all values and their evidence in stored form.</summary>
internal static class RecordBody
{
    private const string Name = "name";
    private const string Aliases = "aliases";
    private const string Label = "label";
    private const string WrittenAs = "text";
    private const string Confidence = "confidence";

    public static BsonDocument ToBson(ModelRecord record) => new()
    {
        ["id"] = record.Id,
        [Confidence] = record.Confidence,
        ["disposition"] = DispositionNames.Name(record.Disposition),
        ["model"] = Value(record.Model, new()
        {
            [Name] = record.Model.Name,
            [Aliases] = BsonFields.Stored(record.Model.Aliases),
            ["description"] = record.Model.Description,
        }),
        ["hospitals"] = Organisations(record.Hospitals),
        ["adopters"] = Organisations(record.Adopters),
        ["specialties"] = new BsonArray(record.Specialties.Select(s => Value(s, new() { [Label] = s.Label.Label(), [WrittenAs] = s.Text }))),
        ["partners"] = Organisations(record.Partners),
        ["first_of_kind"] = new BsonArray(record.FirstOfKind.Select(f => Value(f, new() { [Label] = f.Scope.Label(), [WrittenAs] = f.Text }))),
    };

    public static ModelRecord FromBson(BsonDocument document) => new()
    {
        Id = document.Text("id"),
        Confidence = document.Number(Confidence),
        Disposition = DispositionNames.Parse(document.Text("disposition")),
        Model = ModelFrom(document.Inner("model")),
        Hospitals = OrganisationsFrom(document, "hospitals"),
        Adopters = OrganisationsFrom(document, "adopters"),
        Specialties = [.. document.List("specialties").Select(v => SpecialtyFrom(v.AsDocument))],
        Partners = OrganisationsFrom(document, "partners"),
        FirstOfKind = [.. document.List("first_of_kind").Select(v => FirstOfKindFrom(v.AsDocument))],
    };

    private static BsonArray Organisations(IEnumerable<OrganisationValue> organisations) => new(organisations.Select(o =>
        Value(o, new() { [Name] = o.Name, [Aliases] = BsonFields.Stored(o.Aliases), ["id"] = o.Id })));

    private static BsonDocument Value(FieldValue value, BsonDocument document)
    {
        document[Confidence] = value.Confidence;
        document["proposed_by"] = value.ProposedBy;
        document["evidence"] = new BsonArray(value.Evidence.Select(e =>
            new BsonDocument { ["start"] = e.Span.Start, ["end"] = e.Span.End, [WrittenAs] = e.Text }));
        return document;
    }

    private static ModelValue ModelFrom(BsonDocument document) => new()
    {
        Name = document.OptionalText(Name),
        Aliases = document.Texts(Aliases),
        Description = document.OptionalText("description"),
        Confidence = document.Number(Confidence),
        ProposedBy = document.Text("proposed_by"),
        Evidence = EvidenceFrom(document),
    };

    private static IReadOnlyList<OrganisationValue> OrganisationsFrom(BsonDocument document, string field) => [.. document.List(field).Select(v => OrganisationFrom(v.AsDocument))];

    private static OrganisationValue OrganisationFrom(BsonDocument document) => new()
    {
        Name = document.Text(Name),
        Aliases = document.Texts(Aliases),
        Id = document.Text("id"),
        Confidence = document.Number(Confidence),
        ProposedBy = document.Text("proposed_by"),
        Evidence = EvidenceFrom(document),
    };

    private static SpecialtyValue SpecialtyFrom(BsonDocument document) => new()
    {
        Label = Labels.TryParse(document.Text(Label), out Specialty specialty) ? specialty : throw BsonFields.Unreadable(Label),
        Text = document.Text(WrittenAs),
        Confidence = document.Number(Confidence),
        ProposedBy = document.Text("proposed_by"),
        Evidence = EvidenceFrom(document),
    };

    private static FirstOfKindValue FirstOfKindFrom(BsonDocument document) => new()
    {
        Scope = Labels.TryParse(document.Text(Label), out ClaimScope scope) ? scope : throw BsonFields.Unreadable(Label),
        Text = document.Text(WrittenAs),
        Confidence = document.Number(Confidence),
        ProposedBy = document.Text("proposed_by"),
        Evidence = EvidenceFrom(document),
    };

    private static IReadOnlyList<Evidence> EvidenceFrom(BsonDocument document) => [.. document.List("evidence").Select(v =>
        new Evidence(new TextSpan(v.AsDocument.Integer("start"), v.AsDocument.Integer("end")), v.AsDocument.Text(WrittenAs)))];
}
