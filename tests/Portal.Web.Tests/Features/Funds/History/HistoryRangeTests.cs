using Portal.Web.Features.Funds.History;

namespace Portal.Web.Tests.Features.Funds.History;

public sealed class HistoryRangeTests
{
    private static readonly DateTimeOffset Opened = new(2026, 1, 10, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 30, TimeSpan.Zero);

    [Theory]
    [InlineData("1h", "2026-03-01T11:00:00Z")]
    [InlineData("7d", "2026-02-22T12:00:00Z")]
    [InlineData("all", "2026-01-10T08:00:00Z")]
    [InlineData(null, "2026-02-28T12:00:00Z")]
    [InlineData("a year", "2026-02-28T12:00:00Z")]
    public void A_named_range_ends_now_and_begins_at_a_whole_minute(string? name, string from)
    {
        var range = HistoryRange.Read(name, null, null, Opened, Now);

        Assert.Equal(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), range.From);
        Assert.True(range.To > Now);
        Assert.Equal($"range={range.Name}", range.Query);
    }

    [Fact]
    public void From_day_to_day_holds_both_days_and_keeps_its_address()
    {
        var range = HistoryRange.Read("1h", "2026-02-01", "2026-02-03", Opened, Now);

        Assert.Equal((new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 2, 4, 0, 0, 0, TimeSpan.Zero)), (range.From, range.To));
        Assert.Equal(("2026-02-01", "2026-02-03", "from=2026-02-01&to=2026-02-03"), (range.FirstDay, range.LastDay, range.Query));
    }

    [Fact]
    public void Times_are_taken_as_they_are_and_a_missing_end_is_the_whole()
    {
        var range = HistoryRange.Read(null, "2026-02-01T10:30:30Z", null, Opened, Now);

        Assert.Equal("2026-02-01T10:30:00Z", $"{range.From:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        Assert.True(range.To > Now);
        Assert.Equal(Opened, HistoryRange.Read(null, null, "2026-02-01", Opened, Now).From);
    }

    [Theory]
    [InlineData("2026-02-03", "2026-02-01")]
    [InlineData("yesterday", "<script>")]
    public void A_range_that_can_not_be_understood_is_the_usual_one(string from, string to) =>
        Assert.Equal(HistoryRange.Usual, HistoryRange.Read(null, from, to, Opened, Now).Name);

    [Theory]
    [InlineData(1.0 / 24, 1)]
    [InlineData(1, 60)]
    [InlineData(7, 360)]
    [InlineData(30, 1440)]
    [InlineData(365, 7 * 1440)]
    [InlineData(365 * 4, 30 * 1440)]
    [InlineData(365 * 40, 365 * 1440)]
    public void A_table_has_rows_short_enough_to_tell_and_few_enough_to_read(double days, int minutes) =>
        Assert.Equal(minutes, HistoryStep.For(TimeSpan.FromDays(days)).Length.TotalMinutes);

    [Fact]
    public void Weeks_begin_on_monday_months_and_years_on_their_first_day()
    {
        var at = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(new DateTime(2026, 2, 23), HistoryStep.For(TimeSpan.FromDays(365)).StartOf(at).UtcDateTime);
        Assert.Equal(new DateTime(2026, 3, 1), HistoryStep.For(TimeSpan.FromDays(1500)).StartOf(at).UtcDateTime);
        Assert.Equal(new DateTime(2026, 1, 1), HistoryStep.For(TimeSpan.FromDays(15_000)).StartOf(at).UtcDateTime);
    }

    [Fact]
    public void Rollups_add_up_to_the_bars_of_a_table()
    {
        var at = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        var bars = HistoryBar.Of(
            [SampleHistoryViews.Row(at, 10, 14, 9, 12), SampleHistoryViews.Row(at.AddHours(1), 12, 13, 7, 8, draw: 5), SampleHistoryViews.Row(at.AddHours(4), 8, 9, 8, 9)],
            HistoryStep.For(TimeSpan.FromDays(7)),
            Sample.Usdt);

        Assert.Equal(2, bars.Count);
        Assert.Equal((10, 14, 7, 8), (bars[0].Open.Units, bars[0].High.Units, bars[0].Low.Units, bars[0].Close.Units));
        Assert.Equal((2, -5, 4, 8), (bars[0].Surplus.Units, bars[0].Draws.Units, bars[0].Fees.Units, bars[0].Operator.Units));
        Assert.Equal(14, bars[0].Sum.LiquidationCount);
    }

    [Fact]
    public void A_line_holds_at_each_step_what_stood_by_then()
    {
        var at = DateTimeOffset.UnixEpoch;
        var rows = new[] { SampleHistoryViews.Row(at.AddHours(2), 5, 9, 4, 8), SampleHistoryViews.Row(at.AddHours(3), 8, 8, 6, 7) };

        var line = BalanceLines.Of(rows, 5, 0, 4 * 3_600_000, 4, Sample.Usdt);

        Assert.Equal([5, 8, 7, 7], line.Points.Select(static point => point.Units));
        Assert.Equal((4, 9), (line.Low.Units, line.High.Units));
        Assert.Equal([3, 3], BalanceLines.Of([], 3, 0, 10, 2, Sample.Usdt).Points.Select(static point => point.Units));
        Assert.Empty(BalanceLines.Of([], null, 0, 10, 2, Sample.Usdt).Points);
    }
}
