using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Ingestion.Pipeline;
using Spectre.Console;

namespace ExtractionPipeline.App.Worker;

/// <summary>Shows on a terminal how far a round is; says nothing when piped.</summary>
internal static class RunProgress
{
    public static async Task ShowAsync(Terminal terminal, RunSummary summary, Func<Action<DocumentReport>, Task> run)
    {
        if (!terminal.IsErrorTerminal)
        {
            await run(summary.Add);
            return;
        }

        await terminal.Messages.Progress().HideCompleted(true).StartAsync(progress =>
        {
            // Looks at sources go on while documents are worked on, so the whole grows until they have ended.
            var bar = progress.AddTask("documents", maxValue: 1);
            return run(report =>
            {
                summary.Add(report);
                bar.MaxValue = Math.Max(1, summary.Found);
                bar.Value = Math.Min(bar.MaxValue, summary.Seen);
            });
        });
    }
}
