using System.Globalization;
using Microsoft.Playwright;
using Portal.Web.Tests.Processes;

namespace Portal.Browser.Tests;

/// <summary>A rate is looked at and proposed, on a desk and on a phone.</summary>
public sealed class OperatorsRatesTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    [Fact(Timeout = 3 * TimeoutMs)]
    public async Task A_rate_is_previewed_and_proposed_and_the_page_fits_a_phone()
    {
        using var folder = new ProcessFolder();
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd'T'HH:00:00'Z'", CultureInfo.InvariantCulture);
        await RunAsync(folder, "fund", "add", "usdt", "--asset", "USDT", "--opening", "1000", "--name", "USDT perpetuals", "--symbols", "*");
        await RunAsync(folder, "rate", "set", "usdt", "--share-ppm", "10000", "--reason", "Since the beginning.");
        await RunAsync(folder, "rate", "set", "usdt", "--share-ppm", "25000", "--market", "BTCUSDT", "--effective", tomorrow, "--reason", "Volatile weeks ahead.");
        await using var portal = await PortalProcess.ServeAsync(folder.Path);
        var owner = await OperatorAtWork.FirstOwnerAsync(Page, folder, portal.Address!);

        await Page.GotoAsync(new Uri(portal.Address!, "admin/rates").ToString());
        await Assertions.Expect(Page.Locator(".admin-cards > li")).ToHaveCountAsync(2);
        await Assertions.Expect(Page.Locator(".admin-cards > li").Nth(1)).ToContainTextAsync("Takes effect in");
        await PreviewAsync();
        await owner.LookAsync("rates");
        Assert.Empty(Complaints);

        await Button("Propose: Rate").ClickAsync();
        await Page.WaitForURLAsync("**/admin/proposals/1");
        await Page.GotoAsync(new Uri(portal.Address!, "funds/usdt").ToString());
        await Assertions.Expect(Page.Locator("#fund-rates")).ToContainTextAsync("2.5% of fees on BTCUSDT, scheduled");
        await owner.LookAsync("public-fund");
    }

    private static async Task<string> RunAsync(ProcessFolder folder, params string[] arguments)
    {
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, arguments);
        Assert.True(exit == 0, output);
        return output;
    }

    private async Task PreviewAsync()
    {
        // The page answers to keys once its circuit is there.
        await PortalProcess.WaitAsync(
            async () =>
            {
                await Page.FillAsync("textarea[name=reason-rate]", "More cover for the weeks to come.");
                return await Page.Locator(".admin-words", new PageLocatorOptions { HasText = "As everybody will read it: More cover" }).CountAsync() == 1;
            },
            "the words as everybody will read them");
        await Page.FillAsync("input[name=rate-share]", "3");
        await Page.FillAsync("input[name=rate-market]", "ETHUSDT");
        await Button("Preview: Rate").ClickAsync();
        await Assertions.Expect(Page.Locator(".admin-preview tbody tr").First).ToContainTextAsync("1 % (10000 ppm)3 % (30000 ppm)");
    }

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
}
