using System.Net;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Events;

/// <summary>Stress events of a real ledger, over pages and API.</summary>
public sealed class StressEventsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact(Timeout = 120_000)]
    public async Task An_event_is_found_counted_and_over_when_the_loss_has_come_back()
    {
        await using var portal = await LivePortal.StartAsync();
        await StormAsync(portal);

        var events = (await portal.JsonAsync("/api/v1/events")).GetProperty("events");

        var one = Assert.Single(events.EnumerateArray());
        Assert.Equal(
            ("1050.00", "930.00", "120.00", "-0.114285"),
            (Text(one, "peak"), Text(one, "trough"), Text(one, "loss"), Text(one, "drawdown")));
        Assert.Equal(("2026-03-01T12:10:00.000Z", "2026-03-02T12:20:00.000Z"), (Text(one, "peakAt"), Text(one, "troughAt")));
        Assert.Equal("2026-03-04T13:20:00.000Z", Text(one, "recoveredAt"));
        Assert.Equal((6, 2, "140.00", "0.00"), (one.GetProperty("liquidations").GetInt64(), one.GetProperty("draws").GetInt64(), Text(one, "drawn"), Text(one, "uncovered")));
        Assert.Equal(one.GetRawText(), (await portal.JsonAsync($"/api/v1/events/usdt/{one.GetProperty("peakSequence")}")).GetRawText());
    }

    [Fact(Timeout = 120_000)]
    public async Task The_same_is_found_however_often_somebody_looked_before()
    {
        await using var portal = await LivePortal.StartAsync();
        await StormAsync(portal, async () => await portal.JsonAsync("/api/v1/events"));
        var followed = (await portal.JsonAsync("/api/v1/events")).GetProperty("events").GetRawText();

        await using var other = await LivePortal.StartAsync();
        await StormAsync(other);

        Assert.Equal((await other.JsonAsync("/api/v1/events")).GetProperty("events").GetRawText(), followed);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_event_that_goes_on_says_so_and_what_is_asked_for_in_vain_is_missing()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("0", "100"));
        await portal.ShownAsync();

        var one = Assert.Single((await portal.JsonAsync("/api/v1/events?fund=usdt&limit=1")).GetProperty("events").EnumerateArray());

        Assert.False(one.TryGetProperty("recoveredAt", out _));
        Assert.Contains("It has not recovered yet.", await PageAsync(portal, $"/events/usdt/{one.GetProperty("peakSequence")}"), StringComparison.Ordinal);
        Assert.Empty((await portal.JsonAsync("/api/v1/events?before=2")).GetProperty("events").EnumerateArray());
        await portal.JsonAsync("/api/v1/events?fund=nobody", HttpStatusCode.BadRequest);
        await portal.JsonAsync("/api/v1/events/usdt/3", HttpStatusCode.NotFound);
        using var missing = await portal.GetAsync("/events/usdt/3");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact(Timeout = 120_000)]
    public async Task Pages_show_the_event_its_entries_and_the_fund_over_that_time()
    {
        await using var portal = await LivePortal.StartAsync();
        await StormAsync(portal);
        var peak = (await portal.JsonAsync("/api/v1/events")).GetProperty("events")[0].GetProperty("peakSequence").GetInt64();

        Assert.Contains("−11.42%", await PageAsync(portal, "/events"), StringComparison.Ordinal);
        Assert.Contains("It had all of it back 2 d 1 h later.", await PageAsync(portal, $"/events/usdt/{peak}"), StringComparison.Ordinal);
        var fund = await PageAsync(portal, "/funds/usdt?range=7d");
        Assert.Contains("Deepest fall in this range", fund, StringComparison.Ordinal);
        Assert.Contains("Fund paid for", fund, StringComparison.Ordinal);
        Assert.Contains("11.42%", fund, StringComparison.Ordinal);
        Assert.NotEqual(fund, await PageAsync(portal, "/funds/usdt?range=1h"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Marks_tell_what_stands_out_and_nothing_else()
    {
        await using var portal = await LivePortal.StartAsync();
        await StormAsync(portal);
        await portal.Market.SetRateAsync("usdt", 1_000, portal.Clock.Now);
        await portal.ShownAsync();

        var marks = (await portal.JsonAsync("/api/v1/funds/usdt/marks?from=2026-03-01")).GetProperty("marks").EnumerateArray().ToArray();

        Assert.Equal(["rate", "draws", "draws", "opening"], marks.Select(static mark => Text(mark, "kind")));
        Assert.Equal(("-100.00", "0.097087", 1), (Text(marks[1], "amount"), Text(marks[1], "share"), marks[1].GetProperty("liquidations").GetInt64()));
        Assert.Empty((await portal.JsonAsync("/api/v1/funds/usdt/marks?from=2026-03-02T13:00:00Z&to=2026-03-04")).GetProperty("marks").EnumerateArray());
        await portal.JsonAsync("/api/v1/funds/nobody/marks", HttpStatusCode.NotFound);
        await portal.JsonAsync("/api/v1/funds/usdt/marks?from=soon", HttpStatusCode.BadRequest);
    }

    // 1,000, up to 1,050, down by 40, up by 20, a day later down by 100 to 930, and after two more days back above 1,050.
    private static async Task StormAsync(LivePortal portal, Func<Task>? look = null)
    {
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        (TimeSpan After, string Margin, string Loss)[] steps =
        [
            (TimeSpan.FromMinutes(10), "60", "10"), (TimeSpan.FromMinutes(5), "0", "40"), (TimeSpan.FromMinutes(5), "20", "0"), (TimeSpan.FromDays(1), "0", "100"),
            (TimeSpan.FromDays(2), "70", "0"), (TimeSpan.FromHours(1), "60", "0"),
        ];
        foreach (var (after, margin, loss) in steps)
        {
            portal.Clock.Now += after;
            await portal.Market.SettleAsync(new TestLiquidation(margin, loss));
            await portal.ShownAsync();
            await (look?.Invoke() ?? Task.CompletedTask);
        }

        await portal.ShownAsync();
    }

    private static async Task<string> PageAsync(LivePortal portal, string address)
    {
        using var answer = await portal.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
    }

    private static string Text(System.Text.Json.JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
