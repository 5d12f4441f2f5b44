using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Health;

namespace ExtractionPipeline.Ingestion.Tests.Health;

public sealed class SourceJudgementTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, default);

    [Fact]
    public void A_source_within_its_own_past_gives_no_alert()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 200; trial++)
        {
            var history = SourceJudgement.With(
                new SourceHistory(),
                Enumerable.Range(0, 40).Select(_ => random.Next(15, 30)),
                Enumerable.Range(0, 60).Select(_ => random.Next(1500, 9000)),
                Enumerable.Range(0, 80).Select(_ => random.Next(10) < 4 ? 1 : 0),
                Enumerable.Range(0, 30).Select(_ => random.NextDouble() * 30));
            Assert.Empty(SourceJudgement.Alerts(State(history) with { LastNewAt = Now.AddHours(-20) }, Now));
        }
    }

    [Fact]
    public void Pages_that_answer_with_next_to_no_text_are_noticed()
    {
        var history = new SourceHistory { TextLengths = [.. Enumerable.Repeat(4000, 30), 300, 280, 310, 290, 300] };
        Assert.Equal(SourceAlertKind.ShorterTexts, Assert.Single(SourceJudgement.Alerts(State(history), Now)).Kind);
    }

    [Fact]
    public void A_listing_that_lost_its_entries_is_noticed()
    {
        var history = new SourceHistory { ItemCounts = [.. Enumerable.Repeat(25, 20), 1, 0] };
        Assert.Equal("shows 0 entries, usually 25", Assert.Single(SourceJudgement.Alerts(State(history), Now)).Message);
    }

    [Fact]
    public void Articles_that_no_longer_yield_records_are_noticed_only_when_that_is_hardly_chance()
    {
        Assert.Equal(SourceAlertKind.FewerRecords, Assert.Single(SourceJudgement.Alerts(State(new SourceHistory { RecordCounts = [.. Enumerable.Repeat(1, 40), .. Enumerable.Repeat(0, 20)] }), Now)).Kind);
        Assert.Empty(SourceJudgement.Alerts(State(new SourceHistory { RecordCounts = [.. Enumerable.Range(0, 60).Select(i => i % 20 == 0 && i < 40 ? 1 : 0)] }), Now));
    }

    [Fact]
    public void A_source_silent_for_far_longer_than_ever_is_noticed()
    {
        var history = new SourceHistory { GapHours = [.. Enumerable.Repeat(24.0, 20)] };
        Assert.Empty(SourceJudgement.Alerts(State(history) with { LastNewAt = Now.AddHours(-40) }, Now));
        Assert.Equal(SourceAlertKind.Silent, Assert.Single(SourceJudgement.Alerts(State(history) with { LastNewAt = Now.AddDays(-5) }, Now)).Kind);
    }

    [Fact]
    public void An_alert_keeps_its_beginning()
    {
        var state = State(new SourceHistory()) with { Failures = 9, LastFailure = "no", Alerts = [new SourceAlert(SourceAlertKind.Failing, "old words", Now.AddDays(-3))] };
        Assert.Equal(new SourceAlert(SourceAlertKind.Failing, "failed 9 times in a row: no", Now.AddDays(-3)), Assert.Single(SourceJudgement.Alerts(state, Now)));
    }

    [Fact]
    public void Several_unreachable_hosts_in_a_row_mean_our_own_network()
    {
        var watch = new NetworkWatch(() => true);
        watch.Note("a", true);
        watch.Note("a", true);
        watch.Note("b", true);
        Assert.False(watch.IsDown);
        watch.Note("c", true);
        Assert.True(watch.IsDown);
        watch.Note("d", false);
        Assert.False(watch.IsDown);
    }

    private static SourceState State(SourceHistory history) =>
        new() { Definition = new SourceDefinition { Id = "x", Kind = SourceKind.Feed, Location = "https://x.example/" }, History = history };
}
