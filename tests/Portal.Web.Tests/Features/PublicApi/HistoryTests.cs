using System.Globalization;
using System.Net;
using System.Text.Json;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.PublicApi;

/// <summary>A fund's history over the API.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task A_row_tells_balances_and_flows_by_reason()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("50", "200"), new TestLiquidation("30", "10"));
        await portal.ShownAsync();

        var row = Assert.Single((await portal.JsonAsync("/api/v1/funds/usdt/history?interval=1m")).EnumerateArray());

        Assert.Equal("2026-03-01T12:00:00.000Z", row.GetProperty("time").GetString());
        Assert.Equal(["1000.00", "1000.00", "850.00", "870.00"], Texts(row, "open", "high", "low", "close"));
        Assert.Equal(["1020.00", "150.00"], Texts(row, "inflow", "outflow"));
        Assert.Equal(
            ["1000.00", "20.00", "150.00", "0.00", "0.00", "0.00", "0.00"],
            Texts(row.GetProperty("byReason"), "opening", "surplus", "draw", "fee", "injection", "withdrawal", "reversal"));
    }

    [Theory]
    [InlineData("interval=1m", 3)]
    [InlineData("interval=1h", 2)]
    [InlineData("interval=1d", 1)]
    [InlineData("interval=auto", 3)]
    [InlineData("", 3)]
    [InlineData("interval=1m&from=2026-03-01T12:30:00Z", 2)]
    [InlineData("interval=1m&from=2026-03-01T12:30:00Z&to=2026-03-01T13:00:00%2B00:00", 1)]
    [InlineData("interval=1m&to=2026-03-01T12:00:00Z", 0)]
    public async Task Intervals_and_ranges_are_kept(string query, int rows)
    {
        await using var portal = await StartWithThreeMinutesAsync();

        Assert.Equal(rows, (await portal.JsonAsync($"/api/v1/funds/usdt/history?{query}")).GetArrayLength());
    }

    [Fact]
    public async Task Auto_takes_the_finest_interval_that_fits()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        var begin = portal.Clock.Now;
        portal.Clock.Now += TimeSpan.FromDays(2);
        for (var hour = 0; hour < 40; hour++)
        {
            // 60 busy minutes an hour: 2,400 rows of a minute do not fit, 40 of an hour do.
            await portal.Market.SettleAsync(replay: true, [.. Enumerable.Range(0, 60).Select(minute =>
                new TestLiquidation("2", "1", At: begin.AddHours(hour).AddMinutes(minute)))]);
        }

        await portal.ShownAsync();
        var all = await portal.JsonAsync("/api/v1/funds/usdt/history");
        var day = await portal.JsonAsync("/api/v1/funds/usdt/history?from=2026-03-02T00:00:00Z");
        var newest = await portal.JsonAsync("/api/v1/funds/usdt/history?interval=1m");

        Assert.Equal(40, all.GetArrayLength());
        Assert.Equal(28 * 60, day.GetArrayLength());
        Assert.Equal(2_000, newest.GetArrayLength());
        Assert.Equal("2026-03-03T03:59:00.000Z", newest[1_999].GetProperty("time").GetString());
    }

    [Theory]
    [InlineData("interval=5m", "interval")]
    [InlineData("from=x", "from")]
    [InlineData("from=2026-03-02&to=2026-03-01", "to")]
    public async Task A_bad_parameter_is_named(string query, string field)
    {
        await using var portal = await StartWithThreeMinutesAsync();

        var problem = await portal.JsonAsync($"/api/v1/funds/usdt/history?{query}", HttpStatusCode.BadRequest);

        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    private static async Task<LivePortal> StartWithThreeMinutesAsync()
    {
        var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        foreach (var minute in new[] { 30, 60 })
        {
            portal.Clock.Now = DateTimeOffset.Parse("2026-03-01T12:00:00Z", CultureInfo.InvariantCulture).AddMinutes(minute);
            await portal.Market.SettleAsync(new TestLiquidation("2", "1"));
        }

        await portal.ShownAsync();
        return portal;
    }

    private static string[] Texts(JsonElement element, params string[] names) => [.. names.Select(name => element.GetProperty(name).GetString()!)];
}
