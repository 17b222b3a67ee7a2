using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>A fund's chart, its ranges and what it marks, and the stress event that comes of its losses.</summary>
public sealed class FundHistoryTests(PortalBrowser chromium) : OperatorPortalTest(chromium)
{
    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task The_chart_moves_while_it_is_looked_at_and_is_explored_by_range_crosshair_and_table()
    {
        await Portal.SettleAsync("1");
        await OpenAsync("funds/btc");
        await Assertions.Expect(Page.Locator("[data-chart-canvas] canvas").First).ToBeVisibleAsync();
        await Assertions.Expect(Figure("close")).ToHaveTextAsync(Balance("9\\.80"));
        await Assertions.Expect(Page.Locator("[data-chart-marks]")).Not.ToHaveAttributeAsync("data-chart-marks", "0");

        await Portal.SettleAsync("2");
        await Assertions.Expect(Figure("close")).ToHaveTextAsync(Balance("9\\.60"));

        await Choice("7d").ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(RangeOf("7d"));
        await Assertions.Expect(Choice("7d")).ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(Page.Locator("[data-range-part='stats']")).ToContainTextAsync("4.00%");
        await Assertions.Expect(Page.Locator("[data-range-part='marks']")).ToContainTextAsync("Fund paid for");
        await Page.GoBackAsync();
        await Assertions.Expect(Choice("1d")).ToHaveAttributeAsync("aria-current", "true");

        var scrub = Page.Locator("[data-chart-scrub]");
        await scrub.FocusAsync();
        await Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(scrub).ToHaveAttributeAsync("aria-valuetext", Balance("BTC"));
        await Assertions.Expect(Figure("open")).ToHaveTextAsync(Balance("10"));
        await Page.Locator("[data-chart-style='candles']").ClickAsync();
        await Assertions.Expect(Page.Locator("[data-chart-style='candles']")).ToHaveAttributeAsync("aria-pressed", "true");
        await Page.Locator("[data-chart-zoom='in']").ClickAsync();
        await Page.Locator("[data-range-part='table'] summary").ClickAsync();
        await Assertions.Expect(Page.Locator("[data-range-part='table'] tbody tr").First).ToContainTextAsync("−0.4");
        Assert.Empty(Complaints);
    }

    [Fact(Timeout = 2 * TimeoutMs)]
    public async Task A_fall_becomes_an_event_whose_entries_can_be_verified()
    {
        foreach (var id in (string[])["1", "2", "3"])
        {
            await Portal.SettleAsync(id);
        }

        await Portal.WaitForCheckpointAsync();
        await Page.GotoAsync(new Uri(Portal.Address, "events").ToString());

        await Page.Locator(".event-card a").First.ClickAsync();
        await Assertions.Expect(Page.Locator("h1")).ToContainTextAsync("−6.00%");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("It has not recovered yet.");
        await Page.Locator("a[href^='entries/']").First.ClickAsync();
        await Assertions.Expect(Page.Locator("h1")).ToContainTextAsync("Fund opened");
        await Page.Locator("[data-slot='start']").ClickAsync();

        await Assertions.Expect(Page.Locator("[data-record-verifier]")).ToHaveAttributeAsync("data-state", "passed", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
        Assert.Empty(Complaints);
    }

    private ILocator Figure(string name) => Page.Locator($"[data-figure='{name}']");

    private ILocator Choice(string range) => Page.Locator($"[data-chart-choice='{range}']");

    private async Task OpenAsync(string path)
    {
        await Page.GotoAsync(new Uri(Portal.Address, path).ToString());
        await Assertions.Expect(Page.Locator("#freshness")).ToHaveAttributeAsync("data-state", "live", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });
    }

    private static Regex RangeOf(string name) => new($"range={name}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static Regex Balance(string text) => new(text, RegexOptions.None, TimeSpan.FromSeconds(1));
}
