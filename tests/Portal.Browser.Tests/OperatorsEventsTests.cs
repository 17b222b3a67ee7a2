using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Web.Tests.Admin;
using Portal.Web.Tests.Live;

namespace Portal.Browser.Tests;

/// <summary>A stress event gets a name in the operators' half, and everybody reads whose words it is.</summary>
public sealed class OperatorsEventsTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    [Fact(Timeout = 3 * TimeoutMs)]
    public async Task A_stress_event_is_named_and_changed_and_the_public_reads_the_name_and_who_gave_it()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.Portal.Market.OpenAsync("usdt", "USDT", "1000");
        await admin.Portal.Market.SettleAsync(new TestLiquidation("0", "100"));
        await admin.Portal.ShownAsync();
        var address = admin.Portal.Client.BaseAddress!;
        var alice = new OperatorAtWork(Page, address, admin.Portal.Clock);
        await alice.AcceptAsync(new Uri(address, $"admin/invitation/{await admin.InviteAsync("alice@example.org")}").ToString(), "alice");

        await alice.OpenAsync("admin/events");
        var found = Page.Locator(".admin-events > li");
        await Assertions.Expect(found).ToHaveCountAsync(1);
        await Assertions.Expect(found).ToContainTextAsync("10.00 % of the peak, not recovered yet");
        await NameButton.ClickAsync();
        await alice.TypeAsync("event-name", "The March cascade");
        await alice.TypeAsync("event-note", "One large long was closed into an empty book.");
        await alice.LookAsync("events");
        await alice.ClickAsync("Save");
        await Assertions.Expect(found).ToContainTextAsync("The March cascade One large long was closed into an empty book. by alice");

        await NameButton.ClickAsync();
        await alice.TypeAsync("event-name", "Something else");
        await alice.ClickAsync("Leave it");
        await Assertions.Expect(found.Locator("strong")).ToHaveTextAsync("The March cascade");
        await found.GetByRole(AriaRole.Link).ClickAsync();
        await Page.WaitForURLAsync(new Regex("/events/usdt/[0-9]+$"));
        await Assertions.Expect(Page.Locator("h1")).ToContainTextAsync("The March cascade");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("One large long was closed into an empty book.");
        await Assertions.Expect(Page.Locator("main")).ToContainTextAsync("alice");
        Assert.Empty(Complaints);
    }

    private ILocator NameButton => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("^Name the event of") });
}
