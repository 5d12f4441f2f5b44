using System.CommandLine;
using System.Globalization;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Extraction.Decisions;
using Spectre.Console;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>models</c>: the trained models that there are, and which one is in use.</summary>
internal sealed class ModelsCommand(Terminal terminal)
{
    public Command Build()
    {
        var list = new Command("list", "List the trained models, the newest first, with what cross-validation says of them.");
        list.SetAction(_ => List());
        var version = new Argument<string>("version") { Description = $"A version as the list shows it, or \"{ModelStore.Shipped}\" for the program's own." };
        var use = new Command("use", "Use another model from now on. A worker that is running goes on with its own until it is started again.") { version };
        use.SetAction(result => Use(result.GetValue(version)!));
        return new Command("models", "The trained models: every one that training put into the models' folder (Extraction:Models) stays, and one can go back to any.") { list, use };
    }

    private int List()
    {
        var store = Rooms.Models();
        var table = new Table().SimpleBorder().AddColumns("", "version", "trained", "articles", "reviewed", "slot F1", "record accuracy", "accepts values from");
        foreach (var model in store.List())
        {
            table.AddRow(Row(model.IsInUse, model.Card.Version, model.Card));
        }

        table.AddRow(Row(store.InUse == ModelStore.Shipped, ModelStore.Shipped, TrainedModel.Shipped().Card));
        terminal.Results.Write(table);
        return ExitCode.Success;
    }

    private int Use(string version)
    {
        var store = Rooms.Models();
        if (!store.Use(version))
        {
            terminal.Error($"{version}: there is no such model; \"models list\" shows those there are");
            return ExitCode.NotFound;
        }

        // Better now than at the next run: a model that can't be read is told at once.
        store.Current();
        terminal.Note($"{version} is used from now on");
        return ExitCode.Success;
    }

    private static string[] Row(bool isInUse, string version, ModelCard card) =>
    [
        isInUse ? "in use" : "",
        SafeText.Markup(version),
        card.TrainedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        card.Articles.ToString(CultureInfo.InvariantCulture),
        card.ReviewedArticles.ToString(CultureInfo.InvariantCulture),
        card.SlotF1.ToString("0.000", CultureInfo.InvariantCulture),
        card.RecordAccuracy.ToString("0.000", CultureInfo.InvariantCulture),
        card.Acceptance.Value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "none",
    ];
}
