using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.App.Review;

/// <summary>
/// One record as a row of a spreadsheet. Lists are parted by "; ", labels and claims are written "label: words". The column Decision is empty until
/// someone writes confirm, reject or correct into it; only rows with a decision are taken back in.
/// </summary>
internal sealed record SpreadsheetRow
{
    public string ArticleId { get; init; } = "";

    public string Subject { get; init; } = "";

    public int Revision { get; init; }

    public string Decision { get; init; } = "";

    public string Remark { get; init; } = "";

    public string Confidence { get; init; } = "";

    public string Title { get; init; } = "";

    public string Source { get; init; } = "";

    public string Model { get; init; } = "";

    public string Aliases { get; init; } = "";

    public string Description { get; init; } = "";

    public string Hospitals { get; init; } = "";

    public string Adopters { get; init; } = "";

    public string Specialties { get; init; } = "";

    public string Partners { get; init; } = "";

    public string FirstOfKind { get; init; } = "";
}

/// <summary>Writes rows and reads them back. Nothing that is read is trusted; decisions from it go the way that all decisions go.</summary>
internal static class Spreadsheet
{
    private static readonly JsonSerializerOptions Indented = new(ApiClient.Json) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const string Separator = "; ";
    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, BadDataFound = null, MissingFieldFound = null, HeaderValidated = null, TrimOptions = TrimOptions.Trim };

    public static SpreadsheetRow RowOf(ReviewItem item, ItemRecord record) => new()
    {
        ArticleId = item.ArticleId,
        Subject = record.Subject,
        Revision = record.Revision,
        Confidence = record.Record.Confidence.ToString("0.##", CultureInfo.InvariantCulture),
        Title = item.Title ?? "",
        Source = item.Source,
        Model = record.Record.Model.Name ?? "",
        Aliases = string.Join(Separator, record.Record.Model.Aliases),
        Description = record.Record.Model.Description ?? "",
        Hospitals = string.Join(Separator, record.Record.Hospitals.Select(o => o.Name)),
        Adopters = string.Join(Separator, record.Record.Adopters.Select(o => o.Name)),
        Specialties = string.Join(Separator, record.Record.Specialties.Select(s => $"{s.Label}: {s.Text}")),
        Partners = string.Join(Separator, record.Record.Partners.Select(o => o.Name)),
        FirstOfKind = string.Join(Separator, record.Record.FirstOfKind.Select(c => $"{c.Scope}: {c.Text}")),
    };

    public static void WriteCsv(TextWriter output, IEnumerable<SpreadsheetRow> rows)
    {
        using var csv = new CsvWriter(output, Csv, leaveOpen: true);
        csv.WriteRecords(rows);
    }

    public static void WriteJson(TextWriter output, IEnumerable<SpreadsheetRow> rows) => output.WriteLine(JsonSerializer.Serialize(rows, Indented));

    /// <summary>The rows with their line numbers, and one line for each that cannot be read.</summary>
    public static (IReadOnlyList<(int Line, SpreadsheetRow Row)> Rows, IReadOnlyList<string> Problems) Read(string path)
    {
        var rows = new List<(int, SpreadsheetRow)>();
        var problems = new List<string>();
        if (Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                var read = JsonSerializer.Deserialize<List<SpreadsheetRow>>(File.ReadAllText(path), ApiClient.Json) ?? [];
                rows.AddRange(read.Select((r, i) => (i + 1, r)));
            }
            catch (JsonException error)
            {
                problems.Add($"{path}: line {error.LineNumber + 1}: not the JSON that review export writes");
            }

            return (rows, problems);
        }

        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, Csv);
        csv.Read();
        csv.ReadHeader();
        foreach (var column in new[] { nameof(SpreadsheetRow.ArticleId), nameof(SpreadsheetRow.Subject), nameof(SpreadsheetRow.Revision), nameof(SpreadsheetRow.Decision) }.Where(c => csv.HeaderRecord?.Contains(c) != true))
        {
            problems.Add($"{path}: there is no column {column}");
        }

        if (problems.Count > 0)
        {
            return (rows, problems);
        }

        while (csv.Read())
        {
            try
            {
                rows.Add((csv.Parser.RawRow, csv.GetRecord<SpreadsheetRow>()));
            }
            catch (CsvHelperException)
            {
                problems.Add($"{path}: line {csv.Parser.RawRow}: not a row of this table");
            }
        }

        return (rows, problems);
    }

    /// <summary>The decision that a row asks for; null for a row without one, or in one line what is wrong with it.</summary>
    public static (DecisionRequest? Request, string? Problem) RequestOf(SpreadsheetRow row, string id)
    {
        var request = new DecisionRequest
        {
            Id = id,
            ArticleId = row.ArticleId.Trim(),
            Kind = DecisionKind.Confirm,
            Subjects = [new SubjectRevision(row.Subject.Trim(), row.Revision)],
            Remark = string.IsNullOrWhiteSpace(row.Remark) ? null : Unescaped(row.Remark),
        };
        return row.Decision.Trim().ToLowerInvariant() switch
        {
            "" => (null, null),
            "confirm" => (request, null),
            "reject" => (request with { Kind = DecisionKind.Reject }, null),
            "correct" => (request with { Kind = DecisionKind.Correct, After = [FormOf(row)] }, null),
            _ => (null, $"“{row.Decision}” is no decision; there are confirm, reject and correct"),
        };
    }

    private static RecordOutput FormOf(SpreadsheetRow row) => new(
        "row", 1, "accepted",
        new ModelOutput(Text(row.Model), List(row.Aliases), Text(row.Description), 1, []),
        [.. List(row.Hospitals).Select(n => new OrganisationOutput(n, [], null, 1, []))],
        [.. List(row.Adopters).Select(n => new OrganisationOutput(n, [], null, 1, []))],
        [.. List(row.Specialties).Select(Labelled).Select(l => new SpecialtyOutput(l.Label, l.Words, 1, []))],
        [.. List(row.Partners).Select(n => new OrganisationOutput(n, [], null, 1, []))],
        [.. List(row.FirstOfKind).Select(Labelled).Select(l => new FirstOfKindOutput(l.Label, l.Words, 1, []))]);

    private static (string Label, string Words) Labelled(string entry) => entry.Split(':', 2, StringSplitOptions.TrimEntries) is [var label, var words] ? (label, words) : (entry, "");

    private static string? Text(string text) => string.IsNullOrWhiteSpace(text) ? null : Unescaped(text);

    private static List<string> List(string text) => [.. Unescaped(text).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    // The writer puts an apostrophe before what a spreadsheet would take for a formula.
    private static string Unescaped(string text) => text.Length > 1 && text[0] == '\'' && text[1] is '=' or '+' or '-' or '@' ? text[1..].Trim() : text.Trim();
}
