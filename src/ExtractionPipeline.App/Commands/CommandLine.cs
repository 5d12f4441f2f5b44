using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.App.Commands;

/// <summary>The program's commands, and what it says when one fails.</summary>
internal sealed class CommandLine(Terminal terminal)
{
    public async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand(
            """
            Extracts from news reports which hospital made which medical AI model: the model's name, hospitals, adopters,
            clinical fields, partners and first-of-kind claims, each with its evidence in the text.

            Start with:
              extraction-pipeline run --once          take in the configured sources and store their records
              extraction-pipeline records             list what was found
              extraction-pipeline sources add URL     watch a place for new reports; then: run
              extraction-pipeline review serve        decide on what is unsure, in the browser
              extraction-pipeline extract FILE        look at one article without storing anything
              extraction-pipeline evaluate            measure accuracy on the gold-annotated articles
            """)
        {
            new RunCommand(terminal).Build(),
            new ExtractCommand(terminal).Build(),
            new RecordsCommand(terminal).Build(),
            new SourcesCommand(terminal).Build(),
            new ReprocessCommand(terminal).Build(),
            new StoreCommand(terminal).Build(),
            new ReviewCommand(terminal).Build(),
            new UsersCommand(terminal).Build(),
            new EvaluateCommand(terminal).Build(),
            new GoldCommand(terminal).Build(),
            new TrainCommand(terminal, TimeProvider.System).Build(),
            new ModelsCommand(terminal).Build(),
        };
        var result = root.Parse(arguments);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                terminal.Error(error.Message);
            }

            terminal.Note($"\"extraction-pipeline {string.Join(' ', [.. CommandPath(result.CommandResult), "--help"])}\" tells more");
            return ExitCode.Usage;
        }

        return await GuardAsync(() => result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }));
    }

    private static IEnumerable<string> CommandPath(System.CommandLine.Parsing.CommandResult result)
    {
        if (result.Parent is not System.CommandLine.Parsing.CommandResult parent)
        {
            return [];
        }

        return [.. CommandPath(parent), result.Command.Name];
    }

    private async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (SettingsException error)
        {
            terminal.Error(error.Message);
            return ExitCode.Usage;
        }
        catch (Extraction.Decisions.ModelFileException error)
        {
            terminal.Error(error.Message);
            return ExitCode.Usage;
        }
        catch (StoreException error)
        {
            terminal.Error(error.Message);
            return ExitCode.Failure;
        }
        catch (OperationCanceledException)
        {
            terminal.Note("interrupted");
            return ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            // A fault of the program's own: one line for the user, the rest for whoever mends it.
            var isVerbose = Environment.GetEnvironmentVariable("EXTRACTION_PIPELINE_VERBOSE") is { Length: > 0 };
            terminal.Error(isVerbose ? error.ToString() : $"{error.Message} (a fault of the program; EXTRACTION_PIPELINE_VERBOSE=1 shows where)");
            return ExitCode.Failure;
        }
    }
}
