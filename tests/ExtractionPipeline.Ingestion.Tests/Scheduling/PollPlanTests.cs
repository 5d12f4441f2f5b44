using ExtractionPipeline.Core.Ingestion;
using ExtractionPipeline.Ingestion.Scheduling;
using ExtractionPipeline.Ingestion.Sources;

namespace ExtractionPipeline.Ingestion.Tests.Scheduling;

public sealed class PollPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, default);
    private static readonly SourceLook Quiet = new();

    [Fact]
    public void A_quiet_source_is_looked_at_less_often_up_to_its_limit_and_a_lively_one_more()
    {
        var state = State() with { Polls = 1 };
        for (var i = 0; i < 30; i++)
        {
            state = PollPlan.AfterSuccess(state, Quiet, 0, Now, 0.5);
        }

        Assert.Equal(TimeSpan.FromHours(24), state.NextPollAt - Now);
        for (var i = 0; i < 30; i++)
        {
            state = PollPlan.AfterSuccess(state, Quiet, 3, Now, 0.5);
        }

        Assert.Equal(TimeSpan.FromMinutes(15), state.NextPollAt - Now);
    }

    [Theory]
    [InlineData(0, 54)]
    [InlineData(1, 66)]
    public void A_random_part_keeps_sources_apart(double random, double minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), PollPlan.AfterSuccess(State(), Quiet, 0, Now, random).NextPollAt - Now);

    [Fact]
    public void What_server_and_feed_ask_for_is_respected_within_the_owners_limit()
    {
        Assert.Equal(Now.AddHours(5), PollPlan.AfterSuccess(State(), Quiet with { TimeToLive = TimeSpan.FromHours(5) }, 0, Now, 0.5).NextPollAt);
        Assert.Equal(Now.AddHours(3), PollPlan.AfterSuccess(State(), Quiet with { FreshFor = TimeSpan.FromHours(3) }, 0, Now, 0.5).NextPollAt);
        Assert.Equal(Now.AddHours(24), PollPlan.AfterSuccess(State(), Quiet with { TimeToLive = TimeSpan.FromDays(30) }, 0, Now, 0.5).NextPollAt);
        Assert.Equal(Now.AddDays(3), PollPlan.AfterSuccess(State(), Quiet with { RetryAt = Now.AddDays(3) }, 0, Now, 0.5).NextPollAt);
    }

    [Fact]
    public void Hours_and_days_that_the_feed_wants_left_out_are_left_out()
    {
        Assert.Equal(15, PollPlan.AfterSuccess(State() with { SkipHours = [13, 14] }, Quiet, 0, Now, 0.5).NextPollAt!.Value.Hour);
        Assert.Equal(DayOfWeek.Thursday, PollPlan.AfterSuccess(State() with { SkipDays = [DayOfWeek.Tuesday, DayOfWeek.Wednesday] }, Quiet, 0, Now, 0.5).NextPollAt!.Value.DayOfWeek);
        Assert.Equal(Now.AddHours(1), PollPlan.AfterSuccess(State() with { SkipHours = [.. Enumerable.Range(0, 24)] }, Quiet, 0, Now, 0.5).NextPollAt);
    }

    [Fact]
    public void Cron_expressions_hold_in_their_time_zone_across_the_change_of_clocks()
    {
        var state = State(d => d with { Cron = "0 0 6 * * ?", TimeZone = "Europe/Berlin" });
        Assert.Equal(new DateTimeOffset(2026, 3, 28, 5, 0, 0, default), PollPlan.AfterSuccess(state, Quiet, 0, new DateTimeOffset(2026, 3, 27, 12, 0, 0, default), 0).NextPollAt);
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 4, 0, 0, default), PollPlan.AfterSuccess(state, Quiet, 0, new DateTimeOffset(2026, 3, 28, 12, 0, 0, default), 0).NextPollAt);
        Assert.InRange(PollPlan.AfterSuccess(state, Quiet, 0, Now, 1).NextPollAt!.Value, Now.Date.AddHours(29).AddMinutes(1), Now.Date.AddHours(29).AddMinutes(3));
    }

    [Theory]
    [InlineData("0 0 25 * * ?", null, "is no cron expression")]
    [InlineData("nonsense", null, "is no cron expression")]
    [InlineData("0 0 6 * * ?", "Mars/Olympus", "unknown time zone 'Mars/Olympus'")]
    [InlineData("0 0 6 * * ?", "Asia/Shanghai", null)]
    public void Unusable_times_are_told(string cron, string? zone, string? problem)
    {
        var found = PollPlan.Problem(State(d => d with { Cron = cron, TimeZone = zone }).Definition);
        if (problem is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(problem, found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Failures_make_the_pauses_grow_to_a_day_and_never_endless()
    {
        var state = State();
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 40; i++)
        {
            state = PollPlan.AfterFailure(state, SourceLook.Failed("no"), false, Now, 0.5);
            pauses.Add(state.NextPollAt!.Value - Now);
        }

        Assert.Equal(TimeSpan.FromMinutes(15), pauses[0]);
        Assert.All(pauses.Zip(pauses.Skip(1)), p => Assert.True(p.Second >= p.First));
        Assert.Equal((TimeSpan.FromDays(1), 40), (pauses[^1], state.Failures));
    }

    [Fact]
    public void A_fault_of_our_own_network_is_not_the_sources()
    {
        var state = PollPlan.AfterFailure(State(), SourceLook.Failed("no"), true, Now, 0.5);
        Assert.Equal((0, Now.AddMinutes(1)), (state.Failures, state.NextPollAt));
    }

    [Fact]
    public void Missed_looks_are_caught_up_once_and_plans_from_a_wrong_clock_are_dropped()
    {
        var spread = TimeSpan.FromMinutes(1);
        Assert.Equal(Now.AddSeconds(30), PollPlan.First(State() with { NextPollAt = Now.AddDays(-30) }, Now, spread, 0.5));
        Assert.Equal(Now.AddHours(2), PollPlan.First(State() with { NextPollAt = Now.AddHours(2) }, Now, spread, 0.5));
        Assert.Equal(Now.AddSeconds(30), PollPlan.First(State() with { NextPollAt = Now.AddYears(4) }, Now, spread, 0.5));
        Assert.Equal(Now.AddSeconds(30), PollPlan.First(State(), Now, spread, 0.5));
    }

    private static SourceState State(Func<SourceDefinition, SourceDefinition>? change = null)
    {
        var definition = new SourceDefinition { Id = "x", Kind = SourceKind.Feed, Location = "https://x.example/" };
        return new SourceState { Definition = change?.Invoke(definition) ?? definition };
    }
}
