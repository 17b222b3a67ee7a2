using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Portal.Admin;
using Portal.Admin.Sessions;
using Portal.Storage.People;

namespace Portal.Web.Tests.Admin;

/// <summary>What holds for every answer of the operators' half, and that the public's half stays as it was.</summary>
public sealed partial class AdminAnswersTests
{
    private static readonly string[] Entrances = ["CodePage", "DeniedPage", "InvitationPage", "SignInPage"];

    [Fact]
    public void Every_page_but_the_entrance_asks_who_is_there()
    {
        var pages = typeof(AdminArea).Assembly.GetTypes().Where(type => type.IsDefined(typeof(RouteAttribute))).ToArray();

        Assert.All(pages, page => Assert.StartsWith(AdminArea.Path, page.GetCustomAttribute<RouteAttribute>()!.Template, StringComparison.Ordinal));
        Assert.Equal(Entrances, pages.Where(page => page.IsDefined(typeof(AllowAnonymousAttribute))).Select(page => page.Name).Order(StringComparer.Ordinal));
        Assert.All(pages, page => Assert.Contains(page.GetCustomAttributes<AuthorizeAttribute>(), rule => rule.Policy is not null));
    }

    [Fact(Timeout = 120_000)]
    public async Task Nothing_inside_is_answered_to_somebody_outside()
    {
        await using var admin = await AdminPortal.StartAsync();
        var browser = admin.Browser();

        var inside = typeof(AdminArea).Assembly.GetTypes()
            .Where(static type => type.IsDefined(typeof(RouteAttribute)) && !type.IsDefined(typeof(AllowAnonymousAttribute)))
            .SelectMany(static type => type.GetCustomAttributes<RouteAttribute>(), static (_, route) => Places().Replace(route.Template, "1"))
            .ToArray();
        Assert.True(inside.Length > 10, string.Join(' ', inside));
        foreach (var path in inside.Append("/ADMIN/people"))
        {
            var answer = await browser.GetAsync(path);
            Assert.True(answer.Status == HttpStatusCode.Redirect && answer.Location!.StartsWith("/admin/sign-in?", StringComparison.Ordinal), $"{path}: {answer.Status}");
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/admin/session")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/_blazor")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_page_for_owners_is_closed_to_others()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.AddAsync("alice");
        var browser = await admin.SignInAsync(await admin.AddAsync("bob", PersonRole.Approver));

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin")).Status);
        Assert.StartsWith("/admin/denied", (await browser.GetAsync("/admin/people")).Location, StringComparison.Ordinal);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("/admin/sign-in", "sign-in")]
    [InlineData("/admin/sign-in", "passkey")]
    [InlineData("/admin/sign-in/code", "code")]
    [InlineData("/admin/account", "everywhere")]
    [InlineData("/admin/account", "password")]
    [InlineData("/admin/sign-out", "")]
    [InlineData("/admin/passkey/request-options", "")]
    [InlineData("/admin/passkey/creation-options", "")]
    public async Task A_post_from_elsewhere_is_refused(string path, string form)
    {
        await using var admin = await AdminPortal.StartAsync();
        var browser = await admin.SignInAsync(await admin.AddAsync("alice"));

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(path, ("_handler", form))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(path, ("_handler", form), ("__RequestVerificationToken", "stolen"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task Answers_are_kept_nowhere_framed_nowhere_and_run_nothing_foreign()
    {
        await using var admin = await AdminPortal.StartAsync();
        var browser = await admin.SignInAsync(await admin.AddAsync("alice"));

        foreach (var path in (string[])["/admin", "/admin/account", "/admin/sign-in"])
        {
            var answer = await browser.GetAsync(path);
            var policy = Assert.Single(answer.Message.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("style-src-attr 'unsafe-inline'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
            Assert.True(answer.Message.Headers.CacheControl!.NoStore, path);
            Assert.DoesNotMatch("<script(?![^>]*src=)", answer.Page);
            Assert.DoesNotContain("<style", answer.Page, StringComparison.Ordinal);
            foreach (var (name, value) in ((string, string)[])[
                ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
                ("Permissions-Policy", "camera=(), geolocation=(), microphone=()")])
            {
                Assert.Equal(value, Assert.Single(answer.Message.Headers.GetValues(name)));
            }
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Cookies_are_out_of_reach_of_scripts_and_of_other_sites()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var browser = admin.Browser();
        var cookies = (await browser.GetAsync("/admin/sign-in")).Message.Headers.GetValues("Set-Cookie")
            .Concat((await browser.PasswordAsync(alice.Email, AdminPortal.Password)).Message.Headers.GetValues("Set-Cookie"))
            .Concat((await browser.CodeAsync(admin.NextCode(alice))).Message.Headers.GetValues("Set-Cookie"))
            .ToArray();

        Assert.Contains(cookies, cookie => cookie.StartsWith("portal-admin=", StringComparison.Ordinal));
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact(Timeout = 120_000)]
    public async Task A_public_page_is_the_same_for_an_operator()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.Portal.ShownAsync();
        var browser = await admin.SignInAsync(await admin.AddAsync("alice"));

        var page = await browser.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.False(page.Message.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("alice", page.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("style-src-attr", Assert.Single(page.Message.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_keys_behind_the_cookies_are_sealed_in_the_database()
    {
        await using var admin = await AdminPortal.StartAsync();
        await admin.Browser().GetAsync("/admin/sign-in");

        var keys = admin.Get<DataKeyStore>().ReadAll();

        Assert.NotEmpty(keys);
        Assert.All(keys, key =>
        {
            Assert.Contains("sealedKey", key, StringComparison.Ordinal);
            Assert.DoesNotContain("<masterKey", key, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Each_role_may_what_the_one_before_it_may()
    {
        foreach (var (role, may) in Enum.GetValues<PersonRole>().SelectMany(_ => Enum.GetValues<PersonRole>(), static (role, may) => (role, may)))
        {
            var person = new SignedInPerson("id", "alice", "alice@example.org", role, "test", DateTimeOffset.UnixEpoch, "passkey");
            Assert.Equal(role >= may, person.May(may));
        }

    }

    // What an address leaves open: {Id} and {Sequence:long}.
    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Places();
}
