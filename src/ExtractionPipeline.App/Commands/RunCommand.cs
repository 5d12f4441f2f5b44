using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.App.Worker;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>run</c>: the worker that takes in articles and stores their records.</summary>
internal sealed class RunCommand(Terminal terminal)
{
    public Command Build()
    {
        var once = new Option<bool>("--once") { Description = "Take in every source once, print a summary and end." };
        var sources = new Option<string[]>("--source", "-s") { Description = "A folder, file or http(s) address instead of the configured sources; may be given several times." };
        var store = StoreOption.Create();
        var command = new Command(
            "run",
            """
            Take in articles from the configured sources, extract their records and store them.

            Without --once the program stays up, watches folders and takes in what is new or changed, until it is
            interrupted; what is in flight is finished first. Content that is known already is not stored again.
            Meanwhile it serves the review page (Review:Address, http://127.0.0.1:5180) unless Review:Serve is false.
            Settings come from appsettings.json, the environment (EXTRACTION_PIPELINE_Ingestion__Workers=2) and options.

            Examples:
              extraction-pipeline run --once
              extraction-pipeline run --source ~/reports --store ~/records.db

            Exit status: 0 done, 1 the store failed, 2 unusable arguments or settings, 3 some inputs could not be read,
            130 interrupted.
            """)
        {
            once,
            sources,
            store,
        };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(once), result.GetValue(sources) ?? [], result.GetValue(store), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(bool once, string[] sources, string? store, CancellationToken cancellationToken)
    {
        var configuration = Settings.Configuration(StoreOption.Overrides(store));
        var settings = Settings.From(configuration);
        if (sources.Length > 0)
        {
            settings = settings with { Ingestion = settings.Ingestion with { Sources = [.. sources.Select(s => new SourceOptions { Path = s })] } };
        }

        settings = settings with { Ingestion = SourcePaths.Resolve(settings.Ingestion) };
        if (settings.Ingestion.Sources.Count == 0)
        {
            throw new SettingsException("Ingestion:Sources: no source is configured; give one with --source");
        }

        await using var records = Rooms.Store(settings.Storage);
        using var host = BuildHost(configuration, settings, records, once);
        await ReviewHost.StartAsync(host, cancellationToken);
        await host.WaitForShutdownAsync(CancellationToken.None);
        return host.Services.GetRequiredService<WorkerOutcome>().ExitCode;
    }

    private IHost BuildHost(IConfiguration configuration, Settings settings, LiteDbRecordStore records, bool once)
    {
        if (once || !settings.Review.Serve)
        {
            var plain = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            plain.Services.AddSingleton<Core.Stores.IRecordStore>(records);
            AddWorker(plain, configuration, settings, once);
            return plain.Build();
        }

        var builder = ReviewHost.CreateBuilder(ReviewHost.WithFreePort(settings.Review));
        builder.Services.AddStores(records, records.Reviews, settings.Storage.Path);
        AddWorker(builder, configuration, settings, once);
        var app = builder.Build();
        app.MapReviewHost();
        return app;
    }

    private void AddWorker(IHostApplicationBuilder builder, IConfiguration configuration, Settings settings, bool once)
    {
        builder.Configuration.AddConfiguration(configuration);
        builder.AddConsoleLog(configuration);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(60));
        builder.Services.AddSingleton(terminal);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(settings.Ingestion);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ => Rooms.Reader(settings.Reading));
        builder.Services.AddSingleton<IRecordExtractor>(_ => Rooms.Extractor());
        builder.Services.AddSingleton(_ => Rooms.Client());
        builder.Services.AddSingleton(services => Rooms.Fetcher(services.GetRequiredService<HttpClient>(), settings.Ingestion, TimeProvider.System));
        builder.Services.AddSingleton<IngestionPipeline>();
        builder.Services.AddSingleton<WorkerOutcome>();
        builder.Services.AddSingleton(new WorkerMode(once));
        builder.Services.AddHostedService<IngestionWorker>();
    }
}
