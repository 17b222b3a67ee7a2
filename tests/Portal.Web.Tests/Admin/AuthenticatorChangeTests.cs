using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Portal.Admin.SecondFactors;
using Portal.Storage.Audit;
using Portal.Storage.Database;
using Portal.Storage.People;

namespace Portal.Web.Tests.Admin;

/// <summary>Another phone, over HTTP.</summary>
public sealed class AuthenticatorChangeTests
{
    private const string Account = "/admin/account";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Another_authenticator_takes_the_place_of_the_old_one_and_ends_all_other_sessions()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var (here, there) = (await admin.SignInAsync(alice), await admin.SignInAsync(alice));
        var begun = await BeginAsync(admin, here, admin.NextCode(alice));
        var key = KeyIn(begun);
        Assert.NotEqual(alice.Key, key);

        var wrong = await FinishAsync(here, begun, "000000");
        Assert.Contains("authenticator app shows now", wrong.Page, StringComparison.Ordinal);
        Assert.Equal(key, KeyIn(wrong));
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/admin")).Status);
        var done = await FinishAsync(here, wrong, CodeOf(admin, key));

        Assert.Contains("The new authenticator app is set.", done.Page, StringComparison.Ordinal);
        Assert.Equal(RecoveryCodes.Count, Regex.Count(done.Page, "<code>[A-Z2-7-]{19}</code>"));
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/admin")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/admin")).Status);
        Assert.Equal("account.authenticator-changed", (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation))[0].Action);
        Assert.Equal("authenticator", (await admin.Get<SignInStore>().ReadNewestAsync(alice.PersonId, 1, Cancellation))[0].Method);

        var again = admin.Browser();
        await again.PasswordAsync(alice.Email, AdminPortal.Password);
        Assert.Equal(HttpStatusCode.OK, (await again.CodeAsync(admin.NextCode(alice))).Status);
        Assert.Equal(HttpStatusCode.OK, (await again.FillInAsync("/admin/sign-in/code", "recovery", ("RecoveryCode", alice.RecoveryCodes[0]))).Status);
        Assert.Equal("/admin", (await again.CodeAsync(admin.NextCode(alice with { Key = key }))).Location);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_first_step_takes_the_password_and_a_code_or_a_recovery_code()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var browser = await admin.SignInAsync(alice);

        Assert.Contains("password is not right", (await BeginAsync(admin, browser, admin.NextCode(alice), "a wrong password")).Page, StringComparison.Ordinal);
        Assert.Contains("code is not right", (await BeginAsync(admin, browser, "000000")).Page, StringComparison.Ordinal);
        Assert.Contains("code is not right", (await BeginAsync(admin, browser, string.Empty)).Page, StringComparison.Ordinal);
        Assert.Equal(32, KeyIn(await BeginAsync(admin, browser, alice.RecoveryCodes[0])).Length);
        Assert.Contains("code is not right", (await BeginAsync(admin, browser, alice.RecoveryCodes[0])).Page, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_key_that_was_tampered_with_or_sealed_for_another_session_is_refused()
    {
        await using var admin = await AdminPortal.StartAsync();
        var (alice, eve) = (await admin.AddAsync("alice"), await admin.AddAsync("eve"));
        var (browser, second, stranger) = (await admin.SignInAsync(alice), await admin.SignInAsync(alice), await admin.SignInAsync(eve));
        var begun = await BeginAsync(admin, browser, admin.NextCode(alice));
        var (key, sealedKey) = (KeyIn(begun), SealedIn(begun));
        var strange = await BeginAsync(admin, stranger, admin.NextCode(eve));

        Assert.Contains("Begin again", (await SendAsync(admin, browser, begun, $"{sealedKey[..^4]}AAAA", key)).Page, StringComparison.Ordinal);
        Assert.Contains("Begin again", (await SendAsync(admin, browser, begun, key, key)).Page, StringComparison.Ordinal);
        Assert.Contains("Begin again", (await SendAsync(admin, browser, begun, SealedIn(strange), KeyIn(strange))).Page, StringComparison.Ordinal);
        Assert.Contains("Begin again", (await SendAsync(admin, stranger, strange, sealedKey, key)).Page, StringComparison.Ordinal);
        var other = await BeginAsync(admin, second, admin.NextCode(alice));
        Assert.Contains("Begin again", (await SendAsync(admin, second, other, sealedKey, key)).Page, StringComparison.Ordinal);
        admin.Portal.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.Contains("The new authenticator app is set.", (await SendAsync(admin, browser, begun, sealedKey, key)).Page, StringComparison.Ordinal);
        Assert.Contains("Begin again", (await SendAsync(admin, browser, begun, sealedKey, key)).Page, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_came_in_by_a_passkey_and_has_no_app_adds_one_with_the_password()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var browser = await admin.SignInAsync(alice);
        await ExecuteAsync(admin, "UPDATE admin_session SET method = 'passkey'; UPDATE person SET authenticator_key = NULL, two_factor_enabled = 0");
        Assert.Contains("You have none.", (await browser.GetAsync(Account)).Page, StringComparison.Ordinal);

        var begun = await browser.FillInAsync(Account, "authenticator", ("Password", AdminPortal.Password));
        await FinishAsync(browser, begun, CodeOf(admin, KeyIn(begun)));

        Assert.Equal(1, (await admin.Get<PersonStore>().FindAsync(alice.PersonId, Cancellation))!.TwoFactorEnabled);
        Assert.Equal("""{"first":true}""", (await admin.Get<AuditStore>().ReadPageAsync(null, null, null, 1, Cancellation))[0].Details);
    }

    private static Task<AdminAnswer> BeginAsync(AdminPortal admin, AdminBrowser browser, string code, string password = AdminPortal.Password)
    {
        Assert.NotNull(admin);
        return browser.FillInAsync(Account, "authenticator", ("Password", password), ("PresentCode", code));
    }

    private static Task<AdminAnswer> FinishAsync(AdminBrowser browser, AdminAnswer page, string code) =>
        browser.PostAsync(Account, [.. AdminBrowser.HiddenIn(page, "new-authenticator"), ("Code", code)]);

    private static Task<AdminAnswer> SendAsync(AdminPortal admin, AdminBrowser browser, AdminAnswer page, string sealedKey, string key) => browser.PostAsync(
        Account,
        [.. AdminBrowser.HiddenIn(page, "new-authenticator").Where(static field => field.Name != "SealedKey"), ("SealedKey", sealedKey), ("Code", CodeOf(admin, key))]);

    private static string KeyIn(AdminAnswer page) => Regex.Match(page.Page, "<code>(?<key>[A-Z2-7]{32})</code>").Groups["key"].Value;

    private static string SealedIn(AdminAnswer page) => AdminBrowser.HiddenIn(page, "new-authenticator").Single(static field => field.Name == "SealedKey").Value;

    private static string CodeOf(AdminPortal admin, string key) => Totp.CodeOf(key, Totp.StepAt(admin.Portal.Clock.Now));

    private static async Task ExecuteAsync(AdminPortal admin, string sql)
    {
        await using var connection = new SqliteConnection(admin.Get<IOptions<DatabaseOptions>>().Value.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
