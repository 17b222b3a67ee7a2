using System.Globalization;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>A loss that nobody covers, as a visitor follows it: the event begins, is explained, and what is outstanding falls while he looks.</summary>
public sealed class DeleveragingTests(PortalBrowser chromium) : OperatorPortalTest(chromium)
{
    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task An_uncovered_loss_is_followed_from_the_event_to_its_recovery()
    {
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        await Page.GotoAsync(new Uri(Portal.Address, "adl").ToString());
        await Assertions.Expect(Page.Locator("#adl-events")).ToContainTextAsync("ADL was never on");
        await Assertions.Expect(Page.Locator("#freshness")).ToHaveAttributeAsync("data-state", "live", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
        await Portal.SendAsync("positions", $$"""
            [{"externalId":"P-1","symbol":"BTCUSD","asset":"BTC","takenAt":"{{now}}","markPrice":"80","positions":[{"side":"short","quantity":"3","entryPrice":"110","bankruptcyPrice":"140"}]}]
            """);

        // One contract, bankrupt at 100 and filled at 80: 20 lost, of which the fund of 10 can't pay 10.
        await Portal.SendAsync("liquidations", $$"""
            [{"externalId":"L-1","symbol":"BTCUSD","asset":"BTC","occurredAt":"{{now}}","positionSide":"long","quantity":"1","bankruptcyPrice":"100","fillPrice":"80"}]
            """);
        await Assertions.Expect(Page.Locator("#adl-events")).ToContainTextAsync("still on");
        await Page.Locator("#adl-events a").First.ClickAsync();

        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("Any loss left uncovered starts ADL");
        await Assertions.Expect(Page.Locator("#freshness")).ToHaveAttributeAsync("data-state", "live", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
        await Assertions.Expect(Page.Locator("#adl-event-figures [data-figure]")).ToHaveAttributeAsync("data-figure", "10.00000000");
        await Portal.SendAsync("adl-fills", $$"""[{"externalId":"A-1","liquidationExternalId":"L-1","quantity":"0.2","price":"100","occurredAt":"{{now}}"}]""");
        await Assertions.Expect(Page.Locator("#adl-event-figures [data-figure]")).ToHaveAttributeAsync("data-figure", "6.00000000");
        await Assertions.Expect(Page.Locator("#adl-losses")).ToContainTextAsync("1 contracts of 1 position");
        await using var other = await Page.Context.Browser!.NewContextAsync();
        var loss = await other.NewPageAsync();
        await loss.GotoAsync(new Uri(Portal.Address, (await Page.Locator("#adl-losses a").First.GetAttributeAsync("href"))!).ToString());
        await Assertions.Expect(loss.Locator("#freshness")).ToHaveAttributeAsync("data-state", "live", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
        await Assertions.Expect(loss.Locator("#loss-figures dd").Last).ToContainTextAsync("6.00");
        await Portal.SendAsync("adl-fills", $$"""[{"externalId":"A-2","liquidationExternalId":"L-1","quantity":"0.5","price":"100","occurredAt":"{{now}}"}]""");
        await Assertions.Expect(Page.Locator("#adl-event-figures [data-figure]")).ToHaveAttributeAsync("data-figure", "0.00000000");
        await Assertions.Expect(loss.Locator("#loss-figures dd").Last).ToContainTextAsync("0.00");
        await Assertions.Expect(loss.Locator("#loss-fills tbody tr")).ToHaveCountAsync(2);

        await Page.Locator("#adl-losses a").First.ClickAsync();
        await Assertions.Expect(Page.Locator("#adl")).ToContainTextAsync("What was closed");
        await Assertions.Expect(Page.Locator("#adl table").First).ToContainTextAsync("0.5");
        await Page.SetViewportSizeAsync(360, 800);
        foreach (var address in new[] { "adl", "zh-Hans/adl" })
        {
            await Page.GotoAsync(new Uri(Portal.Address, address).ToString());
            Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the window.");
        }

        await Assertions.Expect(Page.Locator("h1")).ToContainTextAsync("自动减仓");
        Assert.Empty(Complaints);
    }
}
