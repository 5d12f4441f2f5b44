using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.Ingestion.Scheduling;
using Spectre.Console;

namespace ExtractionPipeline.App.Worker;

/// <summary>Counts what became of the documents of one round, and prints it. Safe to feed from several threads.</summary>
internal sealed class RunSummary
{
    private const int MostFailures = 20;
    private const int MostRecords = 40;

    private readonly Lock gate = new();
    private readonly Dictionary<DocumentStatus, int> counts = [];
    private readonly List<string> failures = [];
    private readonly List<(string Source, ModelRecord Record)> records = [];
    private int found;
    private int recordCount;
    private int reviewCount;

    public int Seen
    {
        get
        {
            lock (gate)
            {
                return counts.Values.Sum();
            }
        }
    }

    /// <summary>Documents found so far, those about which there is nothing to do included.</summary>
    public int Found
    {
        get
        {
            lock (gate)
            {
                return found;
            }
        }
    }

    public int Failed => Count(DocumentStatus.Failed);

    /// <summary>Takes in what a look at a source came to: known documents count as unchanged, a failed look as a failure.</summary>
    public void Add(SourceState source, PollReport report)
    {
        lock (gate)
        {
            found += report.Counts.Added + report.Counts.Updated + report.Counts.Known + report.Counts.Waiting;
            if (report.Counts.Known > 0)
            {
                counts[DocumentStatus.Unchanged] = counts.GetValueOrDefault(DocumentStatus.Unchanged) + report.Counts.Known;
            }
        }

        if (report.Look.Failure is { } failure)
        {
            Add(new DocumentReport(source.Definition.Location, DocumentStatus.Failed, failure, null, []));
        }
    }

    public void Add(DocumentReport report)
    {
        lock (gate)
        {
            counts[report.Status] = counts.GetValueOrDefault(report.Status) + 1;
            recordCount += report.Records.Count;
            reviewCount += report.Records.Count(r => r.Disposition == Disposition.Review);
            if (report is { Status: DocumentStatus.Failed, Failure: { } failure } && failures.Count < MostFailures)
            {
                failures.Add($"{report.Source}: {failure}");
            }

            // Only what the table shows is kept, so that a round over many documents stays small.
            records.AddRange(report.Records.Select(r => (report.Source, r)));
            if (records.Count > MostRecords * 8)
            {
                Shorten();
            }
        }
    }

    public void Write(Terminal terminal, StoreSummary store, string path)
    {
        foreach (var failure in failures.Order(StringComparer.Ordinal))
        {
            terminal.Error(failure);
        }

        WriteRecords(terminal);
        var console = terminal.Results;
        console.MarkupLineInterpolated($"{Seen} documents: [bold]{Count(DocumentStatus.Added)} new[/], {Count(DocumentStatus.NewVersion)} new versions, {Count(DocumentStatus.FurtherSource)} known from elsewhere, {Count(DocumentStatus.Unchanged)} unchanged, {Failed} failed.");
        if (Count(DocumentStatus.Skipped) is > 0 and var skipped)
        {
            console.MarkupLineInterpolated($"{skipped} left out; [bold]extraction-pipeline sources skipped[/] lists them with the reasons.");
        }

        if (recordCount == 0)
        {
            console.MarkupLineInterpolated($"Nothing new was stored.");
        }
        else
        {
            console.MarkupLineInterpolated($"{recordCount} records found, [yellow]{reviewCount} await review[/].");
        }

        console.MarkupLineInterpolated($"The store {path} holds {store.Articles} articles and {store.Records} records, {store.AwaitingReview} of them awaiting review.");
        console.MarkupLineInterpolated($"Next: [bold]extraction-pipeline records[/] lists them, [bold]… records show KEY[/] shows one with its evidence, [bold]… records --review[/] lists what awaits review");
        console.MarkupLineInterpolated($"(from the sources: dotnet run --project src/ExtractionPipeline.App -- records).");
        terminal.Output.Flush();
    }

    /// <summary>Documents come in any order; which records are shown does not depend on it.</summary>
    private void Shorten()
    {
        records.Sort((a, b) => (string.CompareOrdinal(a.Source, b.Source), string.CompareOrdinal(a.Record.Id, b.Record.Id)) switch { (0, var byId) => byId, (var bySource, _) => bySource });
        records.RemoveRange(Math.Min(MostRecords, records.Count), Math.Max(0, records.Count - MostRecords));
    }

    private void WriteRecords(Terminal terminal)
    {
        Shorten();
        if (records.Count == 0)
        {
            return;
        }

        var table = new RecordTable();
        foreach (var (source, record) in records.OrderBy(r => r.Source, StringComparer.Ordinal))
        {
            table.Add(record, Path.GetFileName(source));
        }

        table.Write(terminal.Results);
        if (recordCount > records.Count)
        {
            terminal.Results.MarkupLineInterpolated($"[dim]… and {recordCount - records.Count} more[/]");
        }
    }

    private int Count(DocumentStatus status)
    {
        lock (gate)
        {
            return counts.GetValueOrDefault(status);
        }
    }
}
