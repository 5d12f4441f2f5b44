using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage;

namespace ExtractionPipeline.Benchmarks.Storage;

/// <summary>Saving into a new store on disk. The figure is for one document of <see cref="Documents"/>, with everything made durable.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 5)]
[MemoryDiagnoser]
public class SavingBenchmarks
{
    private const int Documents = 1000;

    private ProcessedDocument[] _documents = [];
    private string _folder = "";
    private LiteDbRecordStore? _store;

    [Params(1, 16, 64, 256)]
    public int BatchSize { get; set; }

    [GlobalSetup]
    public void Prepare() => _documents = [.. Enumerable.Range(0, Documents).Select(BenchmarkDocuments.Make)];

    [IterationSetup]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("bench-").FullName;
        _store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = Path.Combine(_folder, "store.db"), BatchSize = BatchSize, QueueCapacity = 2 * BatchSize });
    }

    [IterationCleanup]
    public void Close()
    {
        _store!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(OperationsPerInvoke = Documents)]
    public Task Save() => Task.WhenAll(_documents.Select(d => _store!.SaveAsync(d, CancellationToken.None)));
}

/// <summary>Asking a store of 50,000 articles with 100,000 records.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 5)]
[MemoryDiagnoser]
public class QueryBenchmarks
{
    private string _path = "";
    private LiteDbRecordStore? _store;

    [GlobalSetup]
    public async Task Fill()
    {
        _path = Path.Combine(Directory.CreateTempSubdirectory("bench-").FullName, "store.db");
        _store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = _path, BatchSize = 256, QueueCapacity = 512 });
        foreach (var chunk in Enumerable.Range(0, 50_000).Chunk(500))
        {
            await Task.WhenAll(chunk.Select(i => _store.SaveAsync(BenchmarkDocuments.Make(i), CancellationToken.None)));
        }
    }

    [GlobalCleanup]
    public async Task Remove()
    {
        await _store!.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }

    [Benchmark]
    public Task<StoreSummary> Summary() => _store!.SummariseAsync(CancellationToken.None);

    [Benchmark]
    public ValueTask<int> Newest100() => CountAsync(new RecordQuery { Limit = 100 });

    [Benchmark]
    public ValueTask<int> OneSpecialty() => CountAsync(new RecordQuery { Specialty = Specialty.Oncology, Limit = 100 });

    [Benchmark]
    public ValueTask<int> OneHospitalAmongAll() => CountAsync(new RecordQuery { Hospital = "hospital 499" });

    [Benchmark]
    public ValueTask<int> OneMonth() => CountAsync(new RecordQuery { PublishedFrom = new DateOnly(2025, 1, 1), PublishedTo = new DateOnly(2025, 1, 31) });

    private ValueTask<int> CountAsync(RecordQuery query) => _store!.FindRecordsAsync(query, CancellationToken.None).CountAsync();
}

/// <summary>Opening and closing a store that is there.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 10)]
public class OpeningBenchmarks
{
    private string _path = "";

    [GlobalSetup]
    public async Task Fill()
    {
        _path = Path.Combine(Directory.CreateTempSubdirectory("bench-").FullName, "store.db");
        await using var store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = _path });
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => store.SaveAsync(BenchmarkDocuments.Make(i), CancellationToken.None)));
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Benchmark]
    public async Task OpenAndClose() => await LiteDbRecordStore.Open(new RecordStoreOptions { Path = _path }).DisposeAsync();
}
