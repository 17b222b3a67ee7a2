using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Portal.Admin.People;
using Portal.Admin.SecondFactors;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;
using Portal.Storage.People;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Admin;

/// <summary>A portal with people, and browsers to sign them in with.</summary>
internal sealed class AdminPortal(LivePortal portal) : IAsyncDisposable
{
    public const string Password = "mauve otter plinth";

    private readonly List<AdminBrowser> _browsers = [];
    private readonly List<(string PersonId, byte[] Hash)> _sessions = [];

    public LivePortal Portal => portal;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<AdminPortal> StartAsync(params (string Name, string Value)[] settings) =>
        new(await LivePortal.StartAsync([("Portal:Limits:SignInsPerAddress", "1000"), .. settings]));

    public T Get<T>()
        where T : notnull => portal.Services.GetRequiredService<T>();

    /// <summary>A person who has accepted an invitation.</summary>
    public async Task<TestPerson> AddAsync(string handle, PersonRole role = PersonRole.Owner, string by = InvitationStore.CommandLine)
    {
        var (email, key) = ($"{handle}@example.org", Totp.NewKey());
        var invitation = await Get<InvitationDesk>().FindAsync(await InviteAsync(email, role, by), Cancellation);
        var form = new EnrolmentForm(handle, Password, key, Totp.CodeOf(key, Totp.StepAt(portal.Clock.Now)));
        var made = await Get<Enrolment>().AcceptAsync(invitation!, form, new Visitor("test", "test"), Cancellation);
        Assert.Null(made.Problem);
        return new TestPerson(made.Person!.PersonId, handle, email, key, made.RecoveryCodes);
    }

    /// <summary>The token of a new invitation's link.</summary>
    public async Task<string> InviteAsync(string email, PersonRole role = PersonRole.Owner, string by = InvitationStore.CommandLine) =>
        (await Get<InvitationDesk>().InviteAsync(email, role, by, "local", Cancellation))!.Split('/')[^1];

    /// <summary>What an owner does with people, in a page that somebody has open.</summary>
    public async Task<PeopleActions> PeopleOfAsync(TestPerson person) => ActivatorUtilities.CreateInstance<PeopleActions>(portal.Services, await OpenPageAsync(person));

    /// <summary>A code that was not used before: half a minute passes.</summary>
    public string NextCode(TestPerson person)
    {
        portal.Clock.Now += TimeSpan.FromSeconds(Totp.StepSeconds);
        return Totp.CodeOf(person.Key, Totp.StepAt(portal.Clock.Now));
    }

    public AdminBrowser Browser()
    {
        var browser = new AdminBrowser(portal.Client.BaseAddress!);
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>A browser in which somebody is signed in.</summary>
    public async Task<AdminBrowser> SignInAsync(TestPerson person)
    {
        var browser = Browser();
        Assert.Equal("/admin/sign-in/code?returnUrl=%2Fadmin", (await browser.PasswordAsync(person.Email, Password)).Location);
        Assert.Equal("/admin", (await browser.CodeAsync(NextCode(person))).Location);
        return browser;
    }

    /// <summary>Who acts in a page that somebody has open: what the request said when its circuit was opened.</summary>
    public async Task<CurrentPerson> OpenPageAsync(TestPerson person)
    {
        var (sessions, user) = await OpenSessionAsync(person);
        return new CurrentPerson(new OpenPage(user), sessions);
    }

    private async Task<(AdminSessions Sessions, ClaimsPrincipal User)> OpenSessionAsync(TestPerson person)
    {
        var row = (await Get<PersonStore>().FindAsync(person.PersonId, Cancellation))!;
        var (now, token) = (portal.Clock.Now.ToUnixTimeMilliseconds(), Guid.NewGuid().ToString("N"));
        var session = new AdminSessionRow(SHA256.HashData(Encoding.UTF8.GetBytes(token)), row.PersonId, row.SecurityStamp, "passkey", "test", "test", now, now, null);
        await Get<AdminSessionStore>().AddAsync(session, Cancellation);
        _sessions.Add((row.PersonId, session.SessionHash));
        return (Get<AdminSessions>(), AdminClaims.OfSession(token, new HoldingSessionRow(row.PersonId, row.Email, row.Handle, row.Role, now, now, session.Method), "test"));
    }

    /// <summary>Everything that a page that somebody has open asks for its actions, acting for that person.</summary>
    public async Task<AdminScope> OpenScopeAsync(TestPerson person)
    {
        var (_, user) = await OpenSessionAsync(person);
        var scope = portal.Services.CreateAsyncScope();
        ((IHostEnvironmentAuthenticationStateProvider)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>()).SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        return new AdminScope(scope);
    }

    /// <summary>Signs somebody out of every page that was opened here.</summary>
    public async Task EndSessionsAsync(TestPerson person)
    {
        foreach (var (_, hash) in _sessions.Where(opened => opened.PersonId == person.PersonId))
        {
            await Get<AdminSessionStore>().EndAsync(hash, portal.Clock.Now, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _browsers.ForEach(static browser => browser.Dispose());
        await portal.DisposeAsync();
    }

    private sealed class OpenPage(ClaimsPrincipal user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user));
    }
}

/// <summary>The services of one open page.</summary>
internal sealed class AdminScope(AsyncServiceScope scope) : IAsyncDisposable
{
    public IServiceProvider Services => scope.ServiceProvider;

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}

/// <summary>Somebody, with what only that person knows.</summary>
internal sealed record TestPerson(string PersonId, string Handle, string Email, string Key, IReadOnlyList<string> RecoveryCodes);
