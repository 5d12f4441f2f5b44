using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Scheduling;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.App.Worker;
using ExtractionPipeline.Ingestion;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ExtractionPipeline.App.Web.Status;

/// <summary>What a running worker answers: to anyone who may reach the status address how it is, and to commands on its own machine what they ask of the store that it holds.</summary>
internal static class StatusEndpoints
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>Health and status; they change nothing.</summary>
    public static void MapStatus(this IEndpointRouteBuilder routes, IServiceProvider worker, StatusOptions options)
    {
        routes.MapGet("/health/live", () => Results.Text("live\n"));
        routes.MapGet("/health/ready", async (CancellationToken cancellationToken) =>
            await worker.GetRequiredService<StatusReport>().NotReadyAsync(options, cancellationToken) is { } reason
                ? Results.Text($"not ready: {reason}\n", statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Text("ready\n"));
        routes.MapGet("/status", async (HttpContext context, CancellationToken cancellationToken) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.CacheControl = "no-store";
            return Results.Content(StatusPage.Render(await worker.GetRequiredService<StatusReport>().GatherAsync(cancellationToken)), "text/html; charset=utf-8");
        });
        routes.MapGet("/status.json", async (CancellationToken cancellationToken) => Results.Json(await worker.GetRequiredService<StatusReport>().GatherAsync(cancellationToken), StatusJson.Options));
        routes.MapGet("/", () => Results.Redirect("/status"));
    }

    /// <summary>What commands ask for. Only for an address that none but this machine's owner of the store can reach.</summary>
    public static void MapControl(this IEndpointRouteBuilder routes, IServiceProvider worker)
    {
        var store = worker.GetRequiredService<IIngestionStore>();
        var time = worker.GetRequiredService<TimeProvider>();
        routes.MapGet("/control/sources", async (CancellationToken c) => Results.Json(await store.GetSourcesAsync(c), StatusJson.Options));
        routes.MapPut("/control/sources/{id}", async (string id, HttpRequest request, CancellationToken c) =>
        {
            var state = await request.ReadFromJsonAsync<SourceState>(StatusJson.Options, c);
            if (state is null || state.Definition.Id != id || PollPlan.Problem(state.Definition) is not null)
            {
                return Results.BadRequest();
            }

            await store.UpdateSourceAsync(id, _ => state, c);
            await RefreshAsync(worker, c);
            return Results.NoContent();
        });
        routes.MapDelete("/control/sources/{id}", async (string id, CancellationToken c) =>
        {
            await store.UpdateSourceAsync(id, _ => null, c);
            await RefreshAsync(worker, c);
            return Results.NoContent();
        });
        routes.MapGet("/control/items/{state}", async (ItemState state, string? source, int? limit, CancellationToken c) =>
            Results.Json(await store.FindItemsAsync(new ItemQuery(state, source, limit ?? 100), c), StatusJson.Options));
        routes.MapPost("/control/items/{state}/retry", async (ItemState state, string? source, string? key, CancellationToken c) =>
        {
            var count = await store.RetryAsync(new ItemQuery(state, source, int.MaxValue), key, time.GetUtcNow(), c);
            worker.GetRequiredService<IngestionPipeline>().Wake();
            return Results.Json(count);
        });
        routes.MapGet("/control/counts", async (CancellationToken c) => Results.Json(await store.CountItemsAsync(c), StatusJson.Options));
        routes.MapPost("/control/backup", async (string path, CancellationToken c) => await AnswerAsync(async () =>
        {
            await store.BackUpAsync(path, c);
            return Results.NoContent();
        }));
        routes.MapPost("/control/check", async (CancellationToken c) => await AnswerAsync(async () => Results.Json(await store.CheckAsync(c), StatusJson.Options)));
        routes.MapPost("/control/prune", async (CancellationToken c) =>
            await AnswerAsync(async () => Results.Json(await store.PruneAsync(Housekeeping.RulesAt(worker.GetRequiredService<IngestionOptions>(), time.GetUtcNow()), c))));
        routes.MapPost("/control/reprocess", async (bool fromStart, CancellationToken c) => await AnswerAsync(async () =>
        {
            var (looked, changed) = await worker.GetRequiredService<Reprocessing>().RunAsync(fromStart, null, c);
            return Results.Json(new[] { looked, changed });
        }));
    }

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (StoreException error)
        {
            return Results.Text(error.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    private static Task RefreshAsync(IServiceProvider worker, CancellationToken cancellationToken) => worker.GetRequiredService<SourceSchedule>().RefreshAsync(cancellationToken);
}
