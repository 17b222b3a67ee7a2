using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Storage.Prices;
using Portal.Web.Tests.Live;

namespace Portal.Browser.Tests;

/// <summary>The first page, left open while prices come and go and liquidations settle.</summary>
public sealed class OverviewTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task Totals_move_prices_grow_old_and_the_feed_is_paused_and_filtered_without_hiding_that_it_is()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000", symbols: "BTCUSDT");
        await portal.Market.OpenAsync("btc", "BTC", "2", symbols: "XBTUSD");
        await PutAsync(portal, "1", "100");
        await portal.ShownAsync(snapshot => snapshot.Prices.Find("BTC") is not null);
        await Page.GotoAsync(portal.Client.BaseAddress!.ToString());
        await Assertions.Expect(Page.Locator("#freshness")).ToHaveAttributeAsync("data-state", "live", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
        var (totals, rows, status) = (Page.Locator("#totals"), Page.Locator("#latest-liquidations tr"), Page.Locator("#feed-status"));
        await Assertions.Expect(totals).ToContainTextAsync("$ 1,200.00");

        await portal.Market.SettleAsync(new TestLiquidation("50", "200"));
        await Assertions.Expect(totals).ToContainTextAsync("$ 1,050.00");
        await Assertions.Expect(Page.Locator("#headlines")).ToContainTextAsync("1 of 1");
        await Assertions.Expect(Page.Locator("#fund-usdt-today")).ToContainTextAsync("−150.00");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await PutAsync(portal, "1", "200");
        await Assertions.Expect(totals).ToContainTextAsync("$ 1,250.00");

        portal.Clock.Now += TimeSpan.FromSeconds(61);
        await Assertions.Expect(totals).ToContainTextAsync("older than a minute");

        await Page.Locator("#feed-pause").ClickAsync();
        await portal.Market.SettleAsync(new TestLiquidation("50", "60"), new TestLiquidation("2", "1", "XBTUSD", Asset: "BTC"));
        await Assertions.Expect(status).ToHaveTextAsync("Kept back: 2");
        await Assertions.Expect(Page.Locator("#fund-usdt-balance")).ToContainTextAsync("840.00");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Page.Locator("#feed-pause").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await Assertions.Expect(status).ToBeEmptyAsync();

        await Page.Locator("#feed-fund").SelectOptionAsync("btc");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows).ToContainTextAsync("XBTUSD");
        await Assertions.Expect(status).ToHaveTextAsync("Hidden by this filter: 2 of the last 3");
        await Page.Locator("#feed-fund").SelectOptionAsync(string.Empty);
        await Page.Locator(".feed-paid input").CheckAsync();
        await portal.Market.SettleAsync(new TestLiquidation("50", "60"), new TestLiquidation("3", "1", "XBTUSD", Asset: "BTC"));
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await Assertions.Expect(status).ToHaveTextAsync("Hidden by this filter: 2 of the last 5");
        Assert.Empty(Complaints);
    }

    private static async Task PutAsync(LivePortal portal, string dollar, string coin)
    {
        var at = portal.Clock.Now.ToUnixTimeMilliseconds();
        await portal.Services.GetRequiredService<IndexPriceStore>().PutAsync(
            [new IndexPriceRow("USDT", dollar, at, "engine"), new IndexPriceRow("BTC", coin, at, "engine")], TestContext.Current.CancellationToken);
    }
}
