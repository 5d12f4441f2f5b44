using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Web.Status;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Scheduling;
using ExtractionPipeline.Ingestion.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>sources</c>: the places that are watched, and what became of what they showed.</summary>
internal sealed class SourcesCommand(Terminal terminal)
{
    private readonly SourcesPrinter printer = new(terminal);

    public Command Build() => new(
        "sources",
        """
        The places that are watched for new reports. Works beside a running worker, which learns of changes at once.

        Examples:
          extraction-pipeline sources add https://news.example/
          extraction-pipeline sources add https://news.example/ai --kind listing --selector "article h2 a"
          extraction-pipeline sources list
          extraction-pipeline sources failures
        """)
    {
        List(), Add(), Test(), Change("pause", "Stop looking at a source until it is resumed.", s => s with { IsPaused = true }),
        Change("resume", "Look at a source again, one that stopped by itself included.", s => s with { IsPaused = false, StoppedBecause = null, Failures = 0, NextPollAt = null, Alerts = [] }),
        Remove(), Items("failures", "List items that failed, the latest first, with the reason and the next try.", ItemState.Failed),
        Items("skipped", "List items that were left out, the latest first, with the reason.", ItemState.Skipped), Retry(),
    };

    private Command List()
    {
        var store = StoreOption.Create();
        var format = new Option<string>("--format", "-f") { Description = "table or jsonl.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "jsonl");
        var command = new Command("list", "List the sources with their last and next looks and what their owner should look at.") { store, format };
        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = Load(result.GetValue(store));
            await using var access = IngestionAccess.Open(settings, mustExist: true);
            printer.Sources(await access.SourcesAsync(cancellationToken), result.GetValue(format) == "jsonl");
            return ExitCode.Success;
        });
        return command;
    }

    private Command Add()
    {
        var store = StoreOption.Create();
        var options = new SourceDefinitionOptions();
        var command = new Command("add", "Add a source. What it is is found out: a feed, a sitemap, a page that names its feed, a list of links, a single page, a folder, a list of addresses. Shows what it would take in.");
        options.AddTo(command);
        command.Add(store);
        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = Load(result.GetValue(store));
            var detected = await DetectAsync(settings, options.Location(result), options.Kind(result), options.Selector(result), cancellationToken);
            if (detected.Definition is not { } found)
            {
                terminal.Error($"{options.Location(result)}: {detected.Failure}");
                return ExitCode.SomeInputsFailed;
            }

            var definition = options.Apply(result, found);
            await using var access = IngestionAccess.Open(settings, mustExist: false);
            if ((await access.SourcesAsync(cancellationToken)).FirstOrDefault(s => s.Definition.Id == definition.Id || s.Definition.Location == definition.Location) is { } known)
            {
                terminal.Error($"{known.Definition.Location}: is a source already, '{known.Definition.Id}'");
                return ExitCode.Usage;
            }

            await access.SaveSourceAsync(new SourceState { Definition = definition }, cancellationToken);
            printer.Look(definition, detected.Look!);
            terminal.Note($"added as '{definition.Id}'");
            return ExitCode.Success;
        });
        return command;
    }

    private Command Test()
    {
        var options = new SourceDefinitionOptions();
        var command = new Command("test", "Look at a location, or at a source by its id, and show what it would take in; nothing is stored.");
        options.AddTo(command);
        var store = StoreOption.Create();
        command.Add(store);
        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = Load(result.GetValue(store));
            var (location, kind, selector) = (options.Location(result), options.Kind(result), options.Selector(result));
            if (File.Exists(settings.Storage.Path))
            {
                await using var access = IngestionAccess.Open(settings, mustExist: true);
                if ((await access.SourcesAsync(cancellationToken)).FirstOrDefault(s => s.Definition.Id == location) is { } known)
                {
                    (location, kind, selector) = (known.Location, known.Definition.Kind, known.Definition.Selector);
                }
            }

            var detected = await DetectAsync(settings, location, kind, selector, cancellationToken);
            if (detected.Definition is null)
            {
                terminal.Error($"{location}: {detected.Failure}");
                return ExitCode.SomeInputsFailed;
            }

            printer.Look(options.Apply(result, detected.Definition), detected.Look!);
            return ExitCode.Success;
        });
        return command;
    }

    private Command Change(string name, string description, Func<SourceState, SourceState> change)
    {
        var id = new Argument<string>("id") { Description = "The source's id." };
        var store = StoreOption.Create();
        var command = new Command(name, description) { id, store };
        command.SetAction((result, cancellationToken) => WithSourceAsync(result.GetValue(store), result.GetValue(id)!, (access, source) => access.SaveSourceAsync(change(source), cancellationToken), cancellationToken));
        return command;
    }

    private Command Remove()
    {
        var id = new Argument<string>("id") { Description = "The source's id." };
        var store = StoreOption.Create();
        var command = new Command("remove", "Forget a source. What it brought stays stored.") { id, store };
        command.SetAction((result, cancellationToken) => WithSourceAsync(result.GetValue(store), result.GetValue(id)!, (access, source) => access.RemoveSourceAsync(source.Definition.Id, cancellationToken), cancellationToken));
        return command;
    }

    private Command Items(string name, string description, ItemState state)
    {
        var source = new Option<string?>("--source", "-s") { Description = "Only items of the source with this id." };
        var limit = new Option<int>("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };
        var store = StoreOption.Create();
        var command = new Command(name, description) { source, limit, store };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var access = IngestionAccess.Open(Load(result.GetValue(store)), mustExist: true);
            printer.Items(await access.ItemsAsync(new ItemQuery(state, result.GetValue(source), result.GetValue(limit)), cancellationToken));
            return ExitCode.Success;
        });
        return command;
    }

    private Command Retry()
    {
        var address = new Argument<string?>("item") { Arity = ArgumentArity.ZeroOrOne, Description = "The item as \"sources failures\" names it; all when left out." };
        var source = new Option<string?>("--source", "-s") { Description = "Only items of the source with this id." };
        var skipped = new Option<bool>("--skipped") { Description = "Items that were left out instead of those that failed." };
        var store = StoreOption.Create();
        var command = new Command("retry", "Make failed items due now; a running worker takes them at once, else the next run.") { address, source, skipped, store };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var access = IngestionAccess.Open(Load(result.GetValue(store)), mustExist: true);
            var count = await access.RetryAsync(result.GetValue(skipped) ? ItemState.Skipped : ItemState.Failed, result.GetValue(source), result.GetValue(address), cancellationToken);
            terminal.Output.WriteLine($"{count} items are due");
            terminal.Output.Flush();
            return count == 0 && result.GetValue(address) is not null ? ExitCode.NotFound : ExitCode.Success;
        });
        return command;
    }

    private async Task<int> WithSourceAsync(string? store, string id, Func<IIngestionAccess, SourceState, Task> work, CancellationToken cancellationToken)
    {
        await using var access = IngestionAccess.Open(Load(store), mustExist: true);
        if ((await access.SourcesAsync(cancellationToken)).FirstOrDefault(s => s.Definition.Id == id || s.Definition.Location == id) is not { } source)
        {
            terminal.Error($"no source '{id}'");
            return ExitCode.NotFound;
        }

        if (source.Definition.IsConfigured)
        {
            terminal.Note($"'{source.Definition.Id}' stands in the settings; the next run takes it from there again unless it is changed there too");
        }

        await work(access, source);
        return ExitCode.Success;
    }

    private static async Task<DetectedSource> DetectAsync(Settings settings, string location, SourceKind? kind, string? selector, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddSourceReading(settings.Ingestion).BuildServiceProvider();
        var detected = await services.GetRequiredService<SourceDetection>().DetectAsync(location, selector is null ? kind : SourceKind.Listing, cancellationToken);
        if (selector is null || (detected.Definition is null && detected.Look is null))
        {
            return detected;
        }

        var definition = SourceDetection.Define(location, SourceKind.Listing) with { Selector = selector };
        var look = await services.GetRequiredService<SourceReader>().LookAsync(new SourceState { Definition = definition }, cancellationToken);
        return look.Succeeded ? new DetectedSource(definition, look, null) : new DetectedSource(null, look, look.Failure);
    }

    private static Settings Load(string? store) => Settings.From(Settings.Configuration(StoreOption.Overrides(store)));
}

