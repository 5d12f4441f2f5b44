using ExtractionPipeline.Core.Review;

namespace ExtractionPipeline.Core.Tests.Review;

public sealed class QueueRankingTests
{
    [Fact]
    public void Each_order_puts_first_what_it_is_named_for()
    {
        QueueItem[] items =
        [
            Item("old-sure", 0.9, new DateOnly(2020, 1, 1), outlet: "small"),
            Item("new-sure", 0.95, new DateOnly(2026, 1, 1), outlet: "big"),
            Item("undecided", 0.5, new DateOnly(2023, 1, 1), outlet: "small"),
            Item("hopeless", 0.02, new DateOnly(2022, 1, 1), outlet: "small"),
        ];
        var experience = new QueueExperience { Readers = new Dictionary<string, double> { ["big"] = 1000 } };

        Assert.Equal("new-sure", First(QueueOrder.Newest));
        Assert.Equal("hopeless", First(QueueOrder.LeastSure));
        Assert.Equal("undecided", First(QueueOrder.MostInformative));
        Assert.Equal("new-sure", First(QueueOrder.MostReadSource));
        Assert.Equal("hopeless", First(QueueOrder.MostUseful));

        string First(QueueOrder order) => QueueRanking.Rank(items, order, experience)[0].ArticleId;
    }

    [Fact]
    public void The_default_order_keeps_near_identical_items_apart()
    {
        QueueItem[] items = [.. Enumerable.Range(0, 5).Select(i => Item($"copy-{i}", 0.3, signature: "same")), Item("other-1", 0.6), Item("other-2", 0.7)];

        var ranked = QueueRanking.Rank(items, QueueOrder.MostUseful, QueueExperience.None).Select(i => i.ArticleId).ToList();

        Assert.Equal("copy-0", ranked[0]);
        Assert.True(ranked.IndexOf("other-1") < ranked.IndexOf("copy-2"));
    }

    [Fact]
    public void Confidence_is_read_by_what_reviewers_found_and_keeps_its_order()
    {
        var table = ConfidenceTable.Of(Enumerable.Range(0, 200).Select(i => (0.2 + (0.6 * (i % 10) / 10), i % 20 < 18)));

        Assert.InRange(table.Probability(0.5), 0.8, 1);
        Assert.Equal(Enumerable.Range(0, 101).Select(i => table.Probability(i / 100.0)), Enumerable.Range(0, 101).Select(i => table.Probability(i / 100.0)).Order());
        Assert.Equal(0.3, ConfidenceTable.Empty.Probability(0.3), 9);
        Assert.Equal(0.3, ConfidenceTable.Of([]).Probability(0.3), 9);
    }

    [Fact]
    public void Every_item_is_ranked_once_in_every_order()
    {
        QueueItem[] items = [.. Enumerable.Range(0, 50).Select(i => Item($"a{i}", i / 50.0, signature: $"{i % 7}")), new("empty", null, "s", "o", null, [])];

        Assert.All(Enum.GetValues<QueueOrder>(), order => Assert.Equal(items.Select(i => i.ArticleId).Order(), QueueRanking.Rank(items, order, QueueExperience.None).Select(i => i.ArticleId).Order()));
    }

    private static QueueItem Item(string id, double confidence, DateOnly? day = null, string outlet = "outlet", string? signature = null) =>
        new(id, id, "source", outlet, day, [new QueueRecord(id, id, signature ?? id, [], confidence, [], ["rule"], ReviewReason.Unsure)]);
}
