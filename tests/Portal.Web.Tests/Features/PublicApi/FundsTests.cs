using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Settlement.Contracts;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.PublicApi;

/// <summary>Funds over the API.</summary>
public sealed class FundsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fund_is_answered_with_every_figure_of_the_contract()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000.00", floor: "100");
        await portal.Market.ListAsync("ETHUSDT", "USDT", ContractKind.Linear, "0.1", "usdt");
        await portal.Market.SettleAsync(new TestLiquidation("50", "200"), new TestLiquidation("30", "10"));
        await portal.ShownAsync();

        var fund = await portal.JsonAsync("/api/v1/funds/usdt");
        var list = await portal.JsonAsync("/api/v1/funds");

        Assert.Equal("usdt", fund.GetProperty("id").GetString());
        Assert.Equal("usdt fund", fund.GetProperty("name").GetString());
        Assert.Equal("USDT", fund.GetProperty("asset").GetString());
        Assert.Equal("870.00", fund.GetProperty("balance").GetString());
        Assert.Equal(5, fund.GetProperty("sequence").GetInt64());
        Assert.Equal("2026-03-01T12:00:00.000Z", fund.GetProperty("updatedAt").GetString());
        Assert.Equal("-130.00", fund.GetProperty("change24h").GetString());
        Assert.Equal("1000.00", fund.GetProperty("peak").GetString());
        Assert.Equal("-0.13", fund.GetProperty("drawdown").GetString());
        Assert.Equal(["*", "ETHUSDT"], fund.GetProperty("symbols").EnumerateArray().Select(symbol => symbol.GetString()));
        Assert.Equal("100.00", fund.GetProperty("floor").GetString());
        Assert.False(fund.TryGetProperty("surplusCapPpm", out _));
        Assert.False(fund.GetProperty("demo").GetBoolean());
        var adl = fund.GetProperty("adl");
        Assert.Equal("normal", adl.GetProperty("state").GetString());
        Assert.Equal("-0.13", adl.GetProperty("drawdown8h").GetString());
        Assert.Equal("700.00", adl.GetProperty("triggerAt").GetString());
        Assert.Equal("usdt", Assert.Single(list.GetProperty("funds").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(5, list.GetProperty("sequence").GetInt64());
        Assert.False(list.GetProperty("demo").GetBoolean());
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_that_names_the_field()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.ShownAsync();

        using var answer = await portal.GetAsync("/api/v1/funds/nobody");
        var problem = await portal.JsonAsync("/api/v1/funds/nobody", HttpStatusCode.NotFound);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("id", problem.GetProperty("field").GetString());
        await portal.JsonAsync("/api/v1/nothing", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Simulated_figures_say_so_everywhere()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000", demo: true);
        await portal.ShownAsync();

        foreach (var address in new[] { "/api/v1/funds", "/api/v1/funds/usdt", "/api/v1/entries", "/api/v1/liquidations", "/api/v1/rates", "/api/v1/adl", "/api/v1/status" })
        {
            using var answer = await portal.GetAsync(address);

            Assert.Equal(["demo"], answer.Headers.GetValues("X-Portal-Data"));
            Assert.True((await portal.JsonAsync(address)).GetProperty("demo").GetBoolean());
        }

        using var page = await portal.GetAsync("/");
        Assert.Equal(["demo"], page.Headers.GetValues("X-Portal-Data"));
        using var history = await portal.GetAsync("/api/v1/funds/usdt/history");
        Assert.Equal(["demo"], history.Headers.GetValues("X-Portal-Data"));
    }

    [Fact]
    public async Task Rates_are_in_force_scheduled_or_past()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SetRateAsync("usdt", 100_000, portal.Clock.Now);
        await portal.Market.SetRateAsync("usdt", 200_000, portal.Clock.Now);
        await portal.Market.SetRateAsync("usdt", 300_000, portal.Clock.Now.AddDays(1));
        await portal.ShownAsync();

        var rates = (await portal.JsonAsync("/api/v1/rates")).GetProperty("rates").EnumerateArray().ToArray();

        Assert.Equal(["scheduled", "inForce", "past"], rates.Select(rate => rate.GetProperty("state").GetString()));
        Assert.Equal([300_000, 200_000, 100_000], rates.Select(rate => rate.GetProperty("sharePpm").GetInt32()));
    }

    [Fact]
    public async Task Adl_lists_funds_and_events_also_those_from_before_the_start()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "100");
        await portal.Market.SettleAsync(new TestLiquidation("0", "150"));
        await portal.ShownAsync();

        var adl = await portal.JsonAsync("/api/v1/adl");
        var reread = await portal.Services.GetRequiredService<Web.Live.LiveReader>().ReadAsync(Cancellation);

        Assert.Equal("active", adl.GetProperty("funds")[0].GetProperty("adl").GetProperty("state").GetString());
        var started = Assert.Single(adl.GetProperty("events").EnumerateArray());
        Assert.Equal("adl", started.GetProperty("kind").GetString());
        Assert.Equal("active", started.GetProperty("state").GetString());
        Assert.Single(reread.Snapshot(Web.Live.LiveSnapshot.Empty, portal.Clock.Now).AdlChanges);
    }
}
