using ExtractionPipeline.App.Composition;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Health;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using System.Diagnostics.Metrics;

namespace ExtractionPipeline.App.Web.Status;

/// <summary>
/// Serves the status address and the control socket beside the worker. That an address cannot be listened on is told and does
/// not keep the worker from its work.
/// </summary>
internal sealed partial class StatusService(IServiceProvider worker, Settings settings, ILogger<StatusService> logger) : IHostedService, IAsyncDisposable
{
    private readonly List<WebApplication> servers = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Observe();
        var socket = ControlSocket.PathOf(settings.Storage.Path);

        // Left by a worker that was killed; the store is ours, so no other can be listening.
        File.Delete(socket);
        if (await ServeAsync(kestrel => kestrel.ListenUnixSocket(socket), routes => routes.MapControl(worker), socket, cancellationToken) && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        if (settings.Status.Address.Length > 0)
        {
            await ServeAsync(null, routes => routes.MapStatus(worker, settings.Status), settings.Status.Address, cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var server in servers)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(2));
            await server.StopAsync(limit.Token);
        }

        File.Delete(ControlSocket.PathOf(settings.Storage.Path));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        servers.Clear();
    }

    private async Task<bool> ServeAsync(Action<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>? listen, Action<WebApplication> map, string address, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
            listen?.Invoke(kestrel);
        });
        if (listen is null)
        {
            builder.WebHost.UseUrls(address);
        }

        var server = builder.Build();
        server.UseRouting();
        map(server);
        try
        {
            await server.StartAsync(cancellationToken);
            servers.Add(server);
            LogServing(address);
            return true;
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException or InvalidOperationException or FormatException)
        {
            await server.DisposeAsync();
            LogNotServing(address, error.Message.Split('\n')[0]);
            return false;
        }
    }

    /// <summary>Gauges that exporters look up.</summary>
    private void Observe()
    {
        var metrics = worker.GetRequiredService<IngestionMetrics>();
        var store = worker.GetRequiredService<IIngestionStore>();
        metrics.Observe("ingestion.items.present", "Items by state", () =>
        {
            var counts = store.CountItemsAsync(CancellationToken.None).GetAwaiter().GetResult();
            return [Of(counts.Discovered, "discovered"), Of(counts.Fetched, "fetched"), Of(counts.Extracted, "extracted"), Of(counts.Skipped, "skipped"), Of(counts.Failed, "failed")];
        });
        metrics.Observe("ingestion.items.in_flight", "Items being worked on", () => [new Measurement<long>(worker.GetRequiredService<Ingestion.Pipeline.IngestionPipeline>().InFlight)]);
        metrics.Observe("review.backlog", "Records that await review", () => [new Measurement<long>(worker.GetRequiredService<IRecordStore>().SummariseAsync(CancellationToken.None).GetAwaiter().GetResult().AwaitingReview)]);
    }

    private static Measurement<long> Of(long value, string state) => new(value, new KeyValuePair<string, object?>("state", state));

    [LoggerMessage(LogLevel.Information, "serving {Address}")]
    private partial void LogServing(string address);

    [LoggerMessage(LogLevel.Warning, "cannot serve {Address}: {Reason}")]
    private partial void LogNotServing(string address, string reason);
}
