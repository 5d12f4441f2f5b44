using System.Globalization;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ExtractionPipeline.App.Web;

/// <summary>The filters of <see cref="RecordQuery"/> in a query string.</summary>
internal sealed record RecordParameters(
    string? Model, string? Hospital, string? Partner, string? Specialty, string? Claim, string? Disposition, double? MinimumConfidence, DateOnly? From, DateOnly? To, string? ArticleId, int? Limit)
{
    public (RecordQuery? Query, string? Problem) ToQuery()
    {
        if (Specialty is not null && !Labels.TryParse(Specialty, out Specialty _))
        {
            return (null, $"“{Specialty}” is no specialty label");
        }

        if (Claim is not null && !Labels.TryParse(Claim, out ClaimScope _))
        {
            return (null, $"“{Claim}” is no scope of a claim");
        }

        if (Disposition is not (null or "accepted" or "review") || Limit < 0)
        {
            return (null, "disposition is accepted or review; limit is 0 or more");
        }

        return (new RecordQuery
        {
            Model = Model,
            Hospital = Hospital,
            Partner = Partner,
            Specialty = Labels.TryParse(Specialty, out Specialty field) ? field : null,
            FirstOfKind = Labels.TryParse(Claim, out ClaimScope scope) ? scope : null,
            Disposition = Disposition switch { "accepted" => Core.Records.Disposition.Accepted, "review" => Core.Records.Disposition.Review, _ => null },
            MinimumConfidence = MinimumConfidence,
            PublishedFrom = From,
            PublishedTo = To,
            ArticleId = ArticleId,
            Limit = Limit,
        }, null);
    }

    /// <summary>The query string of a query.</summary>
    public static string Of(RecordQuery query)
    {
        (string Name, string? Value)[] parts =
        [
            ("model", query.Model), ("hospital", query.Hospital), ("partner", query.Partner), ("specialty", query.Specialty?.Label()), ("claim", query.FirstOfKind?.Label()),
            ("disposition", query.Disposition?.ToString().ToLowerInvariant()), ("minimumConfidence", query.MinimumConfidence?.ToString(CultureInfo.InvariantCulture)),
            ("from", query.PublishedFrom?.ToString("O", CultureInfo.InvariantCulture)), ("to", query.PublishedTo?.ToString("O", CultureInfo.InvariantCulture)),
            ("articleId", query.ArticleId), ("limit", query.Limit?.ToString(CultureInfo.InvariantCulture)),
        ];
        return string.Join('&', parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }
}

/// <summary>The store's part of the API: what commands need while another process holds the store.</summary>
internal static class RecordEndpoints
{
    public static void MapRecords(this IEndpointRouteBuilder routes)
    {
        var records = routes.MapGroup("/api").WithTags("Records").RequireAuthorization(nameof(UserRole.Reader));
        records.MapGet("/records", ([AsParameters] RecordParameters parameters, IRecordStore store, CancellationToken cancellationToken) =>
                parameters.ToQuery() is { Query: { } query } ? Results.Ok(store.FindRecordsAsync(query, cancellationToken).Select(StoredRecordForm.Of))
                    : Problems.Of(StatusCodes.Status422UnprocessableEntity, parameters.ToQuery().Problem!))
            .Produces<IAsyncEnumerable<StoredRecordForm>>().ProducesProblem(422).WithSummary("Stored records as they were proposed, the newest publications first.");
        records.MapGet("/records/{key}", async (string key, IRecordStore store, CancellationToken cancellationToken) =>
                await store.GetRecordAsync(key, cancellationToken) is { } record ? Results.Ok(StoredRecordForm.Of(record)) : Problems.Of(StatusCodes.Status404NotFound, "no record, or more than one, has a key that begins so"))
            .Produces<StoredRecordForm>().ProducesProblem(404).WithSummary("The record with the key or an unambiguous beginning of it.");
        records.MapGet("/articles/{articleId}", async (string articleId, int? version, IRecordStore store, CancellationToken cancellationToken) =>
                await store.GetArticleAsync(articleId, version, cancellationToken) is { } article ? Results.Ok(article) : Problems.Of(StatusCodes.Status404NotFound, "there is no such article"))
            .Produces<StoredArticle>().ProducesProblem(404).WithSummary("An article with its text; the newest version when none is named.");
        records.MapGet("/articles/{articleId}/anchors", (string articleId, IIngestionStore items, CancellationToken cancellationToken) => items.FindAnchorsAsync(articleId, cancellationToken))
            .WithSummary("What became of the evidence of an article's earlier records in later versions.");
        records.MapGet("/summary", (IRecordStore store, CancellationToken cancellationToken) => store.SummariseAsync(cancellationToken)).WithSummary("What the store holds.");
        records.MapGet("/decisions", (IReviewStore store, CancellationToken cancellationToken) => store.AllDecisionsAsync(cancellationToken)).WithSummary("All decisions, by article and in order.");
    }
}
