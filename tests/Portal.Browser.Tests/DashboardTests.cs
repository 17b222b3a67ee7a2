using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
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
        var owner = await OperatorAtWork.FirstOwnerAsync(Page, folder, portal.Address!);
        await Assertions.Expect(Page.Locator("[data-alert=no-holder]")).ToBeVisibleAsync();
        await owner.LookAsync("dashboard-empty");

        await using (await PortalProcess.ServeAsync(folder.Path, roles: "worker", demo: true, settings: often))
        {
            await Assertions.Expect(Page.Locator("#health")).ToHaveTextAsync("All is well", Patience);
            await WriteHistoryAsync(folder);
            await Assertions.Expect(Page.Locator(".trend").First).ToContainTextAsync("highest");
            await Assertions.Expect(Page.Locator("tbody")).ToContainTextAsync(["settles"]);
            await owner.LookAsync("dashboard-well");
        }

        // The worker is killed: it says no goodbye and keeps its lease.
        await Assertions.Expect(Page.Locator("[data-alert=holder-silent]")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        await owner.LookAsync("dashboard-silent");
        Assert.Empty(Complaints);
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
}