/// <summary>The arguments that describe a source.</summary>
internal sealed class SourceDefinitionOptions
{
    private readonly Argument<string> location = new("location") { Description = "An http(s) address, a folder or a file." };
    private readonly Option<string?> id = new("--id") { Description = "The source's id; made from the location when left out." };
    private readonly Option<SourceKind?> kind = new("--kind") { Description = "feed, sitemap, listing, page, folder or addresslist; found out when left out." };
    private readonly Option<string?> selector = new("--selector") { Description = "For a listing: a CSS selector of its links." };
    private readonly Option<string?> cron = new("--cron") { Description = "A Quartz cron expression, such as \"0 0 6 * * ?\"." };
    private readonly Option<string?> zone = new("--time-zone") { Description = "The cron expression's time zone, such as Europe/Berlin; UTC when left out." };
    private readonly Option<double?> every = new("--every") { Description = "Minutes between two looks; 60 when left out." };
    private readonly Option<double?> least = new("--at-least") { Description = "The fewest minutes between two looks; 15 when left out." };
    private readonly Option<double?> most = new("--at-most") { Description = "The most minutes between two looks; 1440 when left out." };

    public void AddTo(Command command)
    {
        command.Add(location);
        foreach (Option option in new Option[] { id, kind, selector, cron, zone, every, least, most })
        {
            command.Add(option);
        }
    }

    public string Location(ParseResult result) => result.GetValue(location)!;

    public SourceKind? Kind(ParseResult result) => result.GetValue(kind);

    public string? Selector(ParseResult result) => result.GetValue(selector);

    /// <exception cref="SettingsException">The times cannot be used.</exception>
    public SourceDefinition Apply(ParseResult result, SourceDefinition found)
    {
        var interval = result.GetValue(every) is { } minutes ? TimeSpan.FromMinutes(minutes) : found.Interval;
        var definition = found with
        {
            Id = result.GetValue(id) ?? found.Id,
            Cron = result.GetValue(cron),
            TimeZone = result.GetValue(zone),
            Interval = interval,
            MinimumInterval = result.GetValue(least) is { } fewest ? TimeSpan.FromMinutes(fewest) : found.MinimumInterval < interval ? found.MinimumInterval : interval,
            MaximumInterval = result.GetValue(most) is { } longest ? TimeSpan.FromMinutes(longest) : found.MaximumInterval > interval ? found.MaximumInterval : interval,
        };
        if (definition.Id.Length is 0 or > 64 || !definition.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_'))
        {
            throw new SettingsException($"--id: '{definition.Id}' is not 1 to 64 of a-z, 0-9, '.', '_' and '-'");
        }

        return (interval <= TimeSpan.Zero ? "--every: must be above 0" : PollPlan.Problem(definition)) is { } problem ? throw new SettingsException(problem) : definition;
    }
}
