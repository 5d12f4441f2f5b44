using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Evaluation.Gold;
using ExtractionPipeline.Reading;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>gold check</c>: whether gold can be trusted.</summary>
internal sealed class GoldCommand(Terminal terminal)
{
    public Command Build()
    {
        var options = new GoldOptions();
        var check = new Command(
            "check",
            """
            Check gold files: labels, values that stand in the text of their page, no model twice, pages and gold that belong
            together, and splits that share no model, event or story.

            Exit status: 0 sound, 1 not sound; each problem is one line with file and place.
            """);
        options.AddTo(check);
        check.SetAction((result, cancellationToken) => Task.Run(() => Check(options.Of(result), cancellationToken), cancellationToken));
        return new Command("gold", "Work with the gold-annotated set.") { check, new GoldPromotion(terminal).Build() };
    }

    private int Check((string Gold, string Pages) folders, CancellationToken cancellationToken)
    {
        var problems = GoldCheck.Run(folders.Gold, folders.Pages, Rooms.Reader(new ArticleReaderOptions()), cancellationToken);
        foreach (var problem in problems)
        {
            terminal.Error(problem);
        }

        terminal.Note(problems.Count == 0 ? $"{folders.Gold}: sound" : $"{folders.Gold}: {problems.Count} problems");
        return problems.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }
}
