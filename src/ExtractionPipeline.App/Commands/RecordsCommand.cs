using System.CommandLine;
using System.Globalization;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Extraction;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>records</c>: lists stored records and shows one with its evidence.</summary>
internal sealed class RecordsCommand(Terminal terminal)
{
    private readonly Option<string?> store = StoreOption.Create();
    private readonly Option<string?> model = new("--model") { Description = "A part of the model's name, an alias or the description." };
    private readonly Option<string?> hospital = new("--hospital") { Description = "A part of a developing hospital's name." };
    private readonly Option<string?> partner = new("--partner") { Description = "A part of a partner's name." };
    private readonly Option<string?> specialty = new("--specialty") { Description = "A clinical field, such as oncology or rare-disease." };
    private readonly Option<string?> claim = new("--claim") { Description = "A first-of-kind claim: global, national, regional or unspecified." };
    private readonly Option<bool> review = new("--review") { Description = "Only what awaits review." };
    private readonly Option<bool> accepted = new("--accepted") { Description = "Only what was accepted." };
    private readonly Option<string?> from = new("--from") { Description = "Published on this day or later (yyyy-mm-dd)." };
    private readonly Option<string?> to = new("--to") { Description = "Published on this day or earlier (yyyy-mm-dd)." };
    private readonly Option<double?> confidence = new("--min-confidence") { Description = "At least this sure, 0 to 1." };
    private readonly Option<int?> limit = new("--limit", "-n") { Description = "At most so many." };
    private readonly Option<string> format = new("--format", "-f") { Description = "table, jsonl or csv.", DefaultValueFactory = _ => "table" };

    public Command Build()
    {
        format.AcceptOnlyFromAmong("table", "jsonl", "csv");
        claim.AcceptOnlyFromAmong([.. Enum.GetValues<ClaimScope>().Select(s => s.Label())]);
        specialty.AcceptOnlyFromAmong([.. Enum.GetValues<Specialty>().Select(s => s.Label())]);
        var command = new Command(
            "records",
            """
            List stored records, the newest publications first, as people decided on them: corrected values in place of
            the proposed ones, rejected records left out.

            Examples:
              extraction-pipeline records --hospital Ruijin --specialty pathology
              extraction-pipeline records --review --format csv > review.csv
              extraction-pipeline records show 3f2a91

            Exit status: 0 done, 1 the store failed, 2 unusable arguments or settings, 4 no such record.
            """)
        {
            store, model, hospital, partner, specialty, claim, review, accepted, from, to, confidence, limit, format, BuildShow(),
        };
        command.SetAction(ListAsync);
        return command;
    }

    private Command BuildShow()
    {
        var key = new Argument<string>("key") { Description = "The record's key as the list shows it, or the beginning of it." };
        var asJson = new Option<bool>("--json") { Description = "As JSON instead of for reading." };
        var explain = new Option<bool>("--explain") { Description = "Tell for each value what moved its confidence most." };
        var show = new Command("show", "Show one record with each value's evidence in its line of the article, in [brackets].") { key, asJson, explain, store };
        show.SetAction((result, cancellationToken) => ShowAsync(result.GetValue(key)!, result.GetValue(asJson), result.GetValue(explain), result.GetValue(store), cancellationToken));
        return show;
    }

    private async Task<int> ListAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var query = Query(result);
        await using var access = Open(result.GetValue(store));
        IRecordPrinter printer = result.GetValue(format) switch
        {
            "jsonl" => new JsonLinePrinter(terminal),
            "csv" => new CsvPrinter(terminal),
            _ => new TablePrinter(terminal),
        };
        await foreach (var (record, state) in ReviewedRecords.FindAsync(access, query, cancellationToken))
        {
            printer.Add(record, state);
        }

        printer.Finish();
        return ExitCode.Success;
    }

    private async Task<int> ShowAsync(string key, bool asJson, bool isExplained, string? path, CancellationToken cancellationToken)
    {
        await using var access = Open(path);
        var records = access.Records;
        if ((await records.GetRecordAsync(key, cancellationToken) ?? await ReviewedRecords.GetAsync(access, key, cancellationToken)) is not { } record)
        {
            terminal.Error($"no record, or more than one, has a key that begins with {key}");
            return ExitCode.NotFound;
        }

        if (asJson)
        {
            terminal.Output.WriteLine(ArticleRecordsJson.SerializeIndented(RecordOutput.Of(record.Record)));
            return ExitCode.Success;
        }

        var article = await records.GetArticleAsync(record.ArticleId, record.ArticleVersion, cancellationToken)
            ?? throw new StoreException($"the article of record {key} is missing");
        new RecordCard(terminal.Results).Write(record, article.Article);
        var review = await ReviewedRecords.ReviewAsync(access, record.ArticleId, cancellationToken);
        if (review.Records.FirstOrDefault(r => r.Proposal?.Key == record.Key || r.Subject == record.Key) is { History.Count: > 0 } reviewed)
        {
            var newest = await records.GetArticleAsync(record.ArticleId, null, cancellationToken) ?? article;
            new ReviewHistoryCard(terminal.Results).Write(reviewed, LaterEvidence.Of(reviewed, newest.TextHash, await access.AnchorsAsync(record.ArticleId, cancellationToken)));
        }

        if (isExplained)
        {
            Explain(record, article.Article);
        }

        return ExitCode.Success;
    }

    /// <summary>Runs the extractor once more on the stored text; another version of it may no longer find the record.</summary>
    private void Explain(StoredRecord record, Article article)
    {
        var extractor = new RecordExtractor(Rooms.Models().Current());
        if (extractor.Explain(article).TryGetValue(record.Record.Id, out var values))
        {
            new ExplanationLines(terminal.Results).Write(values);
        }
        else
        {
            terminal.Note($"the record was made by {record.ExtractorVersion}; {extractor.Version} no longer finds it and cannot explain it");
        }
    }

    private RecordQuery Query(ParseResult result) => new()
    {
        Model = result.GetValue(model),
        Hospital = result.GetValue(hospital),
        Partner = result.GetValue(partner),
        Specialty = Labels.TryParse(result.GetValue(specialty), out Specialty field) ? field : null,
        FirstOfKind = Labels.TryParse(result.GetValue(claim), out ClaimScope scope) ? scope : null,
        Disposition = result.GetValue(review) ? Disposition.Review : result.GetValue(accepted) ? Disposition.Accepted : null,
        MinimumConfidence = result.GetValue(confidence),
        PublishedFrom = Day(result.GetValue(from), "--from"),
        PublishedTo = Day(result.GetValue(to), "--to"),
        Limit = result.GetValue(limit),
    };

    private static DateOnly? Day(string? text, string option) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new SettingsException($"{option}: {text} is no day in the form yyyy-mm-dd");

    private static StoreAccess Open(string? path) => StoreAccess.Open(Settings.From(Settings.Configuration(StoreOption.Overrides(path))).Storage);
}
