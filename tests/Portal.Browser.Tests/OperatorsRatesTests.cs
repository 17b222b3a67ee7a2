using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Portal.Admin.SecondFactors;
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
        var output = await RunAsync(folder, "admin", "add", "alice@example.org", "--role", "Owner", $"--Portal:Address={portal.Address}");
        await AcceptAsync(output.Split('\n').Single(static line => line.Contains("/admin/invitation/", StringComparison.Ordinal)));

        await Page.GotoAsync(new Uri(portal.Address!, "admin/rates").ToString());
        await Assertions.Expect(Page.Locator(".admin-cards > li")).ToHaveCountAsync(2);
        await Assertions.Expect(Page.Locator(".admin-cards > li").Nth(1)).ToContainTextAsync("Takes effect in");
        await PreviewAsync();
        await LookAsync("rates", 1440);
        await LookAsync("rates", 390);
        Assert.Empty(Complaints);

        await Button("Propose").ClickAsync();
        await Page.WaitForURLAsync("**/admin/proposals/1");
        await Page.GotoAsync(new Uri(portal.Address!, "funds/usdt").ToString());
        await Assertions.Expect(Page.Locator("#fund-rates")).ToContainTextAsync("2.5% of fees on BTCUSDT, scheduled");
        await LookAsync("fund", 390);
    }

    private static async Task<string> RunAsync(ProcessFolder folder, params string[] arguments)
    {
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, arguments);
        Assert.True(exit == 0, output);
        return output;
    }

    private async Task AcceptAsync(string link)
    {
        await Page.GotoAsync(link.Trim());
        var key = await Page.Locator("form code").InnerTextAsync();
        await Page.FillAsync("#handle", "alice");
        await Page.FillAsync("#password", "mauve otter plinth");
        await Page.FillAsync("#code", Totp.CodeOf(key, Totp.StepAt(TimeProvider.System.GetUtcNow())));
        await Button("Accept").ClickAsync();
        await Page.GetByText("I have written them down").ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Overview" })).ToBeVisibleAsync();
    }

    private async Task PreviewAsync()
    {
        // The page answers to keys once its circuit is there.
        await PortalProcess.WaitAsync(
            async () =>
            {
                await Page.FillAsync("textarea[name=rate-reason]", "More cover for the weeks to come.");
                return await Page.Locator(".admin-words", new PageLocatorOptions { HasText = "As everybody will read it: More cover" }).CountAsync() == 1;
            },
            "the words as everybody will read them");
        await Page.FillAsync("input[name=rate-share]", "3");
        await Page.FillAsync("input[name=rate-market]", "ETHUSDT");
        await Button("Preview").ClickAsync();
        await Assertions.Expect(Page.Locator(".admin-preview tbody tr").First).ToContainTextAsync("1 % (10000 ppm)3 % (30000 ppm)");
    }

    private async Task LookAsync(string name, int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        var found = await Page.RunAxe();
        Assert.Empty(found.Violations.Select(violation => string.Create(CultureInfo.InvariantCulture, $"{name} at {width}: {violation.Id} {violation.Nodes[0].Html}")));
        Assert.True(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{name} is wider than the window.");
        if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{width}.png")), FullPage = true });
        }
    }

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
}
