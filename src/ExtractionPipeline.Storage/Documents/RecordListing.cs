using System.Globalization;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Storage.Database;
using LiteDB;

namespace ExtractionPipeline.Storage.Documents;

/// <summary>
/// The lists in which a current record is found, one entry of the index each: "list/order/key". A list is read in its order by a range of the
/// index, from any day to any day and onward from any record. A superseded record is in no list.
/// </summary>
internal static class RecordListing
{
    public const string All = "all/";

    /// <summary>What awaits review. What is accepted has no list, being the most of all.</summary>
    public const string Review = "review/";

    /// <summary>Sorts behind every day.</summary>
    private const string UnknownDay = "99999999";

    public static string OfSpecialty(Specialty specialty) => $"specialty/{specialty.Label()}/";

    public static string OfScope(ClaimScope scope) => $"scope/{scope.Label()}/";

    /// <summary>Sorts the newest day first, an unknown one last.</summary>
    public static string Order(DateOnly? publishedOn) =>
        publishedOn is { } day ? (99_999_998 - ((day.Year * 10_000) + (day.Month * 100) + day.Day)).ToString("D8", CultureInfo.InvariantCulture) : UnknownDay;

    /// <summary>The order of the last known day.</summary>
    public static string EndOfKnownDays => UnknownDay;

    /// <summary>A record's entry in a list.</summary>
    public static string Entry(string list, string order, string key) => $"{list}{order}/{key}";

    /// <summary>All entries of a record.</summary>
    public static BsonArray Entries(ModelRecord record, string order, string key)
    {
        IEnumerable<string> lists =
        [
            All,
            .. record.Disposition == Disposition.Review ? [Review] : Array.Empty<string>(),
            .. record.Specialties.Select(s => OfSpecialty(s.Label)),
            .. record.FirstOfKind.Select(f => OfScope(f.Scope)),
        ];
        return BsonFields.Stored(lists.Distinct(StringComparer.Ordinal).Select(l => Entry(l, order, key)));
    }

    /// <summary>What a query looks at, kept apart from the record so that most records need not be read in full.</summary>
    public static BsonDocument Search(ModelRecord record) => new()
    {
        ["models"] = BsonFields.Stored([.. NonNull(record.Model.Name), .. record.Model.Aliases, .. NonNull(record.Model.Description)]),
        ["hospitals"] = Names(record.Hospitals),
        ["partners"] = Names(record.Partners),
        ["specialties"] = BsonFields.Stored(record.Specialties.Select(s => s.Label.Label())),
        ["scopes"] = BsonFields.Stored(record.FirstOfKind.Select(f => f.Scope.Label())),
        ["disposition"] = DispositionNames.Name(record.Disposition),
        ["confidence"] = record.Confidence,
    };

    private static BsonArray Names(IEnumerable<OrganisationValue> organisations) =>
        BsonFields.Stored(organisations.SelectMany(o => (IEnumerable<string>)[o.Name, .. o.Aliases]));

    private static IEnumerable<string> NonNull(string? text) => text is null ? [] : [text];
}
