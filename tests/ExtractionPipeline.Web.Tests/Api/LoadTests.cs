using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using ExtractionPipeline.App.Review;
using ExtractionPipeline.App.Web;
using ExtractionPipeline.Core.Records;
using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.Web.Tests.Api;

/// <summary>Many reviewers at once. Run on request: dotnet test -c Release --project tests/ExtractionPipeline.Web.Tests --explicit only --filter-class ExtractionPipeline.Web.Tests.Api.LoadTests.</summary>
public sealed class LoadTests(ITestOutputHelper output)
{
    private const int Articles = 50_000;
    private const int Reviewers = 200;
    private const int Rounds = 6;

    [Fact(Explicit = true)]
    public async Task Two_hundred_reviewers_at_100000_waiting_records_lose_no_decision()
    {
        var watch = Stopwatch.StartNew();
        await using var site = await ReviewSite.StartAsync(new ReviewOptions(), Enumerable.Range(0, Articles).Select(Document));
        output.WriteLine($"{site.Desk.Index.AwaitingRecords} records in {Articles} articles waiting, stored and loaded in {watch.Elapsed.TotalSeconds:F0} s");
        using var client = site.Client();

        // Alone: what one reviewer waits for.
        await MeasureAsync("first in the queue's order, alone", 1, () => OpenNextAsync(client, "warm"));
        await MeasureAsync("opening an item, alone", 50, async () => await OpenNextAsync(client, Guid.NewGuid().ToString()));

        // Two hundred at the very same moment.
        await MeasureTogetherAsync("opening an item, 200 in one burst", i => OpenNextAsync(client, $"burst-{i}"));

        // Two hundred sessions, each deciding on what it opened as fast as the answers come.
        var decided = new ConcurrentBag<string>();
        var (loads, saves) = (new ConcurrentBag<double>(), new ConcurrentBag<double>());
        watch.Restart();
        await Task.WhenAll(Enumerable.Range(0, Reviewers).Select(i => Task.Run(async () =>
        {
            // Sessions begin within two seconds of each other; the very same moment is measured above.
            await Task.Delay(i * 10, TestContext.Current.CancellationToken);
            for (var round = 0; round < Rounds; round++)
            {
                var start = Stopwatch.GetTimestamp();
                var item = await OpenNextAsync(client, $"session-{i}");
                loads.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                foreach (var record in item.Records)
                {
                    start = Stopwatch.GetTimestamp();
                    decided.Add(await DecideAsync(client, item, record, $"session-{i}"));
                    saves.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                // A person reads; two seconds an article are as quick as anyone is.
                await Task.Delay(1500 + (i * 37 % 1000), TestContext.Current.CancellationToken);
            }
        })));
        Report("opening an item, 200 sessions", loads);
        Report("saving a decision, 200 sessions", saves);
        output.WriteLine($"{decided.Count} decisions in {watch.Elapsed.TotalSeconds:F1} s");

        var stored = (await site.DecisionsAsync()).Select(d => d.Id).ToHashSet();
        Assert.Equal(Reviewers * Rounds * 2, decided.Count);
        Assert.Empty(decided.Except(stored));
        Assert.Equal(decided.Count, stored.Count);
    }

    private async Task MeasureAsync(string what, int times, Func<Task> run)
    {
        var taken = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await run();
            taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Report(what, taken);
    }

    private async Task MeasureTogetherAsync(string what, Func<int, Task> run)
    {
        var taken = new ConcurrentBag<double>();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, Reviewers).Select(i => Task.Run(async () =>
        {
            await gate.Task;
            var start = Stopwatch.GetTimestamp();
            await run(i);
            taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        })).ToList();
        gate.SetResult();
        await Task.WhenAll(all);
        Report(what, taken);
    }

    private void Report(string what, IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: median {sorted[sorted.Count / 2]:F1} ms, 95 % under {sorted[(int)(sorted.Count * 0.95)]:F1} ms, longest {sorted[^1]:F1} ms, of {sorted.Count}"));
    }

    private static async Task<ReviewItem> OpenNextAsync(HttpClient client, string tab)
    {
        var response = await client.PostAsJsonAsync("/api/review/next", new NextRequest(tab, null, null, null), ApiClient.Json);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<NextItem>(ApiClient.Json))!.Item!;
    }

    private static async Task<string> DecideAsync(HttpClient client, ReviewItem item, ItemRecord record, string tab)
    {
        var request = new DecisionRequest { Id = Guid.NewGuid().ToString(), ArticleId = item.ArticleId, Kind = DecisionKind.Confirm, Subjects = [new SubjectRevision(record.Subject, record.Revision)] };
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/review/decisions") { Content = JsonContent.Create(request, options: ApiClient.Json) };
        message.Headers.Add("X-Review-Tab", tab);
        var response = await client.SendAsync(message);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return request.Id;
    }

    private static Core.Stores.ProcessedDocument Document(int number) => SampleArticles.Of(
        $"https://outlet{number % 300}.example/{number}",
        $"Report number {number}",
        new DateOnly(2020, 1, 1).AddDays(number % 2000),
        [.. Enumerable.Range(0, 12).Select(p => $"Paragraph {p} of report {number}: Hospital Number {number % 700} of the province built Model{number} for stroke, and later Sister{number}, and a good deal is told here about how that came to be over the years.")],
        text =>
        [
            SampleArticles.Record(text, "r1", $"Model{number}", number * 7919 % 1000 / 1000.0, Disposition.Review, hospitals: [($"Hospital Number {number % 700}", 0.7, "developed-by")], specialties: [(Specialty.Cerebrovascular, "stroke", 0.6)]),
            SampleArticles.Record(text, "r2", $"Sister{number}", number * 104729 % 1000 / 1000.0, Disposition.Review, hospitals: [($"Hospital Number {number % 700}", 0.5, "developed-by")]),
        ]);
}
