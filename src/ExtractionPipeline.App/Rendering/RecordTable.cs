using System.Globalization;
using ExtractionPipeline.Core.Records;
using Spectre.Console;

namespace ExtractionPipeline.App.Rendering;

/// <summary>Records as a table: one row each, the model first, what awaits review marked.</summary>
internal sealed class RecordTable
{
    private readonly Table table = new Table().Border(TableBorder.Simple).AddColumns("Model", "Hospitals", "Specialties", "Partners", "First of kind", "Sure", "State", "Record");

    public int Count { get; private set; }

    /// <summary>Adds a record under the key or name by which it can be shown.</summary>
    public void Add(ModelRecord record, string key, string? state = null)
    {
        state ??= record.Disposition == Disposition.Accepted ? "accepted" : "review";
        Count++;
        table.AddRow(
            record.Model.Name is { } name ? $"[bold]{SafeText.Markup(name)}[/]" : $"[italic]({SafeText.Markup(SafeText.Cut(SafeText.Plain(record.Model.Description), 60))})[/]",
            Names(record.Hospitals),
            SafeText.Markup(string.Join(", ", record.Specialties.Select(s => s.Label.Label()))),
            Names(record.Partners),
            SafeText.Markup(string.Join(", ", record.FirstOfKind.Select(c => c.Scope.Label()))),
            record.Confidence.ToString("0.00", CultureInfo.InvariantCulture),
            state == "review" ? "[yellow]review[/]" : $"[green]{state}[/]",
            SafeText.Markup(key));
    }

    public void Write(IAnsiConsole console) => console.Write(table);

    private static string Names(IReadOnlyList<OrganisationValue> organisations) => SafeText.Markup(string.Join("; ", organisations.Select(o => SafeText.Cut(SafeText.Plain(o.Name), 70))));
}
