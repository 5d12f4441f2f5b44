using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using LiteDB;

namespace ExtractionPipeline.Storage.Review;

/// <summary>A decision in stored form; ids sort by article and then by sequence.</summary>
internal static class DecisionDocument
{
    public static string IdOf(string articleId, int sequence) => $"{articleId}/{sequence:D8}";

    /// <summary>How the ids of an article's decisions begin, and no others.</summary>
    public static string IdsOf(string articleId) => $"{articleId}/";

    public static BsonDocument ToBson(Decision decision) => new()
    {
        [Fields.Id] = IdOf(decision.ArticleId, decision.Sequence),
        ["decision_id"] = decision.Id,
        [Fields.ArticleId] = decision.ArticleId,
        ["sequence"] = decision.Sequence,
        ["kind"] = decision.Kind.ToString(),
        ["subjects"] = BsonFields.Stored(decision.Subjects),
        ["before"] = Images(decision.Before),
        ["after"] = Images(decision.After),
        ["reviewer"] = decision.Reviewer,
        ["at"] = BsonFields.Stored(decision.At),
        ["extractor_version"] = decision.ExtractorVersion,
        [Fields.Version] = decision.ArticleVersion,
        [Fields.TextHash] = decision.TextHash.Hex,
        ["remark"] = decision.Remark,
        ["value_field"] = decision.Value?.Field.ToString(),
        ["value_text"] = decision.Value?.Text,
        ["undoes"] = decision.Undoes,
        ["pass"] = decision.Pass.ToString(),
        ["reason"] = decision.Reason.ToString(),
        ["probability"] = decision.Probability,
        ["probe"] = decision.Probe.ToString(),
        ["seconds"] = decision.Seconds,
        ["keystrokes"] = decision.Keystrokes,
        ["bulk"] = decision.Bulk,
        ["bulk_size"] = decision.BulkSize,
    };

    public static Decision FromBson(BsonDocument document) => new()
    {
        Id = document.Text("decision_id"),
        ArticleId = document.Text(Fields.ArticleId),
        Sequence = document.Integer("sequence"),
        Kind = Member<DecisionKind>(document, "kind"),
        Subjects = document.Texts("subjects"),
        Before = ImagesFrom(document, "before"),
        After = ImagesFrom(document, "after"),
        Reviewer = document.Text("reviewer"),
        At = document.Time("at"),
        ExtractorVersion = document.Text("extractor_version"),
        ArticleVersion = document.Integer(Fields.Version),
        TextHash = new ContentHash(document.Text(Fields.TextHash)),
        Remark = document.OptionalText("remark"),
        Value = document.OptionalText("value_text") is { } text ? new ValueReference(Member<RecordField>(document, "value_field"), text) : null,
        Undoes = document.OptionalText("undoes"),
        Pass = Member<ReviewPass>(document, "pass"),
        Reason = Member<ReviewReason>(document, "reason"),
        Probability = document.Number("probability"),
        Probe = Member<ProbeResult>(document, "probe"),
        Seconds = document["seconds"].IsNull ? null : document.Number("seconds"),
        Keystrokes = document["keystrokes"].IsNull ? null : document.Integer("keystrokes"),
        Bulk = document.OptionalText("bulk"),
        BulkSize = document.Integer("bulk_size"),
    };

    private static BsonArray Images(IEnumerable<RecordImage> images) => new(images.Select(i =>
        new BsonDocument { ["subject"] = i.Subject, ["record"] = RecordBody.ToBson(i.Record) }));

    private static List<RecordImage> ImagesFrom(BsonDocument document, string field) => [.. document.List(field).Select(v =>
        new RecordImage(v.AsDocument.Text("subject"), RecordBody.FromBson(v.AsDocument.Inner("record"))))];

    private static T Member<T>(BsonDocument document, string field)
        where T : struct, Enum =>
        Enum.TryParse<T>(document.Text(field), out var member) && Enum.IsDefined(member) ? member : throw BsonFields.Unreadable(field);
}
