using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>What a visitor sees while the exchange settles, without ever reloading a page.</summary>
public sealed class LivePagesTests(PortalBrowser chromium) : OperatorPortalTest(chromium)
{
    [Fact(Timeout = TimeoutMs)]
    public async Task The_customers_example_appears_on_the_open_page()
    {
        await OpenAsync(string.Empty);
        await Assertions.Expect(Page.Locator("#fund-btc-balance")).ToContainTextAsync("10.00");

        await Portal.SettleAsync("1");

        await Assertions.Expect(Page.Locator("#fund-btc-balance")).ToContainTextAsync("9.80");
        await Assertions.Expect(Page.Locator("#latest-liquidations")).ToContainTextAsync("BTCUSD");
        Assert.Empty(Complaints);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task A_liquidation_opened_from_the_list_works_its_margin_check_out()
    {
        await Portal.SettleAsync("1");
        await OpenAsync("liquidations");

        await Page.Locator("a[href*='liquidations/']").First.ClickAsync();

        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("did not cover the loss");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("0.20");
        Assert.Empty(Complaints);
    }

    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task A_page_that_lost_its_server_says_so_and_catches_up_exactly()
    {
        await OpenAsync(string.Empty);
        await Portal.SettleAsync("1");
        await Assertions.Expect(Page.Locator("#fund-btc-balance")).ToContainTextAsync("9.80");

        await Portal.KillAsync();
        await Assertions.Expect(Page.Locator("#connection-banner")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });
        await Portal.RestartAsync();
        await Portal.SettleAsync("2");
        await Portal.SettleAsync("3");

        await Assertions.Expect(Page.Locator("#fund-btc-balance")).ToContainTextAsync("9.40", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        await Assertions.Expect(Page.Locator("#connection-banner")).ToBeHiddenAsync();
        await Assertions.Expect(Page.Locator("#latest-liquidations [id^='liquidation-']")).ToHaveCountAsync(3);
    }

    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task A_fund_that_could_not_pay_tells_the_story()
    {
        await OpenAsync("funds/btc");

        await Portal.ReplayDeficitsAsync();

        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("ADL active", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
        await Page.GotoAsync(new Uri(Portal.Address, "liquidations?outcome=uncovered").ToString());
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("2.00");
    }

    private async Task OpenAsync(string path)
    {
        await Page.GotoAsync(new Uri(Portal.Address, path).ToString());
        await Assertions.Expect(Page.Locator("#freshness")).ToHaveAttributeAsync("data-state", "live", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
    }
}
