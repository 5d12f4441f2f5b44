using System.Globalization;
using System.Text.Json;
using ExtractionPipeline.App.Web.Status;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Sources;
using Spectre.Console;

namespace ExtractionPipeline.App.Rendering;

/// <summary>Prints sources, looks and items.</summary>
internal sealed class SourcesPrinter(Terminal terminal)
{
    private const int MostShown = 10;

    public void Sources(IReadOnlyList<SourceState> sources, bool asJson)
    {
        if (asJson)
        {
            foreach (var source in sources)
            {
                terminal.Output.WriteLine(JsonSerializer.Serialize(source, StatusJson.Options));
            }

            terminal.Output.Flush();
            return;
        }

        if (sources.Count == 0)
        {
            terminal.Note("no sources; add one with \"sources add\"");
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("source", "kind", "last look", "next look", "items", "state");
        foreach (var source in sources)
        {
            table.AddRow(
                Safe(source.Definition.Id),
                source.Definition.Kind.ToString(),
                When(source.LastPollAt),
                source.IsActive ? When(source.NextPollAt) : "-",
                source.Items.ToString(CultureInfo.InvariantCulture),
                Safe(StateOf(source)));
        }

        terminal.Results.Write(table);
        terminal.Output.Flush();
    }

    public void Look(SourceDefinition definition, SourceLook look)
    {
        terminal.Results.MarkupLineInterpolated($"[bold]{SafeText.Plain(definition.Location)}[/] is a {definition.Kind.ToString().ToLowerInvariant()}{(look.Title is { } title ? $" titled “{SafeText.Plain(title)}”" : "")} with {look.Items.Count} items:");
        foreach (var item in look.Items.Take(MostShown))
        {
            terminal.Results.MarkupLineInterpolated($"  {When(item.PublishedAt ?? item.UpdatedAt)}  {SafeText.Plain(item.Title ?? item.Address)}");
        }

        if (look.Items.Count > MostShown)
        {
            terminal.Results.MarkupLineInterpolated($"  … and {look.Items.Count - MostShown} more");
        }

        if (look.Note is { } note)
        {
            terminal.Results.MarkupLineInterpolated($"  note: {SafeText.Plain(note)}");
        }

        terminal.Output.Flush();
    }

    public void Items(IReadOnlyList<IngestionItem> items)
    {
        if (items.Count == 0)
        {
            terminal.Note("none");
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("item", "source", "reason", "tries", "next try");
        foreach (var item in items)
        {
            table.AddRow(Safe(item.Key), Safe(item.SourceId), Safe(item.Reason ?? ""), item.Attempts.ToString(CultureInfo.InvariantCulture), item.DueAt is null ? "-" : When(item.DueAt));
        }

        terminal.Results.Write(table);
        terminal.Output.Flush();
    }

    private static string StateOf(SourceState source)
    {
        var state = source switch
        {
            { StoppedBecause: { } reason } => $"stopped: {reason}",
            { IsPaused: true } => "paused",
            { Failures: > 0 } => string.Create(CultureInfo.InvariantCulture, $"failed {source.Failures} times: {source.LastFailure}"),
            { LastPollAt: null } => "not looked at yet",
            _ => "ok",
        };
        return string.Join("; ", source.Alerts.Where(a => a.Kind is not (SourceAlertKind.Failing or SourceAlertKind.Stopped)).Select(a => $"ALERT: {a.Message}").Prepend(state));
    }

    private static string When(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-";

    private static string Safe(string text) => Markup.Escape(SafeText.Plain(text));
}
