using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Review;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>review</c>: people's decisions on what the extractor is not sure of.</summary>
internal sealed class ReviewCommand(Terminal terminal)
{
    private readonly Option<string?> store = StoreOption.Create();

    private readonly Option<string> order = new("--order") { Description = "most-useful, newest, least-sure, most-informative or most-read-source.", DefaultValueFactory = _ => "most-useful" };
    private readonly Option<string?> source = new("--source") { Description = "A part of the article's source." };
    private readonly Option<string?> hospital = new("--hospital") { Description = "A part of a hospital's name." };

    public Command Build()
    {
        order.AcceptOnlyFromAmong("most-useful", "newest", "least-sure", "most-informative", "most-read-source");
        var command = new Command(
            "review",
            """
            Review what the extractor is not sure of, here in the terminal: the next item with its evidence in [brackets],
            and a key for each decision (? lists them). While another process holds the store, it goes through its API.

            Examples:
              extraction-pipeline review
              extraction-pipeline review serve                    the review page in the browser
              extraction-pipeline review export sheet.csv         for a spreadsheet; the column Decision takes confirm, reject or correct
              extraction-pipeline review import sheet.csv

            Exit status: 0 done, 1 the store failed, 2 unusable arguments or settings, 3 some rows were not taken in.
            """)
        {
            store, order, source, hospital, BuildServe(), BuildExport(), BuildImport(), new ReviewSimulateCommand(terminal).Build(),
        };
        command.SetAction(WalkAsync);
        return command;
    }

    private Command BuildExport()
    {
        var file = new Argument<string>("file") { Description = "A .csv or .json file; - for CSV on standard output." };
        var export = new Command("export", "Write what awaits review as a table.") { file, store };
        export.SetAction((result, cancellationToken) => ExportAsync(result.GetValue(file)!, result.GetValue(store), cancellationToken));
        return export;
    }

    private Command BuildImport()
    {
        var file = new Argument<string>("file") { Description = "A table that review export wrote, with decisions filled in." };
        var import = new Command("import", "Take in the decisions of a table. Each row is checked as on the page; what does not fit is named and the rest goes on. The same file again changes nothing.") { file, store };
        import.SetAction((result, cancellationToken) => ImportAsync(result.GetValue(file)!, result.GetValue(store), cancellationToken));
        return import;
    }

    private async Task<int> WalkAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (!terminal.IsOutputTerminal || Console.IsInputRedirected)
        {
            throw new SettingsException("review needs a terminal; review export and import work without one");
        }

        var query = new QueueQuery { Order = Enum.Parse<QueueOrder>(result.GetValue(order)!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true), Source = result.GetValue(source), Hospital = result.GetValue(hospital) };
        return await WithClientAsync(result.GetValue(store), async client =>
        {
            var decisions = await new TerminalReview(terminal.Results, client, query).RunAsync(cancellationToken);
            terminal.Note($"{decisions} decisions");
            return ExitCode.Success;
        }, cancellationToken);
    }

    private Task<int> ExportAsync(string file, string? path, CancellationToken cancellationToken) => WithClientAsync(path, async client =>
    {
        var rows = new List<SpreadsheetRow>();
        await foreach (var (item, record) in ReviewTable.AwaitingAsync(client, cancellationToken))
        {
            rows.Add(Spreadsheet.RowOf(item, record));
        }

        if (file == "-")
        {
            Spreadsheet.WriteCsv(terminal.Output, rows);
        }
        else
        {
            await using var output = new StreamWriter(file, append: false, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            if (Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase))
            {
                Spreadsheet.WriteJson(output, rows);
            }
            else
            {
                Spreadsheet.WriteCsv(output, rows);
            }
        }

        terminal.Note($"{rows.Count} records written");
        return ExitCode.Success;
    }, cancellationToken);

    private Task<int> ImportAsync(string file, string? path, CancellationToken cancellationToken) => WithClientAsync(path, async client =>
    {
        if (!File.Exists(file))
        {
            throw new SettingsException($"{file}: there is no such file");
        }

        var outcome = await ReviewTable.ImportAsync(client, file, cancellationToken);
        foreach (var problem in outcome.Problems)
        {
            terminal.Error(problem);
        }

        terminal.Note($"{outcome.Stored} decisions stored, {outcome.Known} known already, {outcome.Problems.Count} rows not taken in");
        return outcome.Problems.Count > 0 ? ExitCode.SomeInputsFailed : ExitCode.Success;
    }, cancellationToken);

    private static async Task<int> WithClientAsync(string? path, Func<IReviewClient, Task<int>> run, CancellationToken cancellationToken)
    {
        var settings = Settings.From(Settings.Configuration(StoreOption.Overrides(path)));
        await using var access = StoreAccess.Open(settings.Storage);
        if (access.Client is not null)
        {
            return await run(new RemoteReviewClient(access.Client));
        }

        using var desk = new ReviewDesk(access.Records, access.Reviews!, access.Items!, settings.Review, TimeProvider.System);
        await desk.LoadAsync(cancellationToken);
        return await run(new LocalReviewClient(desk, Authentication.LocalUser));
    }

    private Command BuildServe()
    {
        var address = new Option<string?>("--address") { Description = "Where to listen instead of the setting Review:Address." };
        var serve = new Command("serve", "Serve the review page and the API without taking anything in, until interrupted.") { store, address };
        serve.SetAction((result, cancellationToken) => ServeAsync(result.GetValue(store), result.GetValue(address), cancellationToken));
        return serve;
    }

    private async Task<int> ServeAsync(string? path, string? address, CancellationToken cancellationToken)
    {
        var overrides = StoreOption.Overrides(path);
        if (address is not null)
        {
            overrides["Review:Address"] = address;
        }

        var configuration = Settings.Configuration(overrides);
        var settings = Settings.From(configuration);
        await using var records = Rooms.Store(settings.Storage);
        var builder = ReviewHost.CreateBuilder(ReviewHost.WithFreePort(settings.Review));
        builder.AddConsoleLog(configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStores(records, settings.Storage.Path);
        await using var app = builder.Build();
        app.MapReviewHost();
        await ReviewHost.StartAsync(app, cancellationToken);
        terminal.Note("interrupt to stop");
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Success;
    }
}
