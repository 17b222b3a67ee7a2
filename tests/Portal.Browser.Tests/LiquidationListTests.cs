using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>A trader searches the list of liquidations while more of them settle.</summary>
public sealed class LiquidationListTests(PortalBrowser chromium) : OperatorPortalTest(chromium)
{
    private const int Liquidations = 52;

    private ILocator Rows => Page.Locator("#latest-liquidations > tr");

    [Fact(Timeout = 3 * TimeoutMs)]
    public async Task The_list_is_paged_filtered_sorted_and_saved_and_stays_live_under_its_filter()
    {
        // Draws of 0.001 to 0.052 BTC, in no order of size.
        for (var number = 1; number <= Liquidations; number++)
        {
            await Portal.SettleAsync($"{number}", "1", (1 + (((number * 7 % 53) + 0m) / 1000)).ToString(CultureInfo.InvariantCulture));
        }

        await Portal.WaitUntilShownAsync();
        await Page.GotoAsync(new Uri(Portal.Address, "liquidations").ToString());
        await PageBothWaysAsync();
        await FilterWhileItSettlesAsync();
        await PauseAsync();
        await SaveWhatMatchesAsync();
        await SortByDrawAsync();

        Assert.Empty(Complaints);
    }

    private async Task PageBothWaysAsync()
    {
        await Assertions.Expect(Rows).ToHaveCountAsync(50);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Older", Exact = true }).ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("liquidations\\?before=[0-9]+$"));
        await Assertions.Expect(Rows).ToHaveCountAsync(2);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Newer", Exact = true }).ClickAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(50);
        await Page.GoBackAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(2);
    }

    private async Task FilterWhileItSettlesAsync()
    {
        await Page.GetByLabel("Outcome").SelectOptionAsync("surplus");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("liquidations\\?outcome=surplus$"));
        await Assertions.Expect(Page.Locator(".empty-title")).ToHaveTextAsync("Nothing found");
        await Assertions.Expect(Page.Locator("#freshness")).ToHaveAttributeAsync("data-state", "live", new LocatorAssertionsToHaveAttributeOptions { Timeout = 20_000 });

        await Portal.SettleAsync("not-here", "1", "1.1");
        await Portal.SettleAsync("here", "1", "0.5");

        // The one that does not match settled first, so it is not on its way any more.
        await Assertions.Expect(Rows).ToHaveCountAsync(1);
        await Assertions.Expect(Rows).ToContainTextAsync("Fund received");
    }

    private async Task PauseAsync()
    {
        await Page.Locator("#feed-pause").ClickAsync();
        await Portal.SettleAsync("kept-back", "1", "0.6");
        await Assertions.Expect(Page.Locator("#feed-status")).ToHaveTextAsync("Kept back: 1");
        await Assertions.Expect(Rows).ToHaveCountAsync(1);

        await Page.Locator("#feed-pause").ClickAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(2);
    }

    private async Task SaveWhatMatchesAsync()
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = "CSV", Exact = true }).ClickAsync());
        var lines = (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).TrimEnd().Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.All(lines.Skip(1), static line => Assert.Contains(",surplus,", line, StringComparison.Ordinal));
    }

    private async Task SortByDrawAsync()
    {
        await Page.Locator(".chip-filter").ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/liquidations$"));
        await Page.GetByLabel("Order").SelectOptionAsync("draw");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();

        await Assertions.Expect(Rows.First).ToContainTextAsync("0.10");
        await Assertions.Expect(Rows.Nth(1)).ToContainTextAsync("0.052");
        await Assertions.Expect(Rows.Nth(2)).ToContainTextAsync("0.051");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Smaller", Exact = true }).ClickAsync();
        await Assertions.Expect(Rows.Last).ToContainTextAsync("0.001");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Larger", Exact = true }).ClickAsync();
        await Assertions.Expect(Rows.First).ToContainTextAsync("0.10");
    }
}
