using Microsoft.Playwright;
using Portal.Web.Tests.Admin;

namespace Portal.Browser.Tests;

/// <summary>Light or dark is chosen once, for the public's pages and the operators' alike.</summary>
public sealed class OperatorsThemeTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    private const string LightGround = "rgb(245, 246, 244)";
    private const string DarkGround = "rgb(12, 17, 18)";

    [Fact(Timeout = 3 * TimeoutMs)]
    public async Task A_theme_chosen_on_a_public_page_holds_for_operators_and_one_chosen_there_holds_at_once_and_stays()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.Portal.ShownAsync();
        var address = admin.Portal.Client.BaseAddress!;
        var alice = new OperatorAtWork(Page, address, admin.Portal.Clock);

        await Page.GotoAsync(address.ToString());
        await Button("Dark").ClickAsync();
        await Page.GotoAsync(new Uri(address, "admin/sign-in").ToString());
        await IsAsync("Dark", DarkGround);
        await Assertions.Expect(Page.Locator("#email")).ToHaveCSSAsync("background-color", "rgb(19, 26, 28)");

        await alice.AcceptAsync(new Uri(address, $"admin/invitation/{await admin.InviteAsync("alice@example.org")}").ToString(), "alice");
        await alice.ReadyAsync();
        await IsAsync("Dark", DarkGround);
        await Button("Light").ClickAsync();
        await IsAsync("Light", LightGround);
        await Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Rates", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync("**/admin/rates");
        await IsAsync("Light", LightGround);
        await Page.ReloadAsync();
        await alice.ReadyAsync();
        await IsAsync("Light", LightGround);
        await Page.GotoAsync(address.ToString());
        await IsAsync("Light", LightGround);

        await Button("As the system").ClickAsync();
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Page.GotoAsync(new Uri(address, "admin/account").ToString());
        await IsAsync("As the system", DarkGround);
        Assert.Empty(Complaints);
    }

    private async Task IsAsync(string choice, string ground)
    {
        await Assertions.Expect(Page.Locator("html")).ToHaveCSSAsync("background-color", ground);
        await Assertions.Expect(Button(choice)).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(Page.Locator(".theme-picker:visible [aria-pressed=true]")).ToHaveCountAsync(1);
    }

    // The header's, or on a phone the footer's.
    private ILocator Button(string choice) => Page.Locator(".theme-picker:visible").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = choice, Exact = true });
}
