using System.Globalization;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.App.Rendering;

/// <summary>Prints stored records in one format.</summary>
internal interface IRecordPrinter
{
    /// <param name="stored">The record as it stands.</param>
    /// <param name="state">Review, accepted, confirmed or corrected.</param>
    void Add(StoredRecord stored, string state);

    void Finish();
}

/// <summary>For reading.</summary>
internal sealed class TablePrinter(Terminal terminal) : IRecordPrinter
{
    private readonly RecordTable table = new();

    public void Add(StoredRecord stored, string state) => table.Add(stored.Record, stored.Key, state);

    public void Finish()
    {
        if (table.Count > 0)
        {
            table.Write(terminal.Results);
        }

        terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{table.Count} record(s)"));
    }
}

/// <summary>One line of JSON a record: the contract's record with its key and article.</summary>
internal sealed class JsonLinePrinter(Terminal terminal) : IRecordPrinter
{
    public void Add(StoredRecord stored, string state)
    {
        terminal.Output.Write(StoredRecordJson.Serialize(stored));
        terminal.Output.Write('\n');
    }

    public void Finish() => terminal.Output.Flush();
}

/// <summary>For spreadsheets (RFC 4180); cells that a spreadsheet would take for a formula are made harmless.</summary>
internal sealed class CsvPrinter : IRecordPrinter
{
    private readonly Terminal terminal;

    public CsvPrinter(Terminal terminal)
    {
        this.terminal = terminal;
        Write(["key", "model", "hospitals", "adopters", "specialties", "partners", "first of kind", "confidence", "state", "published", "title", "source"]);
    }

    public void Add(StoredRecord stored, string state)
    {
        var record = stored.Record;
        Write(
        [
            stored.Key,
            record.Model.Name ?? record.Model.Description ?? "",
            Names(record.Hospitals),
            Names(record.Adopters),
            string.Join("; ", record.Specialties.Select(s => s.Label.Label())),
            Names(record.Partners),
            string.Join("; ", record.FirstOfKind.Select(c => c.Scope.Label())),
            record.Confidence.ToString("0.0000", CultureInfo.InvariantCulture),
            state,
            stored.PublishedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            stored.ArticleTitle ?? "",
            stored.Source,
        ]);
    }

    public void Finish() => terminal.Output.Flush();

    private static string Names(IReadOnlyList<OrganisationValue> organisations) => string.Join("; ", organisations.Select(o => o.Name));

    private void Write(IEnumerable<string> cells) => terminal.Output.Write(string.Join(',', cells.Select(Cell)) + "\r\n");

    private static string Cell(string text)
    {
        var plain = SafeText.Plain(text);
        if (plain.Length > 0 && plain[0] is '=' or '+' or '-' or '@')
        {
            plain = "'" + plain;
        }

        return plain.AsSpan().ContainsAny(",\"") ? $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : plain;
    }
}
