using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>A visitor who reads Chinese, from the first page on.</summary>
public sealed class LanguageTests(PortalBrowser chromium, PortalWithDemo portal) : BrowserTest(chromium), IClassFixture<PortalWithDemo>
{
    private readonly PortalBrowser _chromium = chromium;

    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task The_browsers_language_comes_first_pages_stay_current_in_it_and_the_switch_is_kept()
    {
        await using var visitor = await _chromium.NewVisitorAsync(new BrowserNewContextOptions { Locale = "zh-CN" });
        var visit = await visitor.NewPageAsync();
        await visit.GotoAsync(portal.Address.ToString());

        Assert.Equal(new Uri(portal.Address, "zh-Hans/"), new Uri(visit.Url));
        await Assertions.Expect(visit.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
        await Assertions.Expect(visit.Locator("#freshness")).ToHaveAttributeAsync("data-state", "live", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
        await Assertions.Expect(visit.Locator("#freshness")).ToContainTextAsync("实时");
        await Assertions.Expect(visit.Locator("#latest-liquidations .is-new").First).ToContainTextAsync("基金", new LocatorAssertionsToContainTextOptions { Timeout = 40_000 });

        await visit.Locator("#latest-liquidations a.liquidation-link").First.ClickAsync();
        Assert.Contains("/zh-Hans/liquidations/", visit.Url, StringComparison.Ordinal);
        await visit.Locator("[data-slot='start']").ClickAsync();
        await Assertions.Expect(visit.Locator("[data-record-verifier]")).ToHaveAttributeAsync("data-state", "passed", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });

        await visit.Locator(".language-switch a[lang='en']").ClickAsync();
        Assert.DoesNotContain("zh-Hans", visit.Url, StringComparison.Ordinal);
        await Assertions.Expect(visit.Locator("main")).ToContainTextAsync("step by step");

        await visit.Locator("a.brand").ClickAsync();
        await Assertions.Expect(visit.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await visit.Locator(".language-switch a[lang='zh-Hans']").ClickAsync();
        await visit.Locator(".language-switch a[lang='en']").ClickAsync();
        await visit.ReloadAsync();
        await Assertions.Expect(visit.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Empty(await visitor.CookiesAsync());
    }
}
