using System.Net;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.Sessions;
using Portal.Storage.Audit;
using Portal.Storage.People;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Admin;

/// <summary>Staying in, and being out at once.</summary>
public sealed class SessionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task After_signing_out_a_kept_cookie_is_worth_nothing()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var browser = await admin.SignInAsync(alice);
        var thief = admin.Browser();
        thief.Cookies.Add(thief.Address, new Cookie("portal-admin", browser.SessionCookie, "/"));
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/admin")).Status);

        var left = await browser.FillInAsync("/admin", "admin/sign-out");
        Assert.True(left.Location == "/admin/sign-in", $"{left.Status} {left.Location} {left.Page}");

        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/admin")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("/admin/session")).Status);
        Assert.Equal("authenticator", Assert.Single(await admin.Get<SignInStore>().ReadNewestAsync(alice.PersonId, 10, Cancellation), static row => row.Outcome == "signed-out").Method);
    }

    [Fact(Timeout = 120_000)]
    public async Task Signing_in_begins_a_session_that_nobody_knew_before()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var browser = await admin.SignInAsync(alice);
        var planted = browser.SessionCookie!;

        await browser.PasswordAsync(alice.Email, AdminPortal.Password);
        await browser.CodeAsync(admin.NextCode(alice));

        Assert.NotEqual(planted, browser.SessionCookie);
        var thief = admin.Browser();
        thief.Cookies.Add(thief.Address, new Cookie("portal-admin", planted, "/"));
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/admin")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task Signing_out_everywhere_leaves_this_browser_alone_inside()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var (here, there) = (await admin.SignInAsync(alice), await admin.SignInAsync(alice));
        Assert.Equal(2, (await admin.Get<AdminSessions>().ReadOpenAsync(alice.PersonId, Cancellation)).Count);

        Assert.Equal("/admin/account?done=everywhere", (await here.FillInAsync("/admin/account", "everywhere")).Location);

        Assert.Equal("authenticator", Assert.Single(await admin.Get<AdminSessions>().ReadOpenAsync(alice.PersonId, Cancellation)).Method);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/admin")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/admin")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_new_password_ends_other_sessions_and_needs_the_old_one()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var (here, there) = (await admin.SignInAsync(alice), await admin.SignInAsync(alice));
        const string Wanted = "seven brittle umbrellas";

        Assert.Contains("not right", (await here.FillInAsync("/admin/account", "password", ("Present", "a wrong password"), ("Wanted", Wanted))).Page, StringComparison.Ordinal);
        Assert.Contains("tried first", (await here.FillInAsync("/admin/account", "password", ("Present", AdminPortal.Password), ("Wanted", "Password12345"))).Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/admin")).Status);
        Assert.Equal("/admin/account?done=password", (await here.FillInAsync("/admin/account", "password", ("Present", AdminPortal.Password), ("Wanted", Wanted))).Location);

        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/admin")).Status);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/admin")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await admin.Browser().PasswordAsync(alice.Email, Wanted)).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_session_ends_after_half_an_hour_without_anything_and_after_twelve_hours_in_any_case()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var (idle, busy) = (await admin.SignInAsync(alice), await admin.SignInAsync(alice));
        var began = admin.Portal.Clock.Now;
        admin.Portal.Clock.Now = began + TimeSpan.FromMinutes(29);
        Assert.Equal(HttpStatusCode.NoContent, (await busy.GetAsync("/admin/session")).Status);

        admin.Portal.Clock.Now = began + TimeSpan.FromMinutes(31);
        Assert.Equal(HttpStatusCode.Redirect, (await idle.GetAsync("/admin")).Status);
        for (var passed = TimeSpan.FromMinutes(31); passed < TimeSpan.FromHours(12); passed += TimeSpan.FromMinutes(25))
        {
            admin.Portal.Clock.Now = began + passed;
            Assert.Equal(HttpStatusCode.NoContent, (await busy.GetAsync("/admin/session")).Status);
        }

        admin.Portal.Clock.Now = began + TimeSpan.FromHours(12);
        Assert.Equal(HttpStatusCode.Unauthorized, (await busy.GetAsync("/admin/session")).Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task Whoever_loses_the_role_can_do_nothing_more_in_a_page_that_is_open()
    {
        await using var admin = await AdminPortal.StartAsync();
        var alice = await admin.AddAsync("alice");
        var bob = await admin.AddAsync("bob");
        var browser = await admin.SignInAsync(bob);
        var current = await admin.OpenPageAsync(bob);
        Assert.Equal("bob", (await current.RequireAsync(PersonRole.Owner, Cancellation)).Handle);

        await admin.Get<PersonStore>().SetRoleAsync(Change(bob, admin), PersonRole.Viewer, Cancellation);

        Assert.False((await Assert.ThrowsAsync<NotAllowedException>(() => current.RequireAsync(PersonRole.Viewer, Cancellation))).IsSignedIn);
        Assert.Null(await current.FindAsync(Cancellation));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/admin")).Status);
        var again = await admin.OpenPageAsync(bob);
        Assert.True((await Assert.ThrowsAsync<NotAllowedException>(() => again.RequireAsync(PersonRole.Proposer, Cancellation))).IsSignedIn);

        await admin.Get<PersonStore>().DisableAsync(Change(bob, admin), Cancellation);
        Assert.Null(await again.FindAsync(Cancellation));
        Assert.Equal(HttpStatusCode.OK, (await admin.Browser().PasswordAsync(bob.Email, AdminPortal.Password)).Status);
        Assert.NotEqual(alice.PersonId, bob.PersonId);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_session_of_one_node_holds_on_another()
    {
        await using var admin = await AdminPortal.StartAsync();
        var browser = await admin.SignInAsync(await admin.AddAsync("alice"));
        var configuration = admin.Get<IConfiguration>();
        await using var other = await LivePortal.StartAsync(
        [
            .. ((string[])["Portal:Database:ConnectionString", "Portal:Secrets:KeyFile"]).Select(name => (name, configuration[name]!)),
        ]);
        other.Clock.Now = admin.Portal.Clock.Now;
        using var there = new AdminBrowser(other.Client.BaseAddress!);
        there.Cookies.Add(there.Address, new Cookie("portal-admin", browser.SessionCookie, "/"));

        Assert.Contains("alice", (await there.GetAsync("/admin")).Page, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_circuit_asks_again_and_again_whether_its_session_holds()
    {
        await using var admin = await AdminPortal.StartAsync();
        await using var scope = admin.Portal.Services.CreateAsyncScope();

        Assert.IsType<SessionWatch>(scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
    }

    [Theory]
    [InlineData("https", "__Host-name=value; path=/; secure")]
    [InlineData("http", "name=value; path=/")]
    public void On_https_a_cookie_carries_the_prefix_that_browsers_guard(string scheme, string cookie)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        context.Request.Headers.Cookie = "name=plain; __Host-name=guarded";
        var cookies = new PrefixedCookieManager();

        cookies.AppendResponseCookie(context, "name", "value", new CookieOptions { Path = "/", Secure = scheme == "https" });

        Assert.Equal(cookie, context.Response.Headers.SetCookie.ToString());
        Assert.Equal(scheme == "https" ? "guarded" : "plain", cookies.GetRequestCookie(context, "name"));
    }

    private static PersonChange Change(TestPerson person, AdminPortal admin) =>
        new(person.PersonId, Guid.NewGuid().ToString("N"), new AuditDraft(admin.Portal.Clock.Now, "alice", "test", "person.role-changed", person.Handle));
}
