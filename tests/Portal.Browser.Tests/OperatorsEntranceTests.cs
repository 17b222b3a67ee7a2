using Microsoft.Playwright;
using Portal.Web.Tests.Processes;

namespace Portal.Browser.Tests;

/// <summary>From the command line's link to a passkey, as an operator does it.</summary>
public sealed class OperatorsEntranceTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    [Fact(Timeout = 3 * TimeoutMs)]
    public async Task The_first_owner_comes_in_by_a_link_invites_somebody_and_signs_in_with_a_passkey()
    {
        var refused = new List<string>();
        Page.Console += (_, message) =>
        {
            // What the policy refuses is said here.
            if (message.Type is "error")
            {
                refused.Add(message.Text);
            }
        };
        using var folder = new ProcessFolder();
        await using var portal = await PortalProcess.ServeAsync(folder.Path);

        // A passkey belongs to a name, not to a number.
        var address = new UriBuilder(portal.Address!) { Host = "localhost" }.Uri;
        var owner = await OperatorAtWork.FirstOwnerAsync(Page, folder, address);
        await InviteAsync(address);
        await LookAtEveryPageAsync(owner);
        await AddPasskeyAsync(address);

        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out", Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Overview" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".admin-signout")).ToContainTextAsync("alice");
        Assert.Empty(Complaints);
        Assert.Empty(refused);
    }

    private async Task InviteAsync(Uri address)
    {
        await Page.GotoAsync(new Uri(address, "admin/people").ToString());
        var email = Page.Locator("input[name=invite-email]");
        var link = Page.Locator(".admin-link");

        // The page answers to clicks once its circuit is there.
        await PortalProcess.WaitAsync(
            async () =>
            {
                await email.FillAsync("bob@example.org");
                await email.BlurAsync();
                await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make a link" }).ClickAsync();
                await Page.WaitForTimeoutAsync(500);
                return await link.CountAsync() == 1;
            },
            "the link");

        Assert.StartsWith($"{address}admin/invitation/", await link.InnerTextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(Page.Locator(".admin-list")).ToContainTextAsync("bob@example.org as viewer, by alice");
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Shut out: alice" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Nobody would be left who may give roles.")).ToBeVisibleAsync();
    }

    private static async Task LookAtEveryPageAsync(OperatorAtWork owner)
    {
        foreach (var path in new[] { "admin", "admin/people", "admin/audit", "admin/account", "admin/sign-in" })
        {
            await owner.Page.GotoAsync(new Uri(owner.Address, path).ToString());
            await owner.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await owner.LookAsync(path.Split('/')[^1]);
        }
    }

    private async Task AddPasskeyAsync(Uri address)
    {
        var devTools = await Page.Context.NewCDPSessionAsync(Page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await Page.GotoAsync(new Uri(address, "admin/account").ToString());
        await Page.FillAsync("#passkey-name", "Desk key");
        await Page.FillAsync("#passkey-password", OperatorAtWork.Password);
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("The passkey is added.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".admin-list")).ToContainTextAsync("Desk key");
    }
}
