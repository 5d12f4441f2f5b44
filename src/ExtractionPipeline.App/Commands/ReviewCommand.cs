using System.CommandLine;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>review</c>: people's decisions on what the extractor is not sure of.</summary>
internal sealed class ReviewCommand(Terminal terminal)
{
    private readonly Option<string?> store = StoreOption.Create();

    public Command Build()
    {
        var command = new Command(
            "review",
            """
            Review what the extractor is not sure of.

            Examples:
              extraction-pipeline review serve        the review page alone, without taking anything in
            """)
        {
            BuildServe(),
            new ReviewSimulateCommand(terminal).Build(),
        };
        return command;
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
        builder.Services.AddStores(records, records.Reviews, settings.Storage.Path);
        await using var app = builder.Build();
        app.MapReviewHost();
        await ReviewHost.StartAsync(app, cancellationToken);
        terminal.Note("interrupt to stop");
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Success;
    }
}
