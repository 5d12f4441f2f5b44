using System.Collections.Concurrent;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Ingestion.Pipeline;
using ExtractionPipeline.Ingestion.Sources;

namespace ExtractionPipeline.Ingestion.Tests.Pipeline;

public sealed class IngestionPipelineTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();
    private readonly HttpClient client = new();
    private readonly ConcurrentBag<DocumentReport> reports = [];

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Run_every_document_is_stored_once_whatever_the_number_of_workers(int workers)
    {
        var files = Files(50);
        var store = new FakeStore();
        await Run(store, files, workers: workers);
        Assert.Equal(files.Order(StringComparer.Ordinal), store.Sources.Order(StringComparer.Ordinal));
        Assert.Equal(50, reports.Count(r => r.Status == DocumentStatus.Added));
    }

    [Fact]
    public async Task Run_what_is_known_is_neither_read_nor_stored_again()
    {
        var store = new FakeStore();
        var files = Files(5);
        await Run(store, files);
        reports.Clear();
        await Run(store, files);
        Assert.All(reports, r => Assert.Equal(DocumentStatus.Unchanged, r.Status));
    }

    [Fact]
    public async Task Run_bad_documents_are_told_and_the_others_go_on()
    {
        var store = new FakeStore();
        string[] files = [folder.Write("1.html", "bad page"), folder.File("missing.html"), folder.Path, folder.Write("2.html", "good page")];
        await Run(store, files);
        Assert.Equal([files[3]], store.Sources);
        Assert.Equal("no article text found", Reason(files[0]));
        Assert.Equal("no such file", Reason(files[1]));
        Assert.Equal("is a folder, not a file", Reason(files[2]));
    }

    [Fact]
    public async Task Run_a_failing_store_ends_the_run_with_its_message()
    {
        var error = await Assert.ThrowsAsync<StoreException>(() => Run(new FakeStore { FailAt = 10 }, Files(200)));
        Assert.Equal("records.db: no space left on device", error.Message);
    }

    [Fact]
    public async Task Run_told_to_stop_finishes_what_is_in_flight_and_begins_nothing_new()
    {
        using var stop = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var store = new FakeStore { Gate = gate };
        var begun = 0;
        async IAsyncEnumerable<string> Endless([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            for (; !cancellationToken.IsCancellationRequested; begun++)
            {
                if (begun == 20)
                {
                    await stop.CancelAsync();
                    gate.SetResult();
                }

                yield return folder.Write($"{begun}.html", $"page {begun}");
                await Task.Yield();
            }
        }

        await Pipeline(store).RunAsync(Endless(), reports.Add, stop.Token);
        Assert.InRange(begun, 20, 22);
        Assert.InRange(store.Sources.Count, 19, 22);
        Assert.All(reports, r => Assert.Equal(DocumentStatus.Added, r.Status));
    }

    [Fact]
    public async Task Run_a_slow_store_holds_back_the_stages_before_it()
    {
        var gate = new TaskCompletionSource();
        var store = new FakeStore { Gate = gate };
        var fed = 0;
        async IAsyncEnumerable<string> Feed()
        {
            foreach (var file in Files(400))
            {
                fed++;
                yield return file;
                await Task.Yield();
            }
        }

        var running = Pipeline(store, workers: 2, queue: 4).RunAsync(Feed(), reports.Add, default);
        SpinWait.SpinUntil(() => store.MostWaiting >= 64, TimeSpan.FromSeconds(20));
        Assert.InRange(fed, 64, 64 + 40);
        gate.SetResult();
        await running;
        Assert.Equal(400, store.Sources.Count);
    }

    private string[] Files(int count) => [.. Enumerable.Range(0, count).Select(i => folder.Write($"{i}.html", $"page {i}"))];

    private string? Reason(string source) => reports.Single(r => r.Source == source).Failure;

    private Task Run(FakeStore store, IEnumerable<string> files, int workers = 2) => Pipeline(store, workers).RunAsync(files.ToAsyncEnumerable(), reports.Add, default);

    private IngestionPipeline Pipeline(FakeStore store, int workers = 2, int queue = 8)
    {
        var options = new IngestionOptions { Workers = workers, QueueLength = queue };
        return new IngestionPipeline(new DocumentFetcher(client, options, TimeProvider.System), new FakeReader(), new FakeExtractor(), store, options, TimeProvider.System);
    }
}
