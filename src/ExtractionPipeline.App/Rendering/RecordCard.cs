using System.Globalization;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using Spectre.Console;

namespace ExtractionPipeline.App.Rendering;

/// <summary>One record with every value, its confidence, its origin and its evidence within the line of the article.</summary>
internal sealed class RecordCard(IAnsiConsole console)
{
    public void Write(StoredRecord stored, Article article)
    {
        var record = stored.Record;
        console.MarkupLine($"[bold]{SafeText.Markup(record.Model.Name ?? record.Model.Description)}[/]  {(record.Disposition == Disposition.Accepted ? "[green]accepted[/]" : "[yellow]awaits review[/]")}  {Number(record.Confidence)}");
        console.MarkupLine($"[dim]{SafeText.Markup(stored.ArticleTitle ?? "(no title)")} · {SafeText.Markup(stored.PublishedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no date")}[/]");
        console.MarkupLine($"[dim]{SafeText.Markup(stored.Source)} · version {stored.ArticleVersion} · {SafeText.Markup(stored.ExtractorVersion)} · record {SafeText.Markup(stored.Key)}[/]");
        Value("model", record.Model.Name ?? "(unnamed)", record.Model, record.Model.Aliases, article);
        foreach (var (field, organisations) in new[] { ("hospital", record.Hospitals), ("adopter", record.Adopters), ("partner", record.Partners) })
        {
            foreach (var organisation in organisations)
            {
                Value(field, organisation.Name, organisation, organisation.Aliases, article);
            }
        }

        foreach (var specialty in record.Specialties)
        {
            Value("specialty", specialty.Label.Label(), specialty, [], article);
        }

        foreach (var claim in record.FirstOfKind)
        {
            Value("first of kind", claim.Scope.Label(), claim, [], article);
        }
    }

    private void Value(string field, string text, FieldValue value, IReadOnlyList<string> aliases, Article article)
    {
        var also = aliases.Count > 0 ? $" [dim]also {SafeText.Markup(string.Join(", ", aliases))}[/]" : "";
        console.WriteLine();
        console.MarkupLine($"{field,-13} [bold]{SafeText.Markup(text)}[/]{also}  {Number(value.Confidence)} [dim]by {SafeText.Markup(value.ProposedBy)}[/]");
        foreach (var place in value.Evidence.Take(3))
        {
            console.MarkupLine($"              {EvidenceLine.Markup(article.Text, place.Span.Start, place.Span.End)}");
        }
    }

    private static string Number(double confidence) => confidence.ToString("0.00", CultureInfo.InvariantCulture);
}
