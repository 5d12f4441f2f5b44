using ExtractionPipeline.App.Review;

namespace ExtractionPipeline.Web.Tests.Api;

public sealed class LeaseTests
{
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }

    [Fact]
    public void A_lease_keeps_others_out_until_it_expires_is_prolonged_by_its_holder_or_given_back()
    {
        var clock = new Clock();
        var leases = new Leases(clock, TimeSpan.FromSeconds(60));
        Assert.True(leases.Take("a", "ann", "1").Granted);
        Assert.Equal((false, "ann"), (leases.Take("a", "bob", "1").Granted, leases.Take("a", "bob", "1").Lease.Reviewer));
        Assert.False(leases.Take("a", "ann", "2").Granted);
        clock.Now += TimeSpan.FromSeconds(50);
        Assert.True(leases.Take("a", "ann", "1").Granted);
        clock.Now += TimeSpan.FromSeconds(59);
        Assert.NotNull(leases.HeldByOther("a", "bob", "1"));
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Null(leases.HeldByOther("a", "bob", "1"));
        Assert.True(leases.Take("a", "bob", "1").Granted);
        leases.Release("bob", "1", ["a"]);
        Assert.False(leases.Take("a", "ann", "1").Granted);
        leases.Release("bob", "1", []);
        Assert.True(leases.Take("a", "ann", "1").Granted);
    }
}
