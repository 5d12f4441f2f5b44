using System.Diagnostics;
using ExtractionPipeline.Core.Stores;
using LiteDB;

namespace ExtractionPipeline.Storage.Tests;

public sealed class BadStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();

    private string Store => folder.File("records.db");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("some text that is no database at all, and long enough to be looked at by anyone who opens it")]
    [InlineData("x")]
    public void Open_a_file_that_is_no_store_is_refused_and_left_as_it_is(string content)
    {
        folder.Write("records.db", content);
        AssertRefused("damaged or no store");
        Assert.Equal(content, File.ReadAllText(Store));
    }

    [Fact]
    public async Task Open_a_store_overwritten_in_the_middle_is_refused_or_refuses_to_read()
    {
        await SaveAsync(20);
        var bytes = await File.ReadAllBytesAsync(Store);
        Array.Fill(bytes, (byte)0xa5, 8192, bytes.Length - 8192);
        await File.WriteAllBytesAsync(Store, bytes);
        var error = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using var store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = Store });
            await store.FindRecordsAsync(new RecordQuery(), default).ToListAsync();
        });
        Assert.Contains(Store, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_a_store_in_use_by_another_process_is_refused()
    {
        await SaveAsync(1);
        using var other = new FileStream(Store, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        AssertRefused(Store);
    }

    [Fact]
    public void Open_a_store_newer_than_the_program_is_refused()
    {
        using (var database = new LiteDatabase(Store))
        {
            database.UserVersion = 99;
        }

        AssertRefused("use a newer program");
    }

    [Fact]
    public async Task Open_an_older_store_brings_it_up_to_date()
    {
        using (var database = new LiteDatabase(Store))
        {
            database.GetCollection("articles").Insert(new BsonDocument { ["_id"] = "x", ["sources"] = new BsonArray { "a.html" }, ["documentHash"] = "h", ["version"] = 1 });
        }

        await using var store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = Store });
        Assert.Equal(1, (await store.SummariseAsync(default)).Articles);
        Assert.Equal(SaveOutcome.Added, await store.SaveAsync(Documents.Of("b.html", "one"), default));
    }

    [Fact]
    public void Open_a_folder_is_refused()
    {
        Directory.CreateDirectory(Store);
        AssertRefused("is a folder");
    }

    [Fact]
    public void Open_below_a_file_is_refused()
    {
        folder.Write("file", "x");
        var error = Assert.Throws<StoreException>(() => LiteDbRecordStore.Open(new RecordStoreOptions { Path = Path.Combine(folder.File("file"), "records.db") }));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Open_after_a_crash_holds_whole_articles_only()
    {
        // The files as a crash would leave them: copied while the writer is at work, log and all.
        await using (var store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = Store, BatchSize = 4 }))
        {
            var saves = Enumerable.Range(0, 80).Select(i => store.SaveAsync(Documents.Of($"{i}.html", $"{i}", records: 2), default)).ToList();
            await saves[20];
            foreach (var file in Directory.GetFiles(folder.Path, "records*.db"))
            {
                Copy(file, file.Replace("records", "crashed", StringComparison.Ordinal));
            }

            await Task.WhenAll(saves);
        }

        await using var crashed = LiteDbRecordStore.Open(new RecordStoreOptions { Path = folder.File("crashed.db") });
        var summary = await crashed.SummariseAsync(default);
        Assert.Equal(summary.Articles, summary.Versions);
        Assert.Equal(2 * summary.Articles, summary.Records);
        await foreach (var record in crashed.FindRecordsAsync(new RecordQuery(), default))
        {
            Assert.NotNull(await crashed.GetArticleAsync(record.ArticleId, null, default));
        }
    }

    [Fact]
    public async Task Save_on_a_full_disk_fails_with_one_line_and_stores_nothing_half()
    {
        var disk = folder.File("disk");
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk), "a small disk cannot be mounted here");
        try
        {
            await FillAsync(Path.Combine(disk, "records.db"));
            await using var store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = Path.Combine(disk, "records.db") });
            var summary = await store.SummariseAsync(default);
            Assert.Equal(summary.Articles, summary.Records);
        }
        finally
        {
            await RunAsync("umount", disk);
        }
    }

    /// <summary>Saves until the disk is full, then makes room again.</summary>
    private static async Task FillAsync(string path)
    {
        var store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = path, BatchSize = 4 });
        StoreException? error = null;
        var saved = 0;
        for (var i = 0; i < 400 && error is null; i++)
        {
            var noise = new byte[40_000];
            new Random(i).NextBytes(noise);
            var document = Documents.Of($"{i}.html", $"{i}");
            document = document with { Document = document.Document with { Content = noise } };
            try
            {
                await store.SaveAsync(document, default);
                saved++;
            }
            catch (StoreException full)
            {
                error = full;
            }
        }

        Assert.NotNull(error);
        Assert.DoesNotContain('\n', error.Message);
        Assert.True(saved > 0);
        try
        {
            await store.DisposeAsync();
        }
        catch (StoreException)
        {
            // Closing needs room too; what was committed is in the log.
        }

        await RunAsync("mount", "-o", "remount,size=64m", Path.GetDirectoryName(path)!);
    }

    private async Task SaveAsync(int documents)
    {
        await using var store = LiteDbRecordStore.Open(new RecordStoreOptions { Path = Store });
        for (var i = 0; i < documents; i++)
        {
            await store.SaveAsync(Documents.Of($"{i}.html", $"{i}", records: 5), default);
        }
    }

    private void AssertRefused(string reason)
    {
        var error = Assert.Throws<StoreException>(() => LiteDbRecordStore.Open(new RecordStoreOptions { Path = Store }));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(Store, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = File.Create(to);
        source.CopyTo(target);
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
