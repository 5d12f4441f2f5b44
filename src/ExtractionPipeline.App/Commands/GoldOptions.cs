using System.CommandLine;
using ExtractionPipeline.App.Composition;

namespace ExtractionPipeline.App.Commands;

/// <summary>Where gold and pages are; by default the project's own.</summary>
internal sealed class GoldOptions
{
    private readonly Option<string> gold = new("--gold") { Description = "Folder of gold files.", DefaultValueFactory = _ => "gold", HelpName = "DIR" };
    private readonly Option<string> pages = new("--pages") { Description = "Folder of the pages that they annotate.", DefaultValueFactory = _ => "corpus", HelpName = "DIR" };

    public void AddTo(Command command)
    {
        command.Options.Add(gold);
        command.Options.Add(pages);
    }

    public (string Gold, string Pages) Of(ParseResult arguments) => (SourcePaths.Resolve(arguments.GetValue(gold)!), SourcePaths.Resolve(arguments.GetValue(pages)!));
}
