using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.App.Worker;
using ExtractionPipeline.Ingestion;
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
            Meanwhile it serves the review page (Review:Address, http://127.0.0.1:5180) unless Review:Serve is false,
            and its own status and health (Status:Address, http://127.0.0.1:5181) unless that is empty.
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
        var definitions = SourceRegistration.Definitions(settings.Ingestion);
        await using var records = Rooms.Store(settings.Storage);
        if (definitions.Count == 0 && (await records.Ingestion.GetSourcesAsync(cancellationToken)).Count == 0)
        {
            throw new SettingsException("Ingestion:Sources: there is no source; add one with \"sources add\", or give one with --source");
        }

        using var host = BuildHost(configuration, settings, records, new WorkerMode(once, definitions, sources.Length > 0));
        await ReviewHost.StartAsync(host, cancellationToken);
        await host.WaitForShutdownAsync(CancellationToken.None);
        return host.Services.GetRequiredService<WorkerOutcome>().ExitCode;
    }

    private IHost BuildHost(IConfiguration configuration, Settings settings, LiteDbRecordStore records, WorkerMode mode)
    {
        if (mode.Once || !settings.Review.Serve)
        {
            var plain = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            AddWorker(plain, configuration, settings, records, mode);
            return plain.Build();
        }

        var builder = ReviewHost.CreateBuilder(ReviewHost.WithFreePort(settings.Review));
        builder.Services.AddStores(records, settings.Storage.Path);
        AddWorker(builder, configuration, settings, records, mode);
        var app = builder.Build();
        app.MapReviewHost();
        return app;
    }

    private void AddWorker(IHostApplicationBuilder builder, IConfiguration configuration, Settings settings, LiteDbRecordStore records, WorkerMode mode)
    {
        builder.Configuration.AddConfiguration(configuration);
        builder.AddConsoleLog(configuration);
        builder.Services.AddWorker(terminal, settings, records, records.Ingestion, mode);
    }
}
