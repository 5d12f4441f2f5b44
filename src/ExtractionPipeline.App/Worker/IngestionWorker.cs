using ExtractionPipeline.App.Commands;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.Ingestion.Sources;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ExtractionPipeline.App.Worker;

/// <summary>Whether the worker ends after one round.</summary>
internal sealed record WorkerMode(bool Once);

/// <summary>How the worker ended.</summary>
internal sealed class WorkerOutcome
{
    public int ExitCode { get; set; } = Commands.ExitCode.Success;
}

/// <summary>Runs the pipeline within the host: one round with a summary, or on and on.</summary>
internal sealed partial class IngestionWorker(
    IngestionPipeline pipeline,
    IngestionOptions options,
    IRecordStore store,
    Settings settings,
    Terminal terminal,
    TimeProvider time,
    WorkerMode mode,
    WorkerOutcome outcome,
    IHostApplicationLifetime lifetime,
    ILogger<IngestionWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await (mode.Once ? RunOnceAsync(stoppingToken) : RunOnAsync(stoppingToken));
        }
        catch (StoreException error)
        {
            terminal.Error(error.Message);
            outcome.ExitCode = ExitCode.Failure;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            outcome.ExitCode = ExitCode.Interrupted;
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        var summary = new RunSummary();
        await RunProgress.ShowAsync(terminal, options, summary, report => pipeline.RunAsync(SourceListing.AllAsync(options.Sources, stoppingToken), report, stoppingToken));
        summary.Write(terminal, await store.SummariseAsync(CancellationToken.None), settings.Storage.Path);
        outcome.ExitCode = stoppingToken.IsCancellationRequested ? ExitCode.Interrupted : summary.Failed > 0 ? ExitCode.SomeInputsFailed : ExitCode.Success;
    }

    private async Task RunOnAsync(CancellationToken stoppingToken)
    {
        LogWatching(options.Sources.Count, settings.Storage.Path);
        await pipeline.RunAsync(new FolderWatch(options, time).ChangesAsync(stoppingToken), Report, stoppingToken);
        LogStopped();
    }

    private void Report(DocumentReport report)
    {
        var source = SafeText.Plain(report.Source);
        if (report.Status == DocumentStatus.Failed)
        {
            LogFailed(source, SafeText.Plain(report.Failure));
        }
        else if (report.Status != DocumentStatus.Unchanged)
        {
            LogStored(source, report.Status, report.Records.Count);
        }
    }

    [LoggerMessage(LogLevel.Information, "watching {Sources} source(s), storing in {Store}; interrupt to stop")]
    private partial void LogWatching(int sources, string store);

    [LoggerMessage(LogLevel.Information, "{Source}: {Status}, {Records} record(s)")]
    private partial void LogStored(string source, DocumentStatus status, int records);

    [LoggerMessage(LogLevel.Warning, "{Source}: {Reason}")]
    private partial void LogFailed(string source, string reason);

    [LoggerMessage(LogLevel.Information, "stopped; what was in flight is stored")]
    private partial void LogStopped();
}
