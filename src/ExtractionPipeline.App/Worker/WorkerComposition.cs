using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Web.Status;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ExtractionPipeline.App.Worker;

/// <summary>Adds the worker, and what tells of it, to a host.</summary>
internal static class WorkerComposition
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddWorker(this IServiceCollection services, Terminal terminal, Settings settings, IRecordStore records, IIngestionStore items, WorkerMode mode)
    {
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(60));
        services.AddSingleton(terminal);
        services.AddSingleton(settings);
        services.AddIngestion(settings, records, items);
        services.AddSingleton<WorkerOutcome>();
        services.AddSingleton<WorkerState>();
        services.AddSingleton(mode);
        if (!mode.Once)
        {
            services.AddSchedule(settings.Ingestion.Fetching.Parallel);
            services.AddSingleton<StatusReport>();
            services.AddHostedService<StatusService>();
            AddTelemetry(services);
        }

        services.AddHostedService<IngestionWorker>();
    }

    /// <summary>Metrics and traces go to the collector that the environment names, by OpenTelemetry's own variables; without one, nowhere.</summary>
    private static void AddTelemetry(IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable(Endpoint) is not { Length: > 0 })
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("extraction-pipeline"))
            .WithMetrics(metrics => metrics.AddMeter(IngestionMetrics.Name, "System.Net.Http", "Polly").AddRuntimeInstrumentation().AddOtlpExporter())
            .WithTracing(traces => traces.AddSource(IngestionMetrics.Name, "System.Net.Http").AddOtlpExporter());
    }
}
