using System.Net;
using System.Text.RegularExpressions;
using Portal.Admin.SecondFactors;
using Portal.Storage.Audit;
using Portal.Storage.People;

namespace Portal.Web.Tests.Admin;

/// <summary>Becoming a person, over HTTP.</summary>
public sealed class InvitationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task An_invitation_makes_a_person_once_and_shows_the_recovery_codes_once()
    {
        await using var admin = await AdminPortal.StartAsync();
        var path = $"/admin/invitation/{await admin.InviteAsync("alice@example.org", PersonRole.Approver)}";
        var (browser, other) = (admin.Browser(), admin.Browser());

        var accepted = await AcceptAsync(admin, browser, path, "alice", AdminPortal.Password);

        Assert.Equal(HttpStatusCode.OK, accepted.Status);
        Assert.Equal(RecoveryCodes.Count, Regex.Count(accepted.Page, "<code>[A-Z2-7-]{19}</code>"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin")).Status);
        Assert.Contains("can&#x27;t be accepted", (await other.GetAsync(path)).Page.Replace("'", "&#x27;", StringComparison.Ordinal), StringComparison.Ordinal);
        var person = await admin.Get<PersonStore>().FindByEmailAsync("ALICE@EXAMPLE.ORG", Cancellation);
        Assert.Equal(("alice", "approver", 1), (person!.Handle, person.Role, person.TwoFactorEnabled));
        Assert.DoesNotContain(AdminPortal.Password, person.PasswordHash, StringComparison.Ordinal);
        Assert.Equal(["person.joined", "person.invited"], (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 10, Cancellation)).Select(row => row.Action));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_filled_in_wrongly_uses_nothing_up_and_keeps_the_key()
    {
        await using var admin = await AdminPortal.StartAsync();
        var path = $"/admin/invitation/{await admin.InviteAsync("alice@example.org")}";
        await admin.AddAsync("taken");
        var browser = admin.Browser();

        Assert.Contains("Somebody is called", (await AcceptAsync(admin, browser, path, "TAKEN", AdminPortal.Password)).Page, StringComparison.Ordinal);
        Assert.Contains("tried first", (await AcceptAsync(admin, browser, path, "alice", "Password12345")).Page, StringComparison.Ordinal);
        Assert.Contains("portal calls itself", (await AcceptAsync(admin, browser, path, "operator", AdminPortal.Password)).Page, StringComparison.Ordinal);
        var wrong = await AcceptAsync(admin, browser, path, "alice", AdminPortal.Password, "000000");
        Assert.Contains("authenticator app shows now", wrong.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AcceptAsync(admin, browser, path, "alice", AdminPortal.Password)).Status);
        Assert.NotNull(browser.SessionCookie);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_old_invitation_a_withdrawn_one_and_an_invented_one_are_alike()
    {
        await using var admin = await AdminPortal.StartAsync();
        var old = await admin.InviteAsync("alice@example.org");
        var withdrawn = await admin.InviteAsync("bob@example.org");
        await admin.InviteAsync("bob@example.org");
        Assert.Contains("can't be accepted", WebUtility.HtmlDecode((await admin.Browser().GetAsync($"/admin/invitation/{withdrawn}")).Page), StringComparison.Ordinal);
        Assert.DoesNotContain("can't be accepted", WebUtility.HtmlDecode((await admin.Browser().GetAsync($"/admin/invitation/{old}")).Page), StringComparison.Ordinal);

        admin.Portal.Clock.Now += TimeSpan.FromHours(24);

        foreach (var token in (string[])[old, "invented"])
        {
            Assert.Contains("can't be accepted", WebUtility.HtmlDecode((await admin.Browser().GetAsync($"/admin/invitation/{token}")).Page), StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_link_is_worth_nothing_once_its_inviter_is_shut_out_not_even_in_a_page_that_is_open()
    {
        await using var admin = await AdminPortal.StartAsync();
        var olga = await admin.AddAsync("olga");
        var alice = await admin.AddAsync("alice");
        var path = $"/admin/invitation/{await admin.InviteAsync("fallback@example.org", by: "alice")}";
        var browser = admin.Browser();
        var open = await browser.GetAsync(path);
        var key = Regex.Match(open.Page, "<code>(?<key>[A-Z2-7]{32})</code>").Groups["key"].Value;
        var people = await admin.PeopleOfAsync(olga);

        Assert.Null((await people.DisableAsync(alice.PersonId, Cancellation)).Problem);

        var sent = await browser.PostAsync(
            path,
            [
                .. AdminBrowser.HiddenIn(open, "enrol"),
                ("Handle", "fallback"),
                ("Password", AdminPortal.Password),
                ("Code", Totp.CodeOf(key, Totp.StepAt(admin.Portal.Clock.Now))),
            ]);
        Assert.Contains("no owner any more", sent.Page, StringComparison.Ordinal);
        Assert.Null(browser.SessionCookie);
        Assert.Null(await admin.Get<PersonStore>().FindByEmailAsync("FALLBACK@EXAMPLE.ORG", Cancellation));
        Assert.False(Assert.Single((await people.ReadAsync(Cancellation)).Invitations).Works);
    }

    [Fact(Timeout = 120_000)]
    public async Task Whom_one_of_two_owners_invites_may_look_and_no_more_until_the_other_confirms()
    {
        await using var admin = await AdminPortal.StartAsync();
        var olga = await admin.AddAsync("olga");
        await admin.AddAsync("alice");
        var browser = admin.Browser();

        var accepted = await AcceptAsync(admin, browser, $"/admin/invitation/{await admin.InviteAsync("bob@example.org", by: "alice")}", "bob", AdminPortal.Password);

        Assert.Contains("Your role as owner waits until an owner other than alice has confirmed it.", accepted.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin")).Status);
        Assert.StartsWith("/admin/denied", (await browser.GetAsync("/admin/people")).Location, StringComparison.Ordinal);
        var people = await admin.PeopleOfAsync(olga);
        var waiting = Assert.Single((await people.ReadAsync(Cancellation)).Grants, static grant => grant.IsWaiting);
        Assert.Null(await people.ConfirmAsync(waiting.Grant.Id, "Called her.", Cancellation));

        // What was open before ends, and the next sign-in is one as owner.
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/admin")).Status);
        Assert.Equal("owner", (await admin.Get<PersonStore>().FindByEmailAsync("BOB@EXAMPLE.ORG", Cancellation))!.Role);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_reset_ends_sessions_and_who_follows_its_link_has_the_role_once_a_third_confirms()
    {
        await using var admin = await AdminPortal.StartAsync();
        var (olga, alice) = (await admin.AddAsync("olga"), await admin.AddAsync("alice"));
        var bob = await admin.AddAsync("bob", PersonRole.Approver);
        var (before, browser) = (await admin.SignInAsync(bob), admin.Browser());
        var people = await admin.PeopleOfAsync(alice);
        Assert.Equal("nobody-to-renew", (await people.ResetSignInAsync(alice.PersonId, Cancellation)).Problem!.Code);

        var path = (await people.ResetSignInAsync(bob.PersonId, Cancellation)).Value;
        Assert.Equal(HttpStatusCode.Redirect, (await before.GetAsync("/admin")).Status);
        var page = await AcceptAsync(admin, browser, path, "ignored", "seven brittle umbrellas");

        Assert.Contains("Your role as approver waits", page.Page, StringComparison.Ordinal);
        Assert.Equal("viewer", (await admin.Get<PersonStore>().FindAsync(bob.PersonId, Cancellation))!.Role);
        Assert.Equal(HttpStatusCode.OK, (await admin.Browser().PasswordAsync(bob.Email, AdminPortal.Password)).Status);
        var third = await admin.PeopleOfAsync(olga);
        Assert.Null(await third.ConfirmAsync((await third.ReadAsync(Cancellation)).Grants.Single(grant => grant.IsWaiting).Grant.Id, null, Cancellation));
        Assert.Equal("approver", (await admin.Get<PersonStore>().FindAsync(bob.PersonId, Cancellation))!.Role);
        Assert.Equal(
            ["person.role-confirmed", "person.renewed", "person.sign-in-reset"],
            (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 3, Cancellation)).Select(row => row.Action));
    }

    private static async Task<AdminAnswer> AcceptAsync(AdminPortal admin, AdminBrowser browser, string path, string handle, string password, string? code = null)
    {
        var page = await browser.GetAsync(path);
        var key = Regex.Match(page.Page, "<code>(?<key>[A-Z2-7]{32})</code>").Groups["key"].Value;
        var sealedKey = WebUtility.HtmlDecode(Regex.Match(page.Page, "name=\"SealedKey\" value=\"(?<key>[^\"]+)\"").Groups["key"].Value);
        var shown = Totp.CodeOf(key, Totp.StepAt(admin.Portal.Clock.Now));
        return await browser.FillInAsync(path, "enrol", ("SealedKey", sealedKey), ("Handle", handle), ("Password", password), ("Code", code ?? shown));
    }
}
