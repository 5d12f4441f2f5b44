using BenchmarkDotNet.Attributes;
using ExtractionPipeline.Core.Articles;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Extraction;
using ExtractionPipeline.Reading;
using ExtractionPipeline.Storage;

namespace ExtractionPipeline.Benchmarks.Storage;

/// <summary>Saving documents through the one writer, by the size of its batches.</summary>
[MemoryDiagnoser]
public class StorageBenchmarks
{
    private const int Documents = 400;

    private string folder = "";
    private List<ProcessedDocument> documents = [];

    [Params(1, 64)]
    public int BatchSize { get; set; }

    [GlobalSetup]
    public void Load()
    {
        var reader = new ArticleReader();
        var extractor = new RecordExtractor();
        var pages = BenchmarkPages.Corpus();
        documents = [.. Enumerable.Range(0, Documents).Select(i => Document(reader, extractor, pages[i % pages.Count], i))];
    }

    [IterationSetup]
    public void NewFolder() => folder = Directory.CreateTempSubdirectory("store-bench-").FullName;

    [IterationCleanup]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Benchmark(OperationsPerInvoke = Documents)]
    public async Task Save()
    {
        await using var store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = Path.Combine(folder, "records.db"), BatchSize = BatchSize });
        await Task.WhenAll(documents.Select(d => store.SaveAsync(d, CancellationToken.None)));
    }

    private static ProcessedDocument Document(ArticleReader reader, RecordExtractor extractor, byte[] page, int number)
    {
        byte[] content = [.. page, .. System.Text.Encoding.ASCII.GetBytes($"<!-- {number} -->")];
        var document = new RawDocument($"{number}.html", content) { MediaType = "text/html" };
        var article = reader.Read(document).Article ?? throw new InvalidOperationException($"page {number} gave no article");
        return new ProcessedDocument(document, ContentHash.Of(content), article, extractor.Extract(article), extractor.Version, DateTimeOffset.UnixEpoch);
    }
}
