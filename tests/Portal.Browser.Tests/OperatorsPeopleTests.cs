using Microsoft.Playwright;
using Portal.Admin.SecondFactors;
using Portal.Storage.People;
using Portal.Web.Tests.Admin;

namespace Portal.Browser.Tests;

/// <summary>Two owners with a browser each: whom one invites counts once the other has made sure.</summary>
public sealed class OperatorsPeopleTests(PortalBrowser chromium) : BrowserTest(chromium)
{
    private readonly PortalBrowser _chromium = chromium;

    [Fact(Timeout = 6 * TimeoutMs)]
    public async Task Whom_one_owner_invites_another_confirms_and_somebody_takes_another_phone()
    {
        await using var admin = await AdminPortal.StartAsync();
        var (alice, aliceKey) = await ComeInAsync(admin, Page, "alice", await LinkAsync(admin, "alice"));
        await alice.OpenAsync("admin/people");
        await Assertions.Expect(Page.GetByText("You are the only owner")).ToBeVisibleAsync();
        await alice.LookAsync("people-only-owner");
        var (olga, _) = await ComeInAsync(admin, await NewPageAsync(), "olga", await LinkAsync(admin, "olga"));

        await alice.OpenAsync("admin/people");
        await alice.TypeAsync("invite-email", "bob@example.org");
        await alice.ChooseAsync("invite-role", PersonRoleText.Of(PersonRole.Approver));
        await alice.ClickAsync("Make a link");
        var (bob, bobKey) = await ComeInAsync(admin, await NewPageAsync(), "bob", await Page.Locator(".admin-link").InnerTextAsync());
        await alice.OpenAsync("admin/people");
        await Assertions.Expect(Button(alice, "Take back: bob")).ToBeVisibleAsync();
        await Assertions.Expect(Button(alice, "Confirm: bob")).ToHaveCountAsync(0);
        Assert.Equal("viewer", await RoleAsync(bob));

        await ConfirmAsync(olga);
        await bob.Page.GotoAsync(new Uri(bob.Address, "admin/account").ToString());
        await bob.SignInAsync("bob", bobKey, admin.Portal.Clock);
        Assert.Equal("approver", await RoleAsync(bob));

        await ChangePhoneAsync(admin, alice, aliceKey);
        await SeeTroubleAsync(admin, olga);
        Assert.Empty(Complaints);
    }

    private static async Task ConfirmAsync(OperatorAtWork olga)
    {
        await olga.OpenAsync("admin/people");
        await Assertions.Expect(olga.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Waits for you" })).ToBeVisibleAsync();
        await olga.LookAsync("people-waiting");
        await Button(olga, "Refuse: bob").ClickAsync();
        await Assertions.Expect(olga.Page.Locator("#fault-comment")).ToContainTextAsync("is empty");
        var comment = olga.Page.Locator("textarea[name^='comment-']").First;
        await comment.FillAsync("Called him on the number in the directory.");
        await comment.BlurAsync();
        await Button(olga, "Confirm: bob").ClickAsync();
        await Assertions.Expect(olga.Page.GetByText("bob is approver, and two stand behind it.")).ToBeVisibleAsync();
        await Assertions.Expect(Button(olga, "Confirm: bob")).ToHaveCountAsync(0);
    }

    private static async Task ChangePhoneAsync(AdminPortal admin, OperatorAtWork alice, string oldKey)
    {
        var page = alice.Page;
        await page.GotoAsync(new Uri(alice.Address, "admin/account").ToString());
        await page.FillAsync("#authenticator-password", OperatorAtWork.Password);
        admin.Portal.Clock.Now += TimeSpan.FromSeconds(Totp.StepSeconds);
        await page.FillAsync("#present-code", Totp.CodeOf(oldKey, Totp.StepAt(admin.Portal.Clock.Now)));
        await alice.ClickAsync("Set up another app");
        var key = await page.Locator("section[aria-labelledby=authenticator-title] p > code").InnerTextAsync();
        await alice.LookAsync("account-another-phone");
        await page.FillAsync("#new-code", Totp.CodeOf(key, Totp.StepAt(admin.Portal.Clock.Now)));
        await alice.ClickAsync("Use the new app");
        await Assertions.Expect(page.Locator(".recovery-codes li")).ToHaveCountAsync(RecoveryCodes.Count);
        await alice.ComeBackAsync("alice", key, admin.Portal.Clock);
    }

    private async Task SeeTroubleAsync(AdminPortal admin, OperatorAtWork olga)
    {
        var attacker = admin.Browser();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await attacker.PasswordAsync("bob@example.org", "something else entirely");
        }

        await admin.InviteAsync("fallback@example.org", by: "alice");
        await olga.OpenAsync("admin/people");
        await Button(olga, "Shut out: alice").ClickAsync();
        await Assertions.Expect(olga.Page.GetByText("This link opens nothing any more: alice is no owner.")).ToBeVisibleAsync();
        await Assertions.Expect(olga.Page.GetByText("5 wrong attempts in 7 days, locked once")).ToBeVisibleAsync();
        await olga.LookAsync("people-trouble");
        await Button(olga, "Unlock: bob").ClickAsync();
        await Assertions.Expect(Button(olga, "Unlock: bob")).ToHaveCountAsync(0);
        await Page.GotoAsync(new Uri(olga.Address, "admin").ToString());
        await Assertions.Expect(Page.Locator("#email")).ToBeVisibleAsync();
    }

    private async Task<IPage> NewPageAsync() => await (await _chromium.NewVisitorAsync()).NewPageAsync();

    private static async Task<string> LinkAsync(AdminPortal admin, string handle) =>
        new Uri(admin.Portal.Client.BaseAddress!, $"admin/invitation/{await admin.InviteAsync($"{handle}@example.org")}").ToString();

    private static async Task<(OperatorAtWork Operator, string Key)> ComeInAsync(AdminPortal admin, IPage page, string handle, string link)
    {
        var operatorAtWork = new OperatorAtWork(page, admin.Portal.Client.BaseAddress!, admin.Portal.Clock);
        return (operatorAtWork, await operatorAtWork.AcceptAsync(link, handle));
    }

    private static async Task<string> RoleAsync(OperatorAtWork who)
    {
        await who.Page.GotoAsync(new Uri(who.Address, "admin/account").ToString());
        return await who.Page.Locator(".admin-facts dt:text-is('Role') + dd").InnerTextAsync();
    }

    private static ILocator Button(OperatorAtWork who, string name) => who.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });
}
