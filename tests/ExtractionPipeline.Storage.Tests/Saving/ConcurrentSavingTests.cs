using CsCheck;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Tests.Material;

namespace ExtractionPipeline.Storage.Tests.Saving;

public sealed class ConcurrentSavingTests
{
    [Fact]
    public async Task Many_producers_and_a_reader_lose_nothing()
    {
        using var folder = new StoreFolder();
        var cancellation = TestContext.Current.CancellationToken;
        await using (var store = Stores.Open(folder.Store, checkpointMebibytes: 1))
        {
            var producers = Enumerable.Range(0, 8).Select(producer => Task.Run(
                async () =>
                {
                    var saves = Enumerable.Range(0, 200).Select(i => store.SaveAsync(Sample.Document($"{producer}/{i}.html", $"content {producer} {i}"), cancellation));
                    Assert.All(await Task.WhenAll(saves), outcome => Assert.Equal(SaveOutcome.Added, outcome));
                },
                cancellation)).ToList();
            var saving = Task.WhenAll(producers);
            while (!saving.IsCompleted)
            {
                var found = await store.FindAsync(new RecordQuery { Limit = 100 });
                Assert.Equal(found.Count, found.Select(r => r.Key).Distinct().Count());
            }

            await saving;
            Assert.Equal(new StoreSummary(1600, 1600, 1600, 1600, 0), await store.SummariseAsync());
        }

        await using var reopened = Stores.Open(folder.Store);
        Assert.Equal(1600, (await reopened.FindAsync()).Count);
        Assert.Equal(0, new FileInfo(folder.Log).Length);
    }

    [Fact]
    public async Task The_order_of_saving_does_not_matter()
    {
        var documents = Enumerable.Range(0, 12)
            .Select(i => Sample.Document($"{i}.html", $"content {i % 5}", publishedOn: i % 5 == 0 ? null : new DateOnly(2026, 1, i % 5)))
            .ToList();
        string? expected = null;

        await Gen.Shuffle(documents.ToArray()).SampleAsync(
            async shuffled =>
            {
                using var folder = new StoreFolder();
                await using var store = Stores.Open(folder.Store, batchSize: 4);
                var outcomes = await Task.WhenAll(shuffled.Select(d => store.SaveAsync(d, CancellationToken.None)));
                var description = await store.DescribeAsync();
                expected ??= description;
                return description == expected
                    && outcomes.Count(o => o == SaveOutcome.Added) == 5
                    && outcomes.Count(o => o == SaveOutcome.FurtherSource) == 7;
            },
            iter: 15,
            threads: 1);
    }

    [Fact]
    public async Task A_save_cancelled_while_it_waits_is_not_stored()
    {
        using var folder = new StoreFolder();
        var files = new FaultyFileSystem();
        await using var store = Stores.Open(folder.Store, files, batchSize: 1);
        using var cancellation = new CancellationTokenSource();

        files.HoldWrites();
        var held = store.SaveAsync(Sample.Document("held", "held"));
        await files.WriteHeld;
        var waiting = store.SaveAsync(Sample.Document("waiting", "waiting"), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        files.ReleaseWrites();

        Assert.Equal(SaveOutcome.Added, await held);
        Assert.Equal(SaveOutcome.Added, await store.SaveAsync(Sample.Document("last", "last")));
        Assert.Equal(["held", "last"], (await store.FindAsync()).Select(r => r.Source).Order());
    }

    [Fact]
    public async Task Cancelling_a_save_that_is_being_written_does_not_undo_it()
    {
        using var folder = new StoreFolder();
        var files = new FaultyFileSystem();
        await using var store = Stores.Open(folder.Store, files);
        using var cancellation = new CancellationTokenSource();

        files.HoldWrites();
        var held = store.SaveAsync(Sample.Document("held", "held"), cancellation.Token);
        await files.WriteHeld;
        await cancellation.CancelAsync();
        Assert.False(held.IsCompleted);
        files.ReleaseWrites();

        Assert.Equal(SaveOutcome.Added, await held);
    }

    [Fact]
    public async Task Disposing_writes_what_waits_and_refuses_what_comes_later()
    {
        using var folder = new StoreFolder();
        var store = Stores.Open(folder.Store, batchSize: 2);
        var saves = Enumerable.Range(0, 50).Select(i => store.SaveAsync(Sample.Document($"{i}", $"content {i}"))).ToList();

        await store.DisposeAsync();

        Assert.All(saves, s => Assert.True(s.IsCompletedSuccessfully));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.SaveAsync(Sample.Document("late", "late")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.SummariseAsync());
        Assert.False(File.Exists(folder.Log));
        await using var reopened = Stores.Open(folder.Store);
        Assert.Equal(50, (await reopened.SummariseAsync()).Records);
    }
}
