using Portal.Worker.Sources.Replay;
using Portal.Worker.Tests.Intake;

namespace Portal.Worker.Tests.Sources;

public sealed class ReplayPacerTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 10_000)]
    public async Task Records_are_held_back_to_the_recordings_own_time_divided_by_the_speed()
    {
        await RunAsync("10x", "12:00:00", "12:00:10", "12:00:05", "12:01:00");

        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)], _time.Waits);
    }

    [Fact(Timeout = 10_000)]
    public async Task Time_spent_elsewhere_is_made_up_for()
    {
        var pacer = new ReplayPacer(_time, ReplaySpeed.Read("1x").Value);
        await pacer.WaitAsync(At("12:00:00"), TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(4));
        await pacer.WaitAsync(At("12:00:10"), TestContext.Current.CancellationToken);

        Assert.Equal([TimeSpan.FromSeconds(6)], _time.Waits);
    }

    [Fact(Timeout = 10_000)]
    public async Task As_fast_as_possible_waits_for_nothing()
    {
        await RunAsync("max", "12:00:00", "13:00:00");

        Assert.Empty(_time.Waits);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_wait_of_days_is_cut_into_pieces()
    {
        await RunAsync("0.01x", "12:00:00", "13:00:00");

        Assert.Equal(TimeSpan.FromHours(100), _time.Waits.Aggregate(TimeSpan.Zero, static (sum, wait) => sum + wait));
        Assert.All(_time.Waits, static wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromDays(1)));
    }

    [Fact(Timeout = 10_000)]
    public async Task What_cannot_be_read_is_not_waited_for()
    {
        var pacer = new ReplayPacer(_time, ReplaySpeed.Read("1x").Value);
        await pacer.WaitAsync(TestIntake.Liquidation("oops"), TestContext.Current.CancellationToken);

        Assert.Empty(_time.Waits);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0x")]
    [InlineData("-1x")]
    [InlineData("10")]
    [InlineData("1e3x")]
    [InlineData("MAX")]
    [InlineData("99999999x")]
    public void A_speed_is_a_number_of_times_or_max(string text) => Assert.Equal("bad-speed", ReplaySpeed.Read(text).Problem!.Code);

    private static Worker.Intake.IntakeRecord At(string time) => TestIntake.Liquidation(TestIntake.With(TestIntake.Totals, "occurredAt", $"\"2026-01-31T{time}Z\""));

    private async Task RunAsync(string speed, params string[] times)
    {
        var pacer = new ReplayPacer(_time, ReplaySpeed.Read(speed).Value);
        foreach (var time in times)
        {
            await pacer.WaitAsync(At(time), TestContext.Current.CancellationToken);
        }
    }
}
