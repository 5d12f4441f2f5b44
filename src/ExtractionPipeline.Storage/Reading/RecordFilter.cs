using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Storage.Reading;

/// <summary>Tells whether a record answers a query.</summary>
internal static class RecordFilter
{
    public static bool Matches(RecordQuery query, StoredRecord stored)
    {
        var record = stored.Record;
        return Contains(query.Model, [record.Model.Name, record.Model.Description, .. record.Model.Aliases])
            && ContainsAny(query.Hospital, record.Hospitals)
            && ContainsAny(query.Partner, record.Partners)
            && (query.Specialty is not { } specialty || record.Specialties.Any(s => s.Label == specialty))
            && (query.FirstOfKind is not { } scope || record.FirstOfKind.Any(c => c.Scope == scope))
            && (query.Disposition is not { } disposition || record.Disposition == disposition)
            && (query.MinimumConfidence is not { } least || record.Confidence >= least)
            && (query.PublishedFrom is not { } from || stored.PublishedOn >= from)
            && (query.PublishedTo is not { } to || stored.PublishedOn <= to)
            && (query.ArticleId is null || stored.ArticleId == query.ArticleId);
    }

    private static bool ContainsAny(string? part, IEnumerable<OrganisationValue> organisations) =>
        part is null || organisations.Any(o => Contains(part, [o.Name, .. o.Aliases]));

    private static bool Contains(string? part, IEnumerable<string?> names) =>
        part is null || names.Any(n => n is not null && n.Contains(part, StringComparison.OrdinalIgnoreCase));
}
