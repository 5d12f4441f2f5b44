using ExtractionPipeline.Core.Stores;
using ExtractionPipeline.Storage.Tests.Material;
using LiteDB;

namespace ExtractionPipeline.Storage.Tests.Database;

public sealed class BadFileTests
{
    [Fact]
    public async Task A_file_locked_by_another_is_said_to_be_in_use()
    {
        using var folder = new StoreFolder();
        await MakeStoreAsync(folder.Store, 1);
        using var locked = new FileStream(folder.Store, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Contains("in use by another process", Stores.OpeningFails(folder.Store).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_store_cannot_be_opened_again_and_stays_whole()
    {
        using var folder = new StoreFolder();
        await using var store = Stores.Open(folder.Store);

        Assert.Contains("in use", Stores.OpeningFails(folder.Store).Message, StringComparison.Ordinal);
        Assert.Equal(SaveOutcome.Added, await store.SaveAsync(Sample.Document("a", "one")));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(8192)]
    [InlineData(100_000)]
    public void A_file_that_is_no_store_is_refused_and_left_alone(int length)
    {
        using var folder = new StoreFolder();
        var content = new byte[length];
        new Random(length).NextBytes(content);
        File.WriteAllBytes(folder.Store, content);

        Assert.Contains("not a LiteDB file", Stores.OpeningFails(folder.Store).Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllBytes(folder.Store));
        Assert.False(File.Exists(folder.Log));
    }

    [Fact]
    public void A_LiteDB_file_of_another_program_is_refused_and_left_alone()
    {
        using var folder = new StoreFolder();
        using (var other = new LiteDatabase(new ConnectionString { Filename = folder.Store, Collation = Collation.Binary }))
        {
            other.GetCollection("customers").Insert(new BsonDocument { ["name"] = "x" });
        }

        Assert.Contains("not a record store", Stores.OpeningFails(folder.Store).Message, StringComparison.Ordinal);
        using var again = new LiteDatabase(folder.Store);
        Assert.Equal(["customers"], again.GetCollectionNames());
    }

    [Fact]
    public async Task A_file_that_has_lost_its_end_is_damaged()
    {
        using var folder = new StoreFolder();
        await MakeStoreAsync(folder.Store, 20);
        using (var file = File.OpenWrite(folder.Store))
        {
            file.SetLength(file.Length / 2);
        }

        Assert.Contains("damaged", Stores.OpeningFails(folder.Store).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_beside_a_log_is_damaged()
    {
        using var folder = new StoreFolder();
        await MakeStoreAsync(folder.Log, 1);
        await File.WriteAllBytesAsync(folder.Store, [], TestContext.Current.CancellationToken);

        Assert.Contains("damaged", Stores.OpeningFails(folder.Store).Message, StringComparison.Ordinal);
        Assert.True(new FileInfo(folder.Log).Length > 0);
    }

    [Fact]
    public async Task An_empty_file_becomes_a_store()
    {
        using var folder = new StoreFolder();
        await File.WriteAllBytesAsync(folder.Store, [], TestContext.Current.CancellationToken);

        await MakeStoreAsync(folder.Store, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(-1)]
    public async Task Overwritten_pages_fail_plainly_or_do_not_matter(int filling)
    {
        using var folder = new StoreFolder();
        await MakeStoreAsync(folder.Store, 30);
        var whole = await File.ReadAllBytesAsync(folder.Store, TestContext.Current.CancellationToken);
        var random = new Random(7);
        var failures = 0;
        for (var page = 1; page < whole.Length / 8192; page += 2)
        {
            var damaged = (byte[])whole.Clone();
            Overwrite(damaged.AsSpan(page * 8192, 8192), filling, random);
            var path = folder[$"page-{page}.db"];
            await File.WriteAllBytesAsync(path, damaged, TestContext.Current.CancellationToken);
            failures += await FailsPlainlyAsync(path) ? 1 : 0;
        }

        Assert.True(failures > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_place_without_rights_is_named(bool onlyToRead)
    {
        using var folder = new StoreFolder();
        var files = new FaultyFileSystem { OpeningFailure = onlyToRead ? new UnauthorizedAccessException("read-only") : new UnauthorizedAccessException() };

        Assert.Contains("no right", Stores.OpeningFails(folder.Store, files).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_file_is_refused()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "a privileged process may write read-only files");
        using var folder = new StoreFolder();
        await MakeStoreAsync(folder.Store, 1);
        File.SetAttributes(folder.Store, FileAttributes.ReadOnly);

        Assert.Contains("no right", Stores.OpeningFails(folder.Store).Message, StringComparison.Ordinal);
        File.SetAttributes(folder.Store, FileAttributes.Normal);
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a folder that no one may write");

        Stores.OpeningFails("/sys/records.db");
        Stores.OpeningFails("/proc/records/records.db");
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_refused()
    {
        using var folder = new StoreFolder();

        Stores.OpeningFails(folder.Root);
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_refused()
    {
        using var folder = new StoreFolder();
        File.WriteAllText(folder["file"], "x");

        Stores.OpeningFails(folder[Path.Combine("file", "store.db")]);
    }

    [Fact]
    public async Task Missing_folders_are_created()
    {
        using var folder = new StoreFolder();

        await MakeStoreAsync(folder[Path.Combine("a", "b", "store.db")], 1);
    }

    private static void Overwrite(Span<byte> page, int filling, Random random)
    {
        if (filling < 0)
        {
            random.NextBytes(page);
        }
        else
        {
            page.Fill((byte)filling);
        }
    }

    private static async Task<bool> FailsPlainlyAsync(string path)
    {
        try
        {
            await using var store = Stores.Open(path);
            var ids = (await store.FindAsync()).Select(r => r.ArticleId).ToList();
            foreach (var id in ids)
            {
                await store.GetArticleAsync(id, null, TestContext.Current.CancellationToken);
                await store.GetRawContentAsync(id, 1, TestContext.Current.CancellationToken);
            }

            await store.SummariseAsync();
            await store.SaveAsync(Sample.Document("new", "new"));
            return false;
        }
        catch (StoreException exception)
        {
            Assert.StartsWith(path + ": ", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', exception.Message);
            return true;
        }
    }

    private static async Task MakeStoreAsync(string path, int documents)
    {
        await using var store = Stores.Open(path);
        await Task.WhenAll(Enumerable.Range(0, documents).Select(i => store.SaveAsync(Sample.Document($"{i}", $"content {i} {new string('y', 200)}"))));
    }
}
