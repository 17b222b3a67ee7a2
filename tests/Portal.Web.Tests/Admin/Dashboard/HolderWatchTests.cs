using Portal.Admin.Dashboard;
using Portal.Storage.Leases;

namespace Portal.Web.Tests.Admin.Dashboard;

/// <summary>How old a beat is said to be, by one clock alone.</summary>
public sealed class HolderWatchTests
{
    private readonly StillClock _clock = new();

    private static LeaseRow Lease(long beat) => new("node-a:17:3f", 2, beat, "http://node-a:5080");

    [Fact]
    public void A_first_look_knows_only_how_long_it_has_looked()
    {
        var watch = new HolderWatch(_clock);

        Assert.Equal(new HolderFigures("node-a:17", 2, "http://node-a:5080", TimeSpan.Zero, IsBeating: false), watch.See(Lease(5)));
        _clock.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(4), watch.See(Lease(5)).Silence);
    }

    [Fact]
    public void A_beat_that_moved_between_two_looks_is_alive_and_then_grows_old()
    {
        var watch = new HolderWatch(_clock);
        watch.See(Lease(5));
        _clock.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal((TimeSpan.Zero, true), (watch.See(Lease(9)).Silence!.Value, watch.See(Lease(9)).IsBeating));
        _clock.Pass(TimeSpan.FromSeconds(12));
        Assert.Equal((TimeSpan.FromSeconds(12), true), (watch.See(Lease(9)).Silence!.Value, watch.See(Lease(9)).IsBeating));
    }

    [Fact]
    public void A_beat_that_moved_while_nobody_looked_is_not_taken_for_a_living_one()
    {
        var watch = new HolderWatch(_clock);
        watch.See(Lease(5));
        _clock.Pass(TimeSpan.FromHours(1));

        Assert.False(watch.See(Lease(50)).IsBeating);
    }

    [Fact]
    public void A_lease_that_is_free_has_no_beat() =>
        Assert.Equal(new HolderFigures(null, 3, null, null, IsBeating: false), new HolderWatch(_clock).See(new LeaseRow(null, 3, 8, null)));

    private sealed class StillClock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time) => _now += time.Ticks;
    }
}
