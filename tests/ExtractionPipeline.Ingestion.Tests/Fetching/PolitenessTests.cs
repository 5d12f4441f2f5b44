using System.Net;
using ExtractionPipeline.Ingestion.Addresses;
using ExtractionPipeline.Ingestion.Fetching;
using Microsoft.Extensions.Time.Testing;

namespace ExtractionPipeline.Ingestion.Tests.Fetching;

public sealed class PolitenessTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task The_next_request_waits_for_the_pause_behind_the_end_of_the_last()
    {
        var politeness = Politeness(1000);
        (await politeness.EnterAsync("x.example", default)).Dispose();
        var next = politeness.EnterAsync("x.example", default);
        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(2));
        (await next).Dispose();
    }

    [Fact]
    public async Task Another_domain_does_not_wait_and_one_that_is_open_keeps_the_next_out()
    {
        var politeness = Politeness(0);
        using var open = await politeness.EnterAsync("x.example", default);
        (await politeness.EnterAsync("y.example", default)).Dispose();
        var next = politeness.EnterAsync("x.example", default);
        Assert.False(next.IsCompleted);
        open.Dispose();
        (await next).Dispose();
    }

    [Fact]
    public async Task A_longer_crawl_delay_holds_up_to_the_limit()
    {
        var politeness = Politeness(1000);
        politeness.Slow("x.example", TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(10), politeness.DelayOf("x.example"));
        politeness.Slow("x.example", TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromSeconds(300), politeness.DelayOf("x.example"));
        (await politeness.EnterAsync("x.example", default)).Dispose();
        Assert.Equal(time.GetUtcNow().AddSeconds(300), politeness.ReadyAt("x.example"));
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_turn_to_the_next()
    {
        var politeness = Politeness(1000);
        (await politeness.EnterAsync("x.example", default)).Dispose();
        using var cancel = new CancellationTokenSource();
        var cancelled = politeness.EnterAsync("x.example", cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        time.Advance(TimeSpan.FromMilliseconds(1001));
        (await politeness.EnterAsync("x.example", default)).Dispose();
    }

    [Fact]
    public async Task A_clock_set_back_delays_by_one_pause_at_most()
    {
        var clock = new SettableClock { Now = new DateTimeOffset(2026, 1, 1, 12, 0, 0, default) };
        var politeness = new Politeness(PublicSuffixes.Load(), new FetchingOptions { DelayMilliseconds = 20 }, clock);
        (await politeness.EnterAsync("x.example", default)).Dispose();
        clock.Now = clock.Now.AddYears(-1);
        (await politeness.EnterAsync("x.example", default).WaitAsync(TimeSpan.FromSeconds(10))).Dispose();
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::10.0.0.1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:1::1", false)]
    public void Private_and_reserved_addresses_are_known(string address, bool isAllowed) =>
        Assert.Equal(isAllowed, new AddressPolicy(new FetchingOptions()).IsAllowed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("ftp://x.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://a:b@x.example/")]
    public void Addresses_in_disguise_are_refused(string address) =>
        Assert.NotNull(new AddressPolicy(new FetchingOptions()).Refusal(new Uri(address)));

    [Fact]
    public void Long_addresses_are_refused() =>
        Assert.NotNull(new AddressPolicy(new FetchingOptions()).Refusal(new Uri("http://x.example/" + new string('a', 2048))));

    private Politeness Politeness(int milliseconds) => new(PublicSuffixes.Load(), new FetchingOptions { DelayMilliseconds = milliseconds }, time);

    /// <summary>A clock that can be set, whose timers are the system's.</summary>
    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
