using System.Net;
using System.Text.RegularExpressions;
using Portal.Admin.SignIn;
using Portal.Storage.People;

namespace Portal.Web.Tests.Admin;

/// <summary>Getting in, over HTTP, with a real database.</summary>
public sealed class SignInTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task An_address_that_is_no_text_is_refused_like_any_other()
    {
        await using var admin = await AdminPortal.StartAsync();

        var answer = await admin.Browser().PasswordAsync("a\ufffe@example.org", AdminPortal.Password);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(Door.Refusal, WebUtility.HtmlDecode(answer.Page), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Password_and_code_open_the_door()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");

        var browser = await admin.SignInAsync(alice);

        Assert.Contains("alice", (await browser.GetAsync("/admin")).Page, StringComparison.Ordinal);
        Assert.Contains("alice@example.org", (await browser.GetAsync("/admin/account")).Page, StringComparison.Ordinal);
        Assert.Contains("alice@example.org", (await browser.GetAsync("/admin/people")).Page, StringComparison.Ordinal);
        var history = await admin.Get<SignInStore>().ReadNewestAsync(alice.PersonId, 10, Cancellation);
        Assert.Equal(("authenticator", "signed-in", "127.0.0.1"), (history[0].Method, history[0].Outcome, history[0].Address));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_password_alone_opens_nothing()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var browser = admin.Browser();

        await browser.PasswordAsync(alice.Email, AdminPortal.Password);

        Assert.Null(browser.SessionCookie);
        Assert.Equal("/admin/sign-in?returnUrl=%2Fadmin%2Faccount", (await browser.GetAsync("/admin/account")).Location);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_wrong_password_and_an_unknown_address_are_answered_alike()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.AddAsync("alice");

        var wrong = await admin.Browser().PasswordAsync("alice@example.org", "something else entirely");
        var unknown = await admin.Browser().PasswordAsync("nobody@example.org", "something else entirely");

        Assert.Equal(wrong.Status, unknown.Status);
        Assert.Contains("That is not right", wrong.Page, StringComparison.Ordinal);
        Assert.Equal(WithoutTokens(wrong.Page, "alice"), WithoutTokens(unknown.Page, "nobody"));
        Assert.Equal(HeadersOf(wrong), HeadersOf(unknown));
    }

    [Fact(Timeout = 120_000)]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_in_the_same_words()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var browser = admin.Browser();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await browser.PasswordAsync(alice.Email, "something else entirely");
        }

        var locked = await browser.PasswordAsync(alice.Email, AdminPortal.Password);
        Assert.Equal(HttpStatusCode.OK, locked.Status);
        Assert.Contains("That is not right", locked.Page, StringComparison.Ordinal);
        var history = await admin.Get<SignInStore>().ReadNewestAsync(alice.PersonId, 10, Cancellation);
        Assert.Equal(["locked", "refused", "refused", "refused", "refused"], history.OrderBy(row => row.Outcome, StringComparer.Ordinal).Select(row => row.Outcome));

        admin.Portal.Clock.Now += TimeSpan.FromMinutes(15);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PasswordAsync(alice.Email, AdminPortal.Password)).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task Codes_can_not_be_tried_one_after_the_other_by_who_knows_the_password()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var browser = admin.Browser();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await browser.PasswordAsync(alice.Email, AdminPortal.Password);
            await browser.CodeAsync("000000");
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.CodeAsync(admin.NextCode(alice))).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.PasswordAsync(alice.Email, AdminPortal.Password)).Status);
        Assert.Null(browser.SessionCookie);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_code_is_good_once()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var code = admin.NextCode(alice);
        var (first, second) = (admin.Browser(), admin.Browser());
        await first.PasswordAsync(alice.Email, AdminPortal.Password);
        await second.PasswordAsync(alice.Email, AdminPortal.Password);

        Assert.Equal(HttpStatusCode.Redirect, (await first.CodeAsync(code)).Status);
        Assert.Equal(HttpStatusCode.OK, (await second.CodeAsync(code)).Status);
        Assert.Null(second.SessionCookie);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_recovery_code_is_good_once()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var (first, second) = (admin.Browser(), admin.Browser());
        await first.PasswordAsync(alice.Email, AdminPortal.Password);
        await second.PasswordAsync(alice.Email, AdminPortal.Password);

        Assert.Equal("/admin", (await first.FillInAsync("/admin/sign-in/code", "recovery", ("RecoveryCode", alice.RecoveryCodes[0]))).Location);
        Assert.Equal(HttpStatusCode.OK, (await second.FillInAsync("/admin/sign-in/code", "recovery", ("RecoveryCode", alice.RecoveryCodes[0]))).Status);
        Assert.Equal("/admin", (await second.FillInAsync("/admin/sign-in/code", "recovery", ("RecoveryCode", alice.RecoveryCodes[1].ToLowerInvariant()))).Location);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("https://evil.example/admin", "/admin")]
    [InlineData("//evil.example", "/admin")]
    [InlineData("/admin/account", "/admin/account")]
    public async Task Nobody_is_sent_to_another_site(string asked, string sentTo)
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var browser = admin.Browser();

        await browser.PasswordAsync(alice.Email, AdminPortal.Password, $"/admin/sign-in?returnUrl={Uri.EscapeDataString(asked)}");
        var entered = await browser.CodeAsync(admin.NextCode(alice), $"/admin/sign-in/code?returnUrl={Uri.EscapeDataString(asked)}");

        Assert.Equal(sentTo, entered.Location);
    }

    [Fact(Timeout = 120_000)]
    public async Task One_address_can_not_try_many_people()
    {
        await using var admin = await AdminPortal.StartAsync(("Portal:Limits:SignInsPerAddress", "3"));
        var browser = admin.Browser();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.PasswordAsync($"person-{attempt}@example.org", AdminPortal.Password)).Status);
        }

        var refused = await browser.PasswordAsync("person-4@example.org", AdminPortal.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("60", refused.Message.Headers.RetryAfter?.ToString());
    }

    private static string WithoutTokens(string page, string name) =>
        Regex.Replace(page, "__RequestVerificationToken\" value=\"[^\"]+|<!--Blazor-[^>]+", "token").Replace(name, "somebody", StringComparison.Ordinal);

    private static IEnumerable<string> HeadersOf(AdminAnswer answer) => answer.Message.Headers
        .Where(static header => header.Key is not ("Date" or "Set-Cookie"))
        .Select(static header => $"{header.Key}: {string.Join(',', header.Value)}");
}
