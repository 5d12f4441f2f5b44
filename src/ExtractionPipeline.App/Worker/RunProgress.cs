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

        await terminal.Messages.Status().StartAsync("starting", status => run(report =>
        {
            summary.Add(report);
            status.Status($"{summary.Seen} documents, {summary.Failed} failed · {SafeText.Markup(SafeText.Cut(Path.GetFileName(report.Source), 50))}");
        }));
    }
}
