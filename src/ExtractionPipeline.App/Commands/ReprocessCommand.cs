using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Web.Status;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>reprocess</c>: makes the records of all stored articles again with the present extractor.</summary>
internal sealed class ReprocessCommand(Terminal terminal)
{
    public Command Build()
    {
        var store = StoreOption.Create();
        var fromStart = new Option<bool>("--from-start") { Description = "Begin anew though an earlier run with this extractor came further." };
        var command = new Command(
            "reprocess",
            """
            Make the records of all stored articles again with the present extractor. Interrupted, it goes on where it
            stopped the next time. Decisions of people are left as they are.
            """)
        {
            fromStart,
            store,
        };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(store), result.GetValue(fromStart), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string? store, bool fromStart, CancellationToken cancellationToken)
    {
        await using var access = IngestionAccess.Open(Settings.From(Settings.Configuration(StoreOption.Overrides(store))), mustExist: true);
        var progress = new LineProgress(terminal);
        var (looked, changed) = await access.ReprocessAsync(fromStart, progress, cancellationToken);
        terminal.Output.WriteLine($"{looked} articles looked at, {changed} with other records");
        terminal.Output.Flush();
        return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }

    /// <summary>A line for each thousand articles, on standard error.</summary>
    private sealed class LineProgress(Terminal terminal) : IProgress<int>
    {
        private const int Step = 1000;

        private int told;

        public void Report(int value)
        {
            if (value - told >= Step)
            {
                told = value;
                terminal.Note($"{value} articles looked at");
            }
        }
    }
}
