using Microsoft.Playwright;
using Portal.Web.Tests.Processes;

namespace Portal.Browser.Tests;

/// <summary>From the command line's link to a passkey, as an operator does it.</summary>
public sealed class OperatorsEntranceTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    [Fact(Timeout = 5 * TimeoutMs)]
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
        await LookAtInvitationAsync(owner, await InviteAsync(owner));
        await LookAtEveryPageAsync(owner);
        await AddPasskeyAsync(address);

        await owner.ClickAsync("Sign out");
        await LookAtDoorAsync(owner);
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Overview" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".admin-signout")).ToContainTextAsync("alice");
        Assert.Empty(Complaints);
        Assert.Empty(refused);
    }

    private async Task<string> InviteAsync(OperatorAtWork owner)
    {
        var address = owner.Address;
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

        var invitation = await link.InnerTextAsync();
        Assert.StartsWith($"{address}admin/invitation/", invitation, StringComparison.Ordinal);
        await Assertions.Expect(Page.Locator(".admin-list")).ToContainTextAsync("bob@example.org as viewer, by alice");
        await owner.PictureAsync("people-invited");
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Shut out: alice" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Nobody would be left who may give roles.")).ToBeVisibleAsync();
        return invitation;
    }

    private static async Task LookAtInvitationAsync(OperatorAtWork owner, string link)
    {
        await owner.Page.GotoAsync(link);
        await owner.LookAsync("invitation");
        await owner.Page.GotoAsync($"{link}x");
        await owner.PictureAsync("invitation-gone");
    }

    private static async Task LookAtDoorAsync(OperatorAtWork owner)
    {
        await owner.Page.FillAsync("#email", "alice@example.org");
        await owner.Page.FillAsync("#password", "not the password");
        await owner.ClickAsync("Continue");
        await Assertions.Expect(owner.Page.Locator(".admin-problem").First).ToBeVisibleAsync();
        await owner.PictureAsync("sign-in-wrong");
        await owner.Page.FillAsync("#password", OperatorAtWork.Password);
        await owner.ClickAsync("Continue");
        await Assertions.Expect(owner.Page.Locator("#code")).ToBeVisibleAsync();
        await owner.Page.GetByText("Use a recovery code").ClickAsync();
        await owner.LookAsync("code");
        await owner.Page.GotoAsync(new Uri(owner.Address, "admin/sign-in").ToString());
    }

    private static async Task LookAtEveryPageAsync(OperatorAtWork owner)
    {
        foreach (var path in new[] { "admin", "admin/people", "admin/audit", "admin/account", "admin/open-fund", "admin/contracts", "admin/sign-in", "admin/denied" })
        {
            await owner.Page.GotoAsync(new Uri(owner.Address, path).ToString());
            await owner.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await owner.LookAsync(path.Split('/')[^1]);
        }

        foreach (var part in new[] { "proposals", "funds", "rates", "quarantine", "events" })
        {
            await owner.OpenAsync($"admin/{part}");
            await owner.PictureAsync($"{part}-empty");
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
