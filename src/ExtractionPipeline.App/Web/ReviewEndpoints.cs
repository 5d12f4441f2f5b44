using System.Globalization;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Review;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace ExtractionPipeline.App.Web;

/// <summary>The filters and order of the queue, as a query string or a body gives them.</summary>
internal sealed record QueueFilter(
    string? Order, string? Source, string? Hospital, string? Field, DateOnly? From, DateOnly? To, double? MinimumConfidence, double? MaximumConfidence, string? Reviewer, string? Signature)
{
    /// <summary>All that awaits review, in the usual order.</summary>
    public static QueueFilter None { get; } = new(null, null, null, null, null, null, null, null, null, null);

    public (QueueQuery? Query, string? Problem) ToQuery()
    {
        var (order, field) = (QueueOrder.MostUseful, default(RecordField));
        if (Text(Order) is { } name && !(Enum.TryParse(name, ignoreCase: true, out order) && Enum.IsDefined(order)))
        {
            return (null, $"“{name}” is no order; there are {string.Join(", ", Enum.GetNames<QueueOrder>())}");
        }

        if (Text(Field) is { } of && !(Enum.TryParse(of, ignoreCase: true, out field) && Enum.IsDefined(field)))
        {
            return (null, $"“{of}” is no field; there are {string.Join(", ", Enum.GetNames<RecordField>())}");
        }

        return (new QueueQuery
        {
            Order = order,
            Source = Text(Source),
            Hospital = Text(Hospital),
            Field = Text(Field) is null ? null : field,
            From = From,
            To = To,
            MinimumConfidence = MinimumConfidence,
            MaximumConfidence = MaximumConfidence,
            Reviewer = Text(Reviewer),
            Signature = Text(Signature),
        }, null);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Asks for the next item.</summary>
/// <param name="Tab">Names the page that asks; items are leased to it.</param>
/// <param name="Filter">Which part of the queue, in which order.</param>
/// <param name="Except">Articles that the page has already.</param>
/// <param name="Keep">Articles whose lease the page still needs; others are given back.</param>
internal sealed record NextRequest(string Tab, QueueFilter? Filter, IReadOnlyList<string>? Except, IReadOnlyList<string>? Keep);

/// <summary>The review's part of the API.</summary>
internal static class ReviewEndpoints
{
    private const string TabHeader = "X-Review-Tab";

    public static void MapReview(this IEndpointRouteBuilder routes)
    {
        var review = routes.MapGroup("/api/review").WithTags("Review").RequireAuthorization(nameof(UserRole.Reader))
            .AddEndpointFilter(async (context, next) =>
            {
                // Requests that come while the queue is being read wait for it rather than see half of it.
                await ((ReviewDesk)context.HttpContext.RequestServices.GetService(typeof(ReviewDesk))!).Loaded.WaitAsync(context.HttpContext.RequestAborted);
                return await next(context);
            });
        MapQueue(review);
        MapDecisions(review);
        MapBulk(review);
        review.MapGet("/status", (ReviewDesk desk) => ReviewStatus.Of(desk)).WithSummary("How the review stands: states, estimated precision, agreement, effort, disputes.");
    }

    private static void MapQueue(RouteGroupBuilder review)
    {
        review.MapGet("/queue", ([AsParameters] QueueFilter filter, int? offset, int? limit, ReviewDesk desk, HttpContext context) =>
            {
                var (query, problem) = filter.ToQuery();
                problem ??= offset is < 0 || limit is < 0 or > 500 ? "offset is 0 or more, limit 0 to 500" : null;
                return problem is not null ? Problems.Of(StatusCodes.Status422UnprocessableEntity, problem) : Results.Ok(desk.Queue(query!, Name(context), offset ?? 0, limit ?? 50));
            })
            .Produces<QueuePage>().ProducesProblem(422).WithSummary("What awaits review, in the order asked for.");
        review.MapPost("/next", async ([FromBody] NextRequest request, ReviewDesk desk, HttpContext context, CancellationToken cancellationToken) =>
            {
                var (query, problem) = (request.Filter ?? QueueFilter.None).ToQuery();
                problem ??= request.Tab is not { Length: > 0 and <= 64 } || request.Except is { Count: > 100 } ? "the tab has a name of 1 to 64 characters, and excepts at most 100 articles" : null;
                if (problem is not null)
                {
                    return Problems.Of(StatusCodes.Status422UnprocessableEntity, problem);
                }

                desk.Leases.Release(Name(context), request.Tab, [.. request.Keep ?? [], .. request.Except ?? []]);
                return Results.Ok(await desk.NextAsync(query!, Name(context), request.Tab, [.. request.Except ?? []], cancellationToken));
            })
            .Produces<NextItem>().ProducesProblem(422).RequireAuthorization(nameof(UserRole.Reviewer)).WithSummary("Opens the next item and keeps it from others for a while.");
        review.MapGet("/items/{articleId}", async (string articleId, ReviewDesk desk, HttpContext context, CancellationToken cancellationToken) =>
                await desk.OpenAsync(articleId, Name(context), Tab(context), cancellationToken) is { } item ? Results.Ok(item) : Problems.Of(StatusCodes.Status404NotFound, "there is no such article"))
            .Produces<ReviewItem>().ProducesProblem(404).WithSummary("An article with its text, records, evidence and history.");
        review.MapPost("/items/{articleId}/lease", (string articleId, ReviewDesk desk, HttpContext context) =>
            {
                var (granted, lease) = desk.Leases.Take(articleId, Name(context), Tab(context));
                return new ItemLease(lease.Reviewer, lease.ExpiresAt, granted);
            })
            .RequireAuthorization(nameof(UserRole.Reviewer)).WithSummary("Takes or prolongs the lease of an item.");
    }

    private static void MapDecisions(RouteGroupBuilder review)
    {
        review.MapPost("/decisions", async ([FromBody] DecisionRequest request, ReviewDesk desk, HttpContext context, CancellationToken cancellationToken) =>
            {
                var (receipt, refusal) = await desk.DecideAsync(request, Name(context), Tab(context), 1, cancellationToken);
                return refusal is not null ? Problems.Of(refusal)
                    : Results.Ok(receipt! with { Item = await desk.OpenAsync(request.ArticleId, Name(context), Tab(context), cancellationToken) });
            })
            .Produces<DecisionReceipt>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .RequireAuthorization(nameof(UserRole.Reviewer)).WithSummary("Decides on a record. The answer comes once the decision is on disk; the same id again is the same decision.");
        review.MapGet("/decisions/{articleId}", async (string articleId, IReviewStore store, CancellationToken cancellationToken) => await store.FindDecisionsAsync(articleId, cancellationToken))
            .WithSummary("All decisions on an article, in order.");
    }

    private static void MapBulk(RouteGroupBuilder review)
    {
        review.MapGet("/groups", (int? limit, BulkDecisions bulk) => bulk.Groups(Math.Clamp(limit ?? 20, 1, 100)))
            .WithSummary("Near-identical records that may be decided on at once.");
        review.MapGet("/group", (string signature, BulkDecisions bulk) => bulk.Group(signature)).WithSummary("One group of near-identical records in full.");
        review.MapPost("/bulk", async ([FromBody] BulkRequest request, BulkDecisions bulk, HttpContext context, CancellationToken cancellationToken) =>
            {
                var (receipt, refusal) = await bulk.DecideAsync(request, Name(context), cancellationToken);
                return refusal is not null ? Problems.Of(refusal) : Results.Ok(receipt);
            })
            .Produces<BulkReceipt>().ProducesProblem(422).RequireAuthorization(nameof(UserRole.Reviewer)).WithSummary("Confirms or rejects several records; each is an event of its own.");
        review.MapGet("/names", (int? limit, BulkDecisions bulk) => bulk.Pairs(Math.Clamp(limit ?? 20, 1, 100))).WithSummary("Names that may mean a known organisation.");
        review.MapPost("/names", async ([FromBody] SameOrganisationRequest request, BulkDecisions bulk, HttpContext context, CancellationToken cancellationToken) =>
            {
                var (receipt, refusal) = await bulk.JoinAsync(request, Name(context), cancellationToken);
                return refusal is not null ? Problems.Of(refusal) : Results.Ok(receipt);
            })
            .Produces<BulkReceipt>().ProducesProblem(404).ProducesProblem(422).RequireAuthorization(nameof(UserRole.Reviewer)).WithSummary("Says in all records which known organisation a name means.");
    }

    private static string Name(HttpContext context) => context.User.Identity!.Name!;

    private static string Tab(HttpContext context)
    {
        var tab = context.Request.Headers[TabHeader].ToString();
        return tab.Length <= 64 ? tab : tab[..64].ToString(CultureInfo.InvariantCulture);
    }
}
