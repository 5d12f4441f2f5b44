using System.CommandLine;
using System.Threading.Channels;
using ExtractionPipeline.App.Composition;
using ExtractionPipeline.App.Rendering;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Contract;
using ExtractionPipeline.Core.Extraction;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Ingestion;
using ExtractionPipeline.Ingestion.Sources;
using ExtractionPipeline.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace ExtractionPipeline.App.Commands;

/// <summary><c>extract</c>: records of files and addresses, straight to standard output, without a store.</summary>
internal sealed class ExtractCommand(Terminal terminal)
{
    private const string StandardInput = "-";

    public Command Build()
    {
        var inputs = new Argument<string[]>("input") { Arity = ArgumentArity.OneOrMore, Description = "Files, folders, http(s) addresses, or - for standard input." };
        inputs.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.Length > 1 && t.Value[0] == '-'))
            {
                result.AddError($"Unknown option '{token.Value}'; a file of that name is given as './{token.Value}'.");
            }
        });
        var format = new Option<string?>("--format", "-f") { Description = "jsonl (one line an input, the output contract), json (one array) or table. Default: table on a terminal, jsonl when piped." };
        format.AcceptOnlyFromAmong("jsonl", "json", "table");
        var rules = new Option<bool>("--rules") { Description = "Extract by the rules alone, without classifiers." };
        var command = new Command(
            "extract",
            """
            Extract the records of articles and print them; nothing is stored.

            Inputs are read in parallel and printed in the order given. An input that cannot be read gives a line with
            an error and does not stop the others.

            Examples:
              extraction-pipeline extract article.html
              extraction-pipeline extract --format jsonl corpus/*.html > records.jsonl
              curl -s https://news.example/report | extraction-pipeline extract -

            Exit status: 0 all inputs read, 2 unusable arguments, 3 some inputs could not be read.
            """)
        {
            inputs,
            format,
            rules,
        };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(inputs)!, result.GetValue(format), result.GetValue(rules), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string[] inputs, string? format, bool rulesAlone, CancellationToken cancellationToken)
    {
        var settings = Settings.From(Settings.Configuration(new Dictionary<string, string?>()));
        await using var services = new ServiceCollection().AddSourceReading(settings.Ingestion).BuildServiceProvider();
        var fetcher = services.GetRequiredService<DocumentFetcher>();
        var reader = Rooms.Reader(new ArticleReaderOptions());
        var extractor = Rooms.Extractor(rulesAlone);
        var sources = inputs.SelectMany(i => SourceListing.Documents(new SourceOptions { Path = i }));
        var printer = Printer(format ?? (terminal.IsOutputTerminal ? "table" : "jsonl"));
        var failed = 0;
        await foreach (var output in InOrderAsync(sources, s => ExtractAsync(s, fetcher, reader, extractor, cancellationToken), cancellationToken))
        {
            if (output.Line.Error is { } error)
            {
                failed++;
                terminal.Error($"{output.Line.Source}: {error}");
            }

            printer.Add(output);
        }

        printer.Finish();
        return failed > 0 ? ExitCode.SomeInputsFailed : ExitCode.Success;
    }

    private sealed record Extracted(ArticleRecords Line, IReadOnlyList<ModelRecord> Records);

    private static async Task<Extracted> ExtractAsync(string source, DocumentFetcher fetcher, IArticleReader reader, IRecordExtractor extractor, CancellationToken cancellationToken)
    {
        var fetched = source == StandardInput ? await ReadStandardInputAsync(cancellationToken) : await fetcher.FetchAsync(source, cancellationToken);
        if (!fetched.Succeeded)
        {
            return new Extracted(ArticleRecords.Failed(source, fetched.Failure), []);
        }

        var reading = reader.Read(fetched.Document, cancellationToken);
        if (!reading.Succeeded)
        {
            return new Extracted(ArticleRecords.Failed(source, reading.Failure.Message), []);
        }

        var records = extractor.Extract(reading.Article, cancellationToken);
        return new Extracted(ArticleRecords.Of(source, reading.Article, records), records);
    }

    private static async Task<FetchResult> ReadStandardInputAsync(CancellationToken cancellationToken)
    {
        await using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        await input.CopyToAsync(buffer, cancellationToken);
        return FetchResult.Of(new RawDocument(StandardInput, buffer.ToArray()));
    }

    /// <summary>Works on as many sources at once as there are cores, and yields in the order of the sources.</summary>
    private static async IAsyncEnumerable<Extracted> InOrderAsync(
        IEnumerable<string> sources, Func<string, Task<Extracted>> extract, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var running = Channel.CreateBounded<Task<Extracted>>(Environment.ProcessorCount);
        var feeding = Task.Run(
            async () =>
            {
                try
                {
                    foreach (var source in sources)
                    {
                        await running.Writer.WriteAsync(Task.Run(() => extract(source), cancellationToken), cancellationToken);
                    }
                }
                finally
                {
                    running.Writer.TryComplete();
                }
            },
            cancellationToken);
        await foreach (var task in running.Reader.ReadAllAsync(cancellationToken))
        {
            yield return await task;
        }

        await feeding;
    }

    private IPrinter Printer(string format) => format switch
    {
        "json" => new ArrayPrinter(terminal),
        "table" => new TablePrinter(terminal),
        _ => new LinePrinter(terminal),
    };

    private interface IPrinter
    {
        void Add(Extracted output);

        void Finish();
    }

    private sealed class LinePrinter(Terminal terminal) : IPrinter
    {
        public void Add(Extracted output)
        {
            terminal.Output.Write(ArticleRecordsJson.Serialize(output.Line));
            terminal.Output.Write('\n');
        }

        public void Finish() => terminal.Output.Flush();
    }

    private sealed class ArrayPrinter(Terminal terminal) : IPrinter
    {
        private readonly List<ArticleRecords> lines = [];

        public void Add(Extracted output) => lines.Add(output.Line);

        public void Finish() => terminal.Output.WriteLine(ArticleRecordsJson.SerializeIndented(lines));
    }

    private sealed class TablePrinter(Terminal terminal) : IPrinter
    {
        private readonly RecordTable table = new();

        public void Add(Extracted output)
        {
            foreach (var record in output.Records)
            {
                table.Add(record, Path.GetFileName(output.Line.Source));
            }
        }

        public void Finish()
        {
            if (table.Count > 0)
            {
                table.Write(terminal.Results);
            }
            else
            {
                terminal.Note("no records found");
            }
        }
    }
}
