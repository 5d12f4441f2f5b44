using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.Ingestion.Sources;
using Spectre.Console;

namespace ExtractionPipeline.App.Worker;

/// <summary>Shows on a terminal how far a round is; says nothing when piped.</summary>
internal static class RunProgress
{
    public static async Task ShowAsync(Terminal terminal, IngestionOptions options, RunSummary summary, Func<Action<DocumentReport>, Task> run)
    {
        if (!terminal.IsErrorTerminal)
        {
            await run(summary.Add);
            return;
        }

        await terminal.Messages.Progress().HideCompleted(true).StartAsync(progress =>
        {
            var bar = progress.AddTask("documents", maxValue: Math.Max(1, options.Sources.Sum(s => SourceListing.Documents(s).Count())));
            return run(report =>
            {
                summary.Add(report);
                bar.Increment(1);
            });
        });
    }
}
