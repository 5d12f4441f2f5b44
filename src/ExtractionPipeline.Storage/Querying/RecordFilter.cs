using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Documents;
using LiteDB;

namespace ExtractionPipeline.Storage.Querying;

/// <summary>A query in stored terms: the narrowest list that holds all it may find, the part of that list, and the test of each entry.</summary>
internal sealed class RecordFilter
{
    private readonly RecordQuery _query;
    private readonly string? _specialty;
    private readonly string? _scope;
    private readonly string? _disposition;

    public RecordFilter(RecordQuery query)
    {
        _query = query;
        _specialty = query.Specialty?.Label();
        _scope = query.FirstOfKind?.Label();
        _disposition = query.Disposition is { } disposition ? DispositionNames.Name(disposition) : null;
        List = query switch
        {
            { FirstOfKind: { } scope } => RecordListing.OfScope(scope),
            { Specialty: { } specialty } => RecordListing.OfSpecialty(specialty),
            { Disposition: Disposition.Review } => RecordListing.Review,
            _ => RecordListing.All,
        };
        First = List + (query.PublishedTo is { } to ? RecordListing.Order(to) : "");
        Last = query switch
        {
            { PublishedFrom: { } from } => List + RecordListing.Order(from) + EngineReading.EndMark,
            { PublishedTo: not null } => List + RecordListing.EndOfKnownDays,
            _ => List + EngineReading.EndMark,
        };
    }

    /// <summary>The article whose records alone are asked for; null for all.</summary>
    public string? ArticleId => _query.ArticleId;

    /// <summary>The list to read.</summary>
    public string List { get; }

    /// <summary>Where reading begins.</summary>
    public string First { get; }

    /// <summary>Where reading ends.</summary>
    public string Last { get; }

    /// <summary>Whether being in the list and the range is not all that is asked.</summary>
    public bool NeedsTest => _query is not
    {
        Model: null, Hospital: null, Partner: null, MinimumConfidence: null,
        Specialty: null, FirstOfKind: null, Disposition: null,
    };

    /// <summary>Whether the record with these search fields is asked for.</summary>
    public bool Accepts(BsonDocument search) =>
        AnyContains(search, "models", _query.Model)
        && AnyContains(search, "hospitals", _query.Hospital)
        && AnyContains(search, "partners", _query.Partner)
        && (_specialty is null || search.Texts("specialties").Contains(_specialty, StringComparer.Ordinal))
        && (_scope is null || search.Texts("scopes").Contains(_scope, StringComparer.Ordinal))
        && (_disposition is null || search.Text("disposition") == _disposition)
        && (_query.MinimumConfidence is not { } minimum || search.Number("confidence") >= minimum);

    /// <summary>Whether a record read in full is asked for, whichever list it was found in.</summary>
    public bool AcceptsDocument(BsonDocument record) =>
        IsWithinDays(record.Text(Fields.Order)) && Accepts(record.Inner(RecordDocument.Search));

    private bool IsWithinDays(string order) =>
        string.CompareOrdinal(List + order + "/", First) >= 0 && string.CompareOrdinal(List + order, Last) < 0;

    private static bool AnyContains(BsonDocument search, string field, string? part) =>
        part is null || search.List(field).Any(v => v.AsString.Contains(part, StringComparison.OrdinalIgnoreCase));
}
