using System.Net;
using System.Text.RegularExpressions;
using Portal.Admin.SecondFactors;
using Portal.Storage.Audit;
using Portal.Storage.People;

namespace Portal.Web.Tests.Admin;

/// <summary>Posts that nobody's own page made: with somebody else's token, without a session, with fields that were tampered with.</summary>
public sealed partial class ForgedPostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task No_form_takes_a_token_that_was_made_for_somebody_else_or_for_nobody()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.SignInAsync(await AddWithPasskeyAsync(admin, "alice"));
        var bob = await admin.SignInAsync(await AddWithPasskeyAsync(admin, "bob"));
        var stolen = (Bobs: TokenOf((await bob.GetAsync("/admin/account")).Page), Nobodys: TokenOf((await admin.Browser().GetAsync("/admin/sign-in")).Page));
        var forms = FormsOf((await alice.GetAsync("/admin/account")).Page).ToArray();
        Assert.True(forms.Length >= 5, string.Join(' ', forms));
        var seen = await SeenAsync(admin);

        foreach (var form in forms)
        {
            foreach (var token in (string[])[stolen.Bobs, stolen.Nobodys])
            {
                var answer = await alice.PostAsync("/admin/account", ("_handler", form), ("__RequestVerificationToken", token), ("Password", AdminPortal.Password), ("Present", AdminPortal.Password));
                Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{form}: {answer.Status}");
            }
        }

        foreach (var address in (string[])["/admin/sign-out", "/admin/passkey/creation-options", "/admin/passkey/request-options"])
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await alice.PostAsync(address, ("__RequestVerificationToken", stolen.Bobs))).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await alice.PostAsync(address, ("__RequestVerificationToken", stolen.Nobodys))).Status);
        }

        Assert.Equal(seen, await SeenAsync(admin));
        Assert.Equal(HttpStatusCode.OK, (await alice.GetAsync("/admin/account")).Status);
    }

    [Fact(Timeout = 180_000)]
    public async Task No_form_inside_does_anything_for_somebody_outside_or_signed_out()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.SignInAsync(await AddWithPasskeyAsync(admin, "alice"));
        var page = (await alice.GetAsync("/admin/account")).Page;
        await alice.FillInAsync("/admin/account", "admin/sign-out");
        var seen = await SeenAsync(admin);

        foreach (var browser in (AdminBrowser[])[alice, admin.Browser()])
        {
            foreach (var form in FormsOf(page))
            {
                var answer = await browser.PostAsync("/admin/account", ("_handler", form), ("__RequestVerificationToken", TokenOf(page)), ("Password", AdminPortal.Password), ("Present", AdminPortal.Password));
                Assert.True(answer.Status is HttpStatusCode.BadRequest || answer.Location?.StartsWith("/admin/sign-in", StringComparison.Ordinal) is true, $"{form}: {answer.Status}");
            }

            Assert.NotEqual(HttpStatusCode.OK, (await browser.PostAsync("/admin/passkey/creation-options", ("__RequestVerificationToken", TokenOf(page)))).Status);
        }

        Assert.Equal(seen, await SeenAsync(admin));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_sealed_key_that_was_changed_or_comes_from_another_invitation_makes_nobody()
    {
        await using var admin = await AdminPortal.StartAsync();
        var (own, other) = ($"/admin/invitation/{await admin.InviteAsync("eve@example.org")}", $"/admin/invitation/{await admin.InviteAsync("bob@example.org")}");
        var sealedElsewhere = Sealed().Match((await admin.Browser().GetAsync(other)).Page).Groups[1].Value;
        var browser = admin.Browser();
        var page = (await browser.GetAsync(own)).Page;
        var genuine = Sealed().Match(page).Groups[1].Value;
        var key = Key().Match(page).Groups[1].Value;

        foreach (var tampered in (string[])[sealedElsewhere, genuine[..^4] + (genuine.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA"), Totp.NewKey(), string.Empty])
        {
            var answer = await browser.FillInAsync(
                own, "enrol", ("SealedKey", tampered), ("Handle", "eve"), ("Password", AdminPortal.Password), ("Code", Totp.CodeOf(key, Totp.StepAt(admin.Portal.Clock.Now))));
            Assert.True(browser.SessionCookie is null, answer.Page);
        }

        Assert.Null(await admin.Get<PersonStore>().FindByEmailAsync("EVE@EXAMPLE.ORG", Cancellation));
    }

    [Fact(Timeout = 120_000)]
    public async Task Nobody_removes_a_passkey_of_somebody_else_or_reaches_a_form_that_is_not_on_the_page()
    {
        await using var admin = await AdminPortal.StartAsync();
        var bob = await AddWithPasskeyAsync(admin, "bob");
        var alice = await AddWithPasskeyAsync(admin, "alice");
        var browser = await admin.SignInAsync(alice);
        var page = (await browser.GetAsync("/admin/account")).Page;
        var own = FormsOf(page).Single(static form => form.StartsWith("remove-", StringComparison.Ordinal));
        var bobs = Convert.ToHexStringLower((await admin.Get<PasskeyStore>().ReadAsync(bob.PersonId, Cancellation))[0].CredentialId);

        await browser.PostAsync("/admin/account", ("_handler", own), ("__RequestVerificationToken", TokenOf(page)), ("Removed", bobs), ("Password", AdminPortal.Password), ("Present", AdminPortal.Password));
        await browser.PostAsync("/admin/account", ("_handler", $"remove-{bobs}"), ("__RequestVerificationToken", TokenOf(page)), ("Removed", bobs), ("Password", AdminPortal.Password));

        Assert.Single(await admin.Get<PasskeyStore>().ReadAsync(bob.PersonId, Cancellation));
        Assert.Single(await admin.Get<PasskeyStore>().ReadAsync(alice.PersonId, Cancellation));
    }

    private static async Task<TestPerson> AddWithPasskeyAsync(AdminPortal admin, string handle)
    {
        var person = await admin.AddAsync(handle);
        byte[] id = [.. handle.Select(static letter => (byte)letter)];
        var audit = new AuditDraft(admin.Portal.Clock.Now, handle, "test", "account.passkey-added", handle);
        await admin.Get<PasskeyStore>().AddAsync(new PasskeyRow(person.PersonId, id, "Key", [1], 0, "[]", 1, 0, 0, [1], [1], admin.Portal.Clock.Now.ToUnixTimeMilliseconds(), null), audit, Cancellation);
        return person;
    }

    private static string TokenOf(string page) => Token().Match(page).Groups[1].Value;

    private static IEnumerable<string> FormsOf(string page) => Handler().Matches(page).Select(static match => WebUtility.HtmlDecode(match.Groups[1].Value)).Distinct(StringComparer.Ordinal);

    private static async Task<(long Audited, int Passkeys)> SeenAsync(AdminPortal admin) =>
        ((await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation))[0].Sequence,
            (await admin.Get<PasskeyStore>().ReadAsync((await admin.Get<PersonStore>().FindByEmailAsync("ALICE@EXAMPLE.ORG", Cancellation))!.PersonId, Cancellation)).Count);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"_handler\" value=\"([^\"]+)\"")]
    private static partial Regex Handler();

    [GeneratedRegex("name=\"SealedKey\" value=\"([^\"]+)\"")]
    private static partial Regex Sealed();

    [GeneratedRegex("<p><code>([A-Z2-7]+)</code></p>")]
    private static partial Regex Key();
}
