using System.Globalization;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.Core.Review;
using Spectre.Console;

namespace ExtractionPipeline.App.Rendering;

/// <summary>What people decided on a record, in order, and where a newer extraction disagrees.</summary>
internal sealed class ReviewHistoryCard(IAnsiConsole console)
{
    public void Write(ReviewedRecord? reviewed, LaterEvidence? evidence)
    {
        if (reviewed is null || reviewed.History.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]review[/]        {reviewed.State.ToString().ToLowerInvariant()}");
        foreach (var entry in HistoryEntry.Of(reviewed))
        {
            var by = SafeText.Plain(entry.ExtractorVersion) is { Length: > 0 } version ? $", proposed by {version}" : "";
            console.MarkupLineInterpolated($"  {entry.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}  {Name(entry)} by {SafeText.Plain(entry.Reviewer)}{by}");
            foreach (var change in entry.Changes)
            {
                console.MarkupLineInterpolated($"      {Field(change.Field)}: {Texts(change.OnlyFirst)} → {Texts(change.OnlySecond)}");
            }

            if (entry.Remark is { } remark)
            {
                console.MarkupLineInterpolated($"      “{SafeText.Plain(remark)}”");
            }
        }

        foreach (var difference in reviewed.Disagreements)
        {
            console.MarkupLineInterpolated($"[yellow]  the newest extraction disagrees[/] in {Field(difference.Field)}: {Texts(difference.OnlyFirst)} → {Texts(difference.OnlySecond)} (not applied)");
        }

        if (evidence is not null)
        {
            console.MarkupLineInterpolated($"  evidence of version {evidence.FromVersion} in version {evidence.ToVersion}: {evidence.State.ToString().ToLowerInvariant()}");
        }

        if (reviewed.IsExistenceDisputed)
        {
            console.MarkupLine(reviewed.State == ReviewState.Rejected ? "[yellow]  the newest extraction proposes it again[/] (not applied)" : "[yellow]  the newest extraction no longer proposes it[/] (not applied)");
        }
    }

    private static string Name(HistoryEntry entry) => entry.Kind.ToString().ToLowerInvariant() + (entry.IsUndone ? " (taken back)" : "") + (entry.Pass == ReviewPass.First ? "" : $" ({entry.Pass.ToString().ToLowerInvariant()} look)");

    private static string Field(RecordField field) => field.ToString().ToLowerInvariant();

    private static string Texts(IReadOnlyList<string> texts) => texts.Count == 0 ? "nothing" : SafeText.Plain(string.Join(", ", texts));
}
