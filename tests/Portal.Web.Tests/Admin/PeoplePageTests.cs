using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.Pages.People;
using Portal.Admin.People;
using Portal.Admin.SignIn;
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

    private async Task<IRenderedComponent<PeoplePage>> OpenAsync(AdminPortal admin, TestPerson person)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddSingleton(new PeopleActions(
            await admin.OpenPageAsync(person), admin.Get<PersonStore>(), admin.Get<InvitationStore>(), admin.Get<InvitationDesk>(), admin.Portal.Clock));
        return Render<PeoplePage>();
    }
}
