using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Portal.Admin.SecondFactors;
using Portal.Web.Tests.Processes;

namespace Portal.Browser.Tests;

/// <summary>What an operator sees of a portal at work, and when it stops working, without reloading the page.</summary>
public sealed class DashboardTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    private static readonly LocatorAssertionsToHaveTextOptions Patience = new() { Timeout = 60_000 };

    [Fact(Timeout = 4 * TimeoutMs)]
    public async Task An_operator_sees_that_all_is_well_and_then_that_it_is_not()
    {
        using var folder = new ProcessFolder();
        string[] often = ["--Portal:Samples:Pause=00:00:01"];
        await using var portal = await PortalProcess.ServeAsync(folder.Path, roles: "web", demo: true, settings: often);
        await SignInAsync(folder, portal.Address!);
        await Assertions.Expect(Page.Locator("[data-alert=no-holder]")).ToBeVisibleAsync();
        await LookAsync("dashboard-empty");

        await using (await PortalProcess.ServeAsync(folder.Path, roles: "worker", demo: true, settings: often))
        {
            await Assertions.Expect(Page.Locator("#health")).ToHaveTextAsync("All is well", Patience);
            await WriteHistoryAsync(folder);
            await Assertions.Expect(Page.Locator(".trend").First).ToContainTextAsync("highest");
            await Assertions.Expect(Page.Locator("tbody")).ToContainTextAsync(["settles"]);
            await LookAsync("dashboard-well");
        }

        // The worker is killed: it says no goodbye and keeps its lease.
        await Assertions.Expect(Page.Locator("[data-alert=holder-silent]")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        await LookAsync("dashboard-silent");
        Assert.Empty(Complaints);
    }

    private async Task SignInAsync(ProcessFolder folder, Uri address)
    {
        var (exit, output) = await PortalProcess.RunAsync(folder.Path, "admin", "add", "alice@example.org", "--role", "Owner", $"--Portal:Address={address}");
        Assert.True(exit == 0, output);
        await Page.GotoAsync(output.Split('\n').Single(static line => line.Contains("/admin/invitation/", StringComparison.Ordinal)).Trim());
        var key = await Page.Locator("form code").InnerTextAsync();
        await Page.FillAsync("#handle", "alice");
        await Page.FillAsync("#password", "mauve otter plinth");
        await Page.FillAsync("#code", Totp.CodeOf(key, Totp.StepAt(TimeProvider.System.GetUtcNow())));
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Accept" }).ClickAsync();
        await Page.GetByText("I have written them down").ClickAsync();
    }

    // Three hours that this test did not wait for, with a gap in which the portal was not running.
    private static async Task WriteHistoryAsync(ProcessFolder folder)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "data", "portal.db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        for (var minute = 170; minute > 1; minute--)
        {
            if (minute is > 70 and < 85)
            {
                continue;
            }

            await using var command = connection.CreateCommand();
            var burst = minute is > 28 and < 40 ? 40 - minute : 0;
            command.CommandText = string.Create(
                CultureInfo.InvariantCulture,
                $"""
                INSERT INTO process_sample SELECT (unixepoch() - {minute * 60}) * 1000, 'exchange-1:812', 'worker', 0, 15000, 1, 1, {burst * 900}, 60,
                  {3_000 + (int)(900 * Math.Sin(minute / 9d)) + (burst * 2_500)}, 0, {4 + (burst * 6)}, {burst * 40}, NULL, 1, NULL, NULL
                """);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task LookAsync(string name)
    {
        foreach (var width in new[] { 1440, 390 })
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
    }
}
