using ExtractionPipeline.Storage.Database;
using ExtractionPipeline.Storage.Schema;
using ExtractionPipeline.Storage.Tests.Material;
using LiteDB;
using LiteDB.Engine;

namespace ExtractionPipeline.Storage.Tests.Schema;

public sealed class SchemaTests
{
    private static readonly int Newest = SchemaMigrations.All[^1].Version;
    private static readonly SchemaMigration MarkArticles = new(Newest + 1, engine => Mark(engine, "second"));
    private static readonly SchemaMigration MarkAgain = new(Newest + 2, engine => Mark(engine, "third"));

    [Fact]
    public async Task An_older_file_is_upgraded_step_by_step_and_keeps_its_content()
    {
        using var folder = new StoreFolder();
        string before;
        await using (var old = Stores.Open(folder.Store))
        {
            await old.SaveAsync(Sample.Document("a", "one"));
            before = await old.DescribeAsync();
        }

        await using (var upgraded = Stores.Open(folder.Store, migrations: [.. SchemaMigrations.All, MarkArticles, MarkAgain]))
        {
            Assert.Equal(before, await upgraded.DescribeAsync());
        }

        Assert.Equal(("second", "third", Newest + 2), ReadMarks(folder.Store));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_file_at_the_step_before()
    {
        using var folder = new StoreFolder();
        await Stores.Open(folder.Store).DisposeAsync();
        var failing = new SchemaMigration(Newest + 2, engine =>
        {
            Mark(engine, "third");
            throw new InvalidOperationException("cannot");
        });

        Stores.OpeningFails(folder.Store, migrations: [.. SchemaMigrations.All, MarkArticles, failing]);

        Assert.Equal(("second", null, Newest + 1), ReadMarks(folder.Store));
    }

    [Fact]
    public async Task A_file_newer_than_the_program_is_refused_and_left_alone()
    {
        using var folder = new StoreFolder();
        await Stores.Open(folder.Store, migrations: [.. SchemaMigrations.All, MarkArticles]).DisposeAsync();
        var before = await File.ReadAllBytesAsync(folder.Store, TestContext.Current.CancellationToken);

        var exception = Stores.OpeningFails(folder.Store);

        Assert.Contains($"newer version of this program (schema {Newest + 1}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.Store, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Steps_count_up_by_one()
    {
        Assert.Equal(Enumerable.Range(1, SchemaMigrations.All.Count), SchemaMigrations.All.Select(m => m.Version));
    }

    private static void Mark(ILiteEngine engine, string mark) =>
        engine.Upsert("marks", [new BsonDocument { ["_id"] = mark }], BsonAutoId.ObjectId);

    private static (string? Second, string? Third, int Version) ReadMarks(string path)
    {
        using var engine = new LiteEngine(path);
        return (engine.FindById("marks", "second")?.Text("_id"), engine.FindById("marks", "third")?.Text("_id"), engine.FindById(Collections.Schema, "schema")!.Integer("version"));
    }
}
