using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Web.Status;
using ExtractionPipeline.Ingestion.Versions;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>store</c>: copies, checks and cleans the store, and shows what changed between versions of an article.</summary>
internal sealed class StoreCommand(Terminal terminal)
{
    public Command Build() => new("store", "Copy, check and clean the store. Works beside a running worker.") { Backup(), Check(), Prune(), Difference() };

    private Command Backup()
    {
        var path = new Argument<string>("file") { Description = "Where the copy is to lie; an older one there is replaced once the new one is whole." };
        var store = StoreOption.Create();
        var command = new Command("backup", "Copy the whole store to a file, also while a worker uses it.") { path, store };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var access = Open(result.GetValue(store));
            var target = Path.GetFullPath(result.GetValue(path)!);
            await access.BackUpAsync(target, cancellationToken);
            terminal.Output.WriteLine($"{target}: {new FileInfo(target).Length:N0} bytes");
            terminal.Output.Flush();
            return ExitCode.Success;
        });
        return command;
    }

    private Command Check()
    {
        var store = StoreOption.Create();
        var command = new Command("check", "Look at everything in the store: contents against their hashes, evidence against texts, counts. Exit status 1 when something is wrong.") { store };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var access = Open(result.GetValue(store));
            var report = await access.CheckAsync(cancellationToken);
            foreach (var problem in report.Problems)
            {
                terminal.Error(problem);
            }

            terminal.Output.WriteLine($"{report.Checked:N0} documents checked, {report.Problems.Count} problems");
            terminal.Output.Flush();
            return report.Problems.Count == 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    private Command Prune()
    {
        var store = StoreOption.Create();
        var command = new Command("prune", "Let go now of what is older than Ingestion:Retention says; a running worker does so daily.") { store };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var access = Open(result.GetValue(store));
            terminal.Output.WriteLine($"{await access.PruneAsync(cancellationToken):N0} documents let go");
            terminal.Output.Flush();
            return ExitCode.Success;
        });
        return command;
    }

    private Command Difference()
    {
        var article = new Argument<string>("article") { Description = "The article's id." };
        var from = new Option<int?>("--from") { Description = "The earlier version; the one before the newest when left out." };
        var to = new Option<int?>("--to") { Description = "The later version; the newest when left out." };
        var store = StoreOption.Create();
        var command = new Command("diff", "Show what changed between two versions of an article, and what became of the evidence of its earlier records.") { article, from, to, store };
        command.SetAction((result, cancellationToken) => ShowDifferenceAsync(result.GetValue(store), result.GetValue(article)!, result.GetValue(from), result.GetValue(to), cancellationToken));
        return command;
    }

    private async Task<int> ShowDifferenceAsync(string? store, string articleId, int? from, int? to, CancellationToken cancellationToken)
    {
        var settings = Settings.From(Settings.Configuration(StoreOption.Overrides(store)));
        await using var records = Rooms.Store(settings.Storage);
        var after = await records.GetArticleAsync(articleId, to, cancellationToken);
        var before = after is null ? null : await records.GetArticleAsync(articleId, from ?? after.Version - 1, cancellationToken);
        if (before is null || after is null)
        {
            terminal.Error($"{articleId}: there are no two such versions");
            return ExitCode.NotFound;
        }

        foreach (var line in TextDifference.Of(before.Article.Text, after.Article.Text))
        {
            terminal.Output.WriteLine($"{line.Change switch { LineChange.Added => '+', LineChange.Removed => '-', _ => ' ' }} {SafeText.Plain(line.Text)}");
        }

        foreach (var anchored in (await records.Ingestion.FindAnchorsAsync(articleId, cancellationToken)).Where(a => a.FromVersion == before.Version && a.ToVersion == after.Version))
        {
            terminal.Output.WriteLine($"record {anchored.RecordKey}: evidence {anchored.State.ToString().ToLowerInvariant()}");
        }

        terminal.Output.Flush();
        return ExitCode.Success;
    }

    private static IIngestionAccess Open(string? store) => IngestionAccess.Open(Settings.From(Settings.Configuration(StoreOption.Overrides(store))), mustExist: true);
}
