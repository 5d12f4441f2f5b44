using ExtractionPipeline.App.Review;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Review;
using ExtractionPipeline.Core.Stores;

namespace ExtractionPipeline.Web.Tests.Api;

public sealed class TableTests : IDisposable
{
    private readonly TemporaryFolder folder = TestPaths.Temporary();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("sheet.csv", true)]
    [InlineData("sheet.json", true)]
    [InlineData("sheet.csv", false)]
    public async Task A_table_goes_out_and_its_decisions_come_back_once(string name, bool isRemote)
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Heart, SampleArticles.Eye, SampleArticles.Hostile]);
        using var api = new ApiClient(site.StorePath, ApiDiscovery.Read(site.StorePath)!);
        IReviewClient client = isRemote ? new RemoteReviewClient(api) : new LocalReviewClient(site.Desk, "local");
        var rows = await ReviewTable.AwaitingAsync(client, Token).Select(r => Spreadsheet.RowOf(r.Item, r.Record)).ToListAsync(Token);
        Assert.Equal(5, rows.Count);
        List<SpreadsheetRow> filled =
        [
            .. rows.Select(r => r.Model switch
            {
                "LiverLens" => r with { Decision = "correct", Specialties = "oncology: tumors of the liver; gastroenterology: liver", Partners = "" },
                "PancreasLens" => r with { Decision = "Reject", Remark = "still being tested" },
                "Retinote" => r with { Decision = "confirm" },
                _ => r,
            }),
        ];
        var file = folder.File(name);
        Write(file, filled);

        var first = await ReviewTable.ImportAsync(client, file, Token);
        Assert.Empty(first.Problems);
        Assert.Equal((3, 0), (first.Stored, first.Known));
        var again = await ReviewTable.ImportAsync(client, file, Token);
        Assert.Equal((0, 3, 0), (again.Stored, again.Known, again.Problems.Count));
        Assert.Equal(ReviewState.Corrected, (await site.RecordAsync("LiverLens")).State);
        Assert.Equal(ReviewState.Rejected, (await site.RecordAsync("PancreasLens")).State);
        Assert.Equal(ReviewState.Confirmed, (await site.RecordAsync("Retinote")).State);
        Assert.Equal(ReviewState.Proposed, (await site.RecordAsync("Pulsewise")).State);
    }

    [Fact]
    public async Task Rows_that_do_not_fit_are_named_with_their_line_and_the_rest_is_taken_in()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Heart, SampleArticles.Eye]);
        var client = new LocalReviewClient(site.Desk, "local");
        var rows = await ReviewTable.AwaitingAsync(client, Token).Select(r => Spreadsheet.RowOf(r.Item, r.Record)).ToListAsync(Token);
        var good = rows.Single(r => r.Model == "Retinote") with { Decision = "confirm" };
        List<SpreadsheetRow> broken =
        [
            good with { ArticleId = "nowhere" },
            good with { Subject = "nothing" },
            good with { Revision = 7 },
            good with { Decision = "perhaps" },
            good with { Decision = "correct", Hospitals = "A hospital that is not in the article" },
            good with { Decision = "correct", Specialties = "astrology: eye" },
            good,
        ];
        var file = folder.File("sheet.csv");
        Write(file, broken);
        File.WriteAllText(file, File.ReadAllText(file).Replace(",7,", ",seven,", StringComparison.Ordinal));

        var outcome = await ReviewTable.ImportAsync(client, file, Token);
        Assert.Equal(1, outcome.Stored);
        Assert.Equal([2, 3, 4, 5, 6, 7], outcome.Problems.Select(p => int.Parse(p.Split("line ")[1].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture)).Order());
        Assert.All(outcome.Problems, p => Assert.DoesNotContain('\n', p));
        Assert.Equal(ReviewState.Confirmed, (await site.RecordAsync("Retinote")).State);
    }

    [Fact]
    public async Task A_table_without_its_columns_is_refused_and_no_formula_leaves_the_house()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Eye]);
        var outcome = await ReviewTable.ImportAsync(new LocalReviewClient(site.Desk, "local"), folder.Write("other.csv", "a,b\n1,2\n"), Token);
        Assert.Equal((0, 4), (outcome.Stored, outcome.Problems.Count));
        Assert.NotEmpty((await ReviewTable.ImportAsync(new LocalReviewClient(site.Desk, "local"), folder.Write("other.json", "[{]"), Token)).Problems);

        using var text = new StringWriter();
        Spreadsheet.WriteCsv(text, [new SpreadsheetRow { Model = "=HYPERLINK(\"https://evil.example\")" }]);
        Assert.DoesNotContain(",=", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(",\"=", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_read_the_store_through_the_process_that_holds_it()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Heart, SampleArticles.Eye]);
        await using var access = StoreAccess.Open(new Storage.RecordStoreOptions { Path = site.StorePath });
        Assert.NotNull(access.Client);
        var query = new RecordQuery { Hospital = "hospital", MinimumConfidence = 0.4, Limit = 5 };
        var here = await site.Store.FindRecordsAsync(query, Token).Select(r => System.Text.Json.JsonSerializer.Serialize(r)).ToListAsync(Token);
        var there = await access.Records.FindRecordsAsync(query, Token).Select(r => System.Text.Json.JsonSerializer.Serialize(r)).ToListAsync(Token);
        Assert.Equal(2, here.Count);
        Assert.Equal(here, there);
        var key = (await site.RecordAsync("Retinote")).Subject;
        Assert.Equal("Retinote", (await access.Records.GetRecordAsync(key, Token))!.Record.Model.Name);
        Assert.Null(await access.Records.GetRecordAsync("nothing", Token));
        Assert.Equal((await site.Store.GetArticleAsync(key.Split('.')[0], null, Token))!.Article.Text, (await access.Records.GetArticleAsync(key.Split('.')[0], null, Token))!.Article.Text);
        Assert.Equal(await site.Store.SummariseAsync(Token), await access.Records.SummariseAsync(Token));
        await Assert.ThrowsAsync<StoreException>(() => access.Records.SaveAsync(SampleArticles.Eye, Token));
    }

    [Fact]
    public async Task Records_are_listed_as_people_decided_on_them()
    {
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), [SampleArticles.Liver, SampleArticles.Heart, SampleArticles.Eye]);
        await using var access = StoreAccess.Open(new Storage.RecordStoreOptions { Path = site.StorePath });
        var client = new LocalReviewClient(site.Desk, "ann");
        var rows = await ReviewTable.AwaitingAsync(client, Token).ToListAsync(Token);
        foreach (var (item, record) in rows)
        {
            var request = new DecisionRequest { Id = record.Subject, ArticleId = item.ArticleId, Kind = DecisionKind.Confirm, Subjects = [new SubjectRevision(record.Subject, 0)] };
            request = record.Record.Model.Name switch
            {
                "PancreasLens" => request with { Kind = DecisionKind.Reject },
                "Pulsewise" => request with { Kind = DecisionKind.Correct, After = [RecordForm.With(record.Record, RecordField.Hospitals, "Ande Yizhi", null) with { Partners = [] }] },
                _ => request,
            };
            if (record.Record.Model.Name != "Retinote")
            {
                Assert.Null((await client.DecideAsync(request, Token)).Refusal);
            }
        }

        await client.DecideAsync(new DecisionRequest { Id = "added", ArticleId = rows.First(r => r.Record.Record.Model.Name == "LiverLens").Item.ArticleId, Kind = DecisionKind.Add, After = [RecordForm.New("second reader")] }, Token);

        async Task<List<string>> FindAsync(RecordQuery query) => await ReviewedRecords.FindAsync(access, query, Token).Select(r => $"{r.Record.Record.Model.Name} {r.State}").ToListAsync(Token);
        Assert.Equal(["LiverLens confirmed", "second reader corrected", "Pulsewise corrected", "Retinote review"], await FindAsync(new RecordQuery()));
        Assert.Equal(["Pulsewise corrected"], await FindAsync(new RecordQuery { Hospital = "yizhi" }));
        Assert.Equal(["Retinote review"], await FindAsync(new RecordQuery { Disposition = Core.Records.Disposition.Review }));
        Assert.Equal(["LiverLens confirmed", "second reader corrected"], await FindAsync(new RecordQuery { Limit = 2 }));
        var key = (await site.RecordAsync("second reader")).Subject;
        Assert.Equal("second reader", (await ReviewedRecords.GetAsync(access, key, Token))!.Record.Model.Name);
    }

    private static void Write(string file, IReadOnlyList<SpreadsheetRow> rows)
    {
        using var output = new StreamWriter(file);
        if (file.EndsWith(".json", StringComparison.Ordinal))
        {
            Spreadsheet.WriteJson(output, rows);
        }
        else
        {
            Spreadsheet.WriteCsv(output, rows);
        }
    }
}
