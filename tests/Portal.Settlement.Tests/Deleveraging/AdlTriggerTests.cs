using Portal.Settlement.Deleveraging;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Deleveraging;

public sealed class AdlTriggerTests
{
    private static readonly DateTimeOffset Now = TestLedger.Start;

    [Theory]
    [InlineData(70_000_001, null)]
    [InlineData(70_000_000, AdlCause.Drawdown)]
    [InlineData(50, AdlCause.Floor)]
    [InlineData(51, AdlCause.Drawdown)]
    public void Adl_starts_at_the_boundary(long balance, AdlCause? cause) =>
        Assert.Equal(cause, AdlTrigger.FindStart(Reading(balance, peak: 100_000_000, floor: 50)));

    [Fact]
    public void A_fund_that_never_held_more_than_its_floor_does_not_start_by_it()
    {
        Assert.Null(AdlTrigger.FindStart(Reading(0, peak: 0, floor: 0) with { EverHeldMoreThanFloor = false }));
        Assert.Null(AdlTrigger.FindStart(Reading(5, peak: 5, floor: 10) with { EverHeldMoreThanFloor = false }));
    }

    [Fact]
    public void A_loss_left_uncovered_starts_at_once() =>
        Assert.Equal(AdlCause.Uncovered, AdlTrigger.FindStart(Reading(100, peak: 100, floor: 0) with { LeftUncovered = true }));

    [Theory]
    [InlineData(75_000_001, 0, null, true)]
    [InlineData(75_000_000, 0, null, false)]
    [InlineData(100_000_000, 100_000_000, null, false)]
    [InlineData(100_000_000, 99_999_999, null, true)]
    [InlineData(100_000_000, 0, 599_999, false)]
    [InlineData(100_000_000, 0, 600_000, true)]
    public void Adl_stops_above_floor_and_drawdown_after_ten_quiet_minutes(long balance, long floor, int? quietMilliseconds, bool stops)
    {
        var reading = Reading(balance, peak: 100_000_000, floor) with
        {
            LastUncoveredAt = quietMilliseconds is { } quiet ? Now.AddMilliseconds(-quiet) : null,
        };

        Assert.Equal(stops, AdlTrigger.Stops(reading));
        Assert.False(AdlTrigger.Stops(reading with { LeftUncovered = true }));
    }

    [Theory]
    [InlineData(false, 80_000_001, AdlState.Normal)]
    [InlineData(false, 80_000_000, AdlState.Warning)]
    [InlineData(false, 0, AdlState.Warning)]
    [InlineData(true, 100_000_000, AdlState.Active)]
    public void The_state_to_show_warns_from_a_fifth(bool active, long balance, AdlState state) =>
        Assert.Equal(state, AdlTrigger.StateOf(active, balance, 100_000_000, AdlThresholds.Standard));

    [Fact]
    public void Trigger_at_is_the_highest_balance_at_which_it_would_start()
    {
        var random = new Random(30);
        for (var trial = 0; trial < 5_000; trial++)
        {
            var peak = random.NextInt64(1, trial % 2 == 0 ? 100 : long.MaxValue);
            var floor = random.NextInt64(0, peak);
            var thresholds = AdlThresholds.Standard with { StartPpm = random.Next(250_000, 1_000_001) };
            var at = AdlTrigger.TriggerAtUnits(peak, floor, thresholds);

            Assert.NotNull(AdlTrigger.FindStart(Reading(at, peak, floor) with { Thresholds = thresholds }));
            Assert.Null(AdlTrigger.FindStart(Reading(at + 1, peak, floor) with { Thresholds = thresholds }));
        }

        Assert.Equal(7, AdlTrigger.TriggerAtUnits(peakUnits: 0, floorUnits: 7, AdlThresholds.Standard));
    }

    [Theory]
    [InlineData(100, 100, 0)]
    [InlineData(70, 100, -300_000)]
    [InlineData(2, 3, -333_333)]
    [InlineData(0, 100, -1_000_000)]
    [InlineData(5, 0, 0)]
    [InlineData(0, -5, 0)]
    [InlineData(long.MinValue, 1, long.MinValue)]
    [InlineData(long.MaxValue, 1, 0)]
    [InlineData(0, long.MaxValue, -1_000_000)]
    public void The_drawdown_is_in_parts_per_million_of_the_peak(long balance, long peak, long ppm) => Assert.Equal(ppm, AdlTrigger.DrawdownPpm(balance, peak));

    [Theory]
    [InlineData(0, 300_000, 250_000, 600, false)]
    [InlineData(200_000, 1_000_001, 250_000, 600, false)]
    [InlineData(400_000, 300_000, 250_000, 600, false)]
    [InlineData(200_000, 300_000, 300_001, 600, false)]
    [InlineData(200_000, 300_000, 250_000, -1, false)]
    [InlineData(200_000, 300_000, 250_000, 86_401, false)]
    [InlineData(200_000, 300_000, 250_000, 0.5, false)]
    [InlineData(300_000, 300_000, 300_000, 0, true)]
    [InlineData(200_000, 300_000, 250_000, 600, true)]
    public void Thresholds_that_contradict_each_other_are_refused(int warning, int start, int stop, double quietSeconds, bool isSound) =>
        Assert.Equal(isSound, new AdlThresholds(warning, start, stop, TimeSpan.FromSeconds(quietSeconds)).Check() is null);

    private static AdlReading Reading(long balance, long peak, long floor) =>
        new(Now, balance, floor, peak, EverHeldMoreThanFloor: true, LeftUncovered: false, LastUncoveredAt: null, AdlThresholds.Standard);
}
