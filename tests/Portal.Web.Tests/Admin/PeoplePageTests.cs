using System.Net;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.Pages.People;
using Portal.Storage.Audit;
using Portal.Storage.People;
using Radzen;

namespace Portal.Web.Tests.Admin;

/// <summary>The page of owners, on a real database.</summary>
public sealed class PeoplePageTests : BunitContext
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task The_last_owner_is_told_so_and_stays()
    {
        await using var admin = await AdminPortal.StartAsync();
        var page = await OpenAsync(admin, await admin.AddAsync("alice"));

        await page.WaitForElement("button[aria-label='Shut out: alice']").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("Nobody would be left", page.Markup, StringComparison.Ordinal));
        Assert.Null((await admin.Get<PersonStore>().FindByEmailAsync("ALICE@EXAMPLE.ORG", Cancellation))!.DisabledAtMs);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_owner_shuts_somebody_out_and_the_audit_says_who_it_was()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        await admin.AddAsync("bob", PersonRole.Approver);
        var page = await OpenAsync(admin, alice);

        await page.WaitForElement("button[aria-label='Shut out: bob']").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.NotNull(page.Find("button[aria-label='Let in again: bob']")));
        var newest = (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation))[0];
        Assert.Equal(("alice", "person.disabled", "bob"), (newest.Person, newest.Action, newest.Subject));
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_was_an_owner_when_the_page_was_opened_does_nothing_with_it_later()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.AddAsync("alice");
        var bob = await admin.AddAsync("bob");
        var page = await OpenAsync(admin, bob);
        var button = page.WaitForElement("button[aria-label='Shut out: alice']");
        var audit = new AuditDraft(admin.Portal.Clock.Now, "alice", "test", "person.role-changed", "bob");
        await admin.Get<PersonStore>().SetRoleAsync(new PersonChange(bob.PersonId, "another-stamp", audit), PersonRole.Viewer, Cancellation);

        await button.ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("no longer signed in", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("alice@example.org", page.Markup, StringComparison.Ordinal);
        Assert.Null((await admin.Get<PersonStore>().FindByEmailAsync("ALICE@EXAMPLE.ORG", Cancellation))!.DisabledAtMs);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_owner_confirms_whom_another_owner_has_invited()
    {
        await using var admin = await AdminPortal.StartAsync();
        var olga = await admin.AddAsync("olga");
        await admin.AddAsync("alice");
        var bob = await admin.AddAsync("bob", PersonRole.Approver, by: "alice");
        Assert.Equal("viewer", (await admin.Get<PersonStore>().FindAsync(bob.PersonId, Cancellation))!.Role);
        var page = await OpenAsync(admin, olga);
        var confirm = page.WaitForElement("button[aria-label='Confirm: bob']");
        Assert.Contains("Waits for you", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Invited by alice", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Make sure by another way", page.Markup, StringComparison.Ordinal);

        await page.Find("button[aria-label='Refuse: bob']").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("is empty", page.Markup, StringComparison.Ordinal));
        await page.Find("button[aria-label='Confirm: bob']").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("bob is approver, and two stand behind it.", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("button[aria-label='Confirm: bob']"));
        Assert.Equal("approver", (await admin.Get<PersonStore>().FindAsync(bob.PersonId, Cancellation))!.Role);
        var newest = (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation))[0];
        Assert.Equal(("olga", "person.role-confirmed", "bob"), (newest.Person, newest.Action, newest.Subject));
        Assert.Contains("\"givenBy\":\"alice\"", newest.Details, StringComparison.Ordinal);
        Assert.NotNull(confirm);
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_gave_a_role_takes_it_back_and_never_confirms_it()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.AddAsync("olga");
        var alice = await admin.AddAsync("alice");
        await admin.AddAsync("bob", PersonRole.Approver, by: "alice");
        var page = await OpenAsync(admin, alice);

        page.WaitForElement("button[aria-label='Take back: bob']");
        Assert.Empty(page.FindAll("button[aria-label='Confirm: bob']"));
        var waiting = Assert.Single(await admin.Get<RoleGrantStore>().ReadOpenAsync(Cancellation), static grant => grant.Status == RoleGrantRow.Waiting);
        Assert.Equal("own-gift", (await (await admin.PeopleOfAsync(alice)).ConfirmAsync(waiting.Id, null, Cancellation))!.Code);
        await page.Find("button[aria-label='Take back: bob']").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("bob does not become approver.", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(await admin.Get<RoleGrantStore>().ReadOpenAsync(Cancellation), static grant => grant.Status == RoleGrantRow.Waiting);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_only_owner_reads_that_what_is_given_counts_on_one_word_alone()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        await admin.AddAsync("bob", PersonRole.Approver, by: "alice");
        var page = await OpenAsync(admin, alice);

        page.WaitForElement("button[aria-label='Shut out: bob']");

        Assert.Contains("You are the only owner", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Let in by one alone", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Invited by the command line", page.Markup, StringComparison.Ordinal);
        Assert.Contains("approver, let in by one alone", page.Markup, StringComparison.Ordinal);
        Assert.Contains("You gave it: another owner can confirm it later.", page.Markup, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Trouble_at_the_door_a_lock_and_a_dead_link_are_seen()
    {
        await using var admin = await AdminPortal.StartAsync();
        var olga = await admin.AddAsync("olga");
        var alice = await admin.AddAsync("alice");
        await admin.InviteAsync("fallback@example.org", by: "alice");
        var attacker = admin.Browser();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await attacker.PasswordAsync(alice.Email, "something else entirely");
        }

        Assert.Null((await (await admin.PeopleOfAsync(olga)).SetRoleAsync(alice.PersonId, PersonRole.Viewer, Cancellation)).Problem);
        var page = await OpenAsync(admin, olga);
        var unlock = page.WaitForElement("button[aria-label='Unlock: alice']");
        Assert.Contains("5 wrong attempts in 7 days, locked once", page.Markup, StringComparison.Ordinal);
        Assert.Contains("This link opens nothing any more: alice is no owner.", page.Markup, StringComparison.Ordinal);

        await unlock.ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("button[aria-label='Unlock: alice']")));
        Assert.Equal(HttpStatusCode.Redirect, (await admin.Browser().PasswordAsync(alice.Email, AdminPortal.Password)).Status);
    }

    private async Task<IRenderedComponent<PeoplePage>> OpenAsync(AdminPortal admin, TestPerson person)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddSingleton(await admin.PeopleOfAsync(person));
        return Render<PeoplePage>();
    }
}
