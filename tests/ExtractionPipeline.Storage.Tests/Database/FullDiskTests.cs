using System.Diagnostics;
using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Tests.Material;

namespace ExtractionPipeline.Storage.Tests.Database;

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_document_that_no_longer_fits_is_not_stored_and_the_store_goes_on_once_there_is_room()
    {
        using var folder = new StoreFolder();
        var files = new FaultyFileSystem();
        await using (var store = Stores.Open(folder.Store, files))
        {
            await store.SaveAsync(Sample.Document("before", "before"));
            var before = await store.DescribeAsync();
            for (var room = 0; room < 200_000; room += 8192)
            {
                files.LimitTo(room);
                var save = store.SaveAsync(Sample.Document("more", "more"));
                if (await Task.WhenAny(save) == save && save.IsCompletedSuccessfully)
                {
                    break;
                }

                var exception = await Stores.FailsPlainlyAsync(folder.Store, () => save);
                Assert.Contains("disk is full", exception.Message, StringComparison.Ordinal);
                Assert.Equal(before, await store.DescribeAsync());
            }

            files.LimitTo(long.MaxValue);
            Assert.Equal(SaveOutcome.Added, await store.SaveAsync(Sample.Document("after", "after")));
        }

        await using var reopened = Stores.Open(folder.Store);
        Assert.Equal(["after", "before", "more"], (await reopened.FindAsync()).Select(r => r.Source).Order());
    }

    [Fact]
    public async Task Of_a_batch_that_fills_the_disk_each_document_is_stored_or_reported()
    {
        using var folder = new StoreFolder();
        var files = new FaultyFileSystem();
        var stored = new List<string>();
        await using (var store = Stores.Open(folder.Store, files))
        {
            files.LimitTo(250_000);
            var saves = Enumerable.Range(0, 60).Select(i => (Source: $"{i:D2}", Save: store.SaveAsync(Sample.Document($"{i:D2}", $"content {i}")))).ToList();
            foreach (var (source, save) in saves)
            {
                try
                {
                    await save;
                    stored.Add(source);
                }
                catch (StoreException)
                {
                    // Told, and not stored.
                }
            }

            Assert.InRange(stored.Count, 1, 59);
            files.LimitTo(long.MaxValue);
        }

        await using var reopened = Stores.Open(folder.Store);
        Assert.Equal(stored, (await reopened.FindAsync()).Select(r => r.Source).Order());
    }

    [Fact]
    public async Task A_disk_that_fills_while_the_log_is_copied_loses_nothing()
    {
        using var folder = new StoreFolder();
        var files = new FaultyFileSystem();
        var store = Stores.Open(folder.Store, files);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.SaveAsync(Sample.Document($"{i}", $"content {i}"))));

        files.LimitTo(50_000);
        await store.DisposeAsync();

        await using var reopened = Stores.Open(folder.Store);
        Assert.Equal(20, (await reopened.SummariseAsync()).Records);
    }

    [Fact]
    public void A_store_that_cannot_be_created_for_want_of_room_says_so()
    {
        for (var room = 0; room < 60_000; room += 8192)
        {
            using var folder = new StoreFolder();
            var files = new FaultyFileSystem();
            files.LimitTo(room);
            var path = folder[$"{room}.db"];

            Assert.Contains("disk is full", Stores.OpeningFails(path, files).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_real_full_disk_is_told_and_survived()
    {
        using var folder = new StoreFolder();
        var disk = Directory.CreateDirectory(folder["disk"]).FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk), "mounting a small disk is not permitted");
        try
        {
            var path = Path.Combine(disk, "store.db");
            var filler = Path.Combine(disk, "filler");
            await using var store = Stores.Open(path);
            await store.SaveAsync(Sample.Document("before", "before"));
            await FillAsync(filler);

            var exception = await Stores.FailsPlainlyAsync(path, () => store.SaveAsync(Sample.Document("more", "more")));
            Assert.Contains("disk is full", exception.Message, StringComparison.Ordinal);

            File.Delete(filler);
            Assert.Equal(SaveOutcome.Added, await store.SaveAsync(Sample.Document("more", "more")));
        }
        finally
        {
            Run("umount", disk);
        }
    }

    private static async Task FillAsync(string path)
    {
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                await file.WriteAsync(new byte[4096]);
            }
        });
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
