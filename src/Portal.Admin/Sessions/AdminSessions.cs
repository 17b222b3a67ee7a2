using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Admin.SignIn;
using Portal.Storage.People;

namespace Portal.Admin.Sessions;

/// <summary>Begins, checks and ends stays in the operators' half. The database says at every request whether one holds, so an end is an end at once.</summary>
public sealed class AdminSessions(AdminSessionStore sessions, TimeProvider clock)
{
    /// <summary>How long a session holds at most.</summary>
    public static readonly TimeSpan LengthMax = TimeSpan.FromHours(12);

    /// <summary>How long it holds without anything being done.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromMinutes(30);

    private const int TokenBytes = 32;

    private static readonly TimeSpan TouchPause = TimeSpan.FromMinutes(1);

    /// <summary>Begins a session under a new token and sets its cookie. Whatever cookie the request had counts for nothing.</summary>
    /// <param name="context">The request that is answered with the cookie.</param>
    /// <param name="person">Who has shown both factors or a passkey.</param>
    /// <param name="method">As in <see cref="SignInRow.Method"/>.</param>
    public async Task BeginAsync(HttpContext context, PersonRow person, string method)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(person);
        await EndAsync(context);
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
        var visitor = Visitor.Of(context);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await sessions.AddAsync(
            new AdminSessionRow(HashOf(token), person.PersonId, person.SecurityStamp, method, visitor.Address, visitor.UserAgent, now, now, EndedAtMs: null),
            context.RequestAborted);
        await context.SignOutAsync(AdminScheme.Halfway);
        await context.SignInAsync(AdminScheme.Session, AdminClaims.OfToken(token), new AuthenticationProperties { IsPersistent = false, AllowRefresh = false });
    }

    /// <summary>Ends the session of a request, if it has one, and takes its cookie away.</summary>
    /// <returns>Whose it was; null when there was none.</returns>
    public async Task<SignedInPerson?> EndAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var ticket = await context.AuthenticateAsync(AdminScheme.Session);
        if (ticket.Principal?.Find(AdminClaims.Token) is not { } token)
        {
            return null;
        }

        var person = await FindAsync(ticket.Principal, isActivity: false, context.RequestAborted);
        await sessions.EndAsync(HashOf(token), clock.GetUtcNow(), context.RequestAborted);
        await context.SignOutAsync(AdminScheme.Session);
        return person;
    }

    /// <summary>Who a principal is, as the database says now; null when its session does not hold any more.</summary>
    /// <param name="principal">Of a request or of a circuit.</param>
    /// <param name="isActivity">Whether the person did something, so that the half hour begins anew.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<SignedInPerson?> FindAsync(ClaimsPrincipal principal, bool isActivity, CancellationToken cancellation)
    {
        if (principal.Find(AdminClaims.Token) is not { } token || await FindHoldingAsync(token, isActivity, cancellation) is not { } session)
        {
            return null;
        }

        return new SignedInPerson(
            session.PersonId,
            session.Handle,
            session.Email,
            PersonRoleText.Read(session.Role) ?? PersonRole.Viewer,
            principal.Find(AdminClaims.Address) ?? "unknown",
            DateTimeOffset.FromUnixTimeMilliseconds(session.CreatedAtMs),
            session.Method);
    }

    /// <summary>A person's sessions that hold.</summary>
    public Task<IReadOnlyList<AdminSessionRow>> ReadOpenAsync(string personId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return sessions.ReadOpenAsync(personId, now - LengthMax, now - IdleMax, cancellation);
    }

    /// <summary>Whether a row is the session of a principal.</summary>
    public static bool IsOf(ClaimsPrincipal principal, AdminSessionRow session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return principal.Find(AdminClaims.Token) is { } token && session.SessionHash.AsSpan().SequenceEqual(HashOf(token));
    }

    /// <summary>Asks the database about the cookie of a request and puts what it says in the place of what the cookie says.</summary>
    internal async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (context.Principal?.Find(AdminClaims.Token) is { } token
            && await FindHoldingAsync(token, isActivity: !http.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal), http.RequestAborted) is { } session)
        {
            context.ReplacePrincipal(AdminClaims.OfSession(token, session, Visitor.Of(http).Address));
            return;
        }

        context.RejectPrincipal();
    }

    private async Task<HoldingSessionRow?> FindHoldingAsync(string token, bool isActivity, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var hash = HashOf(token);
        var session = await sessions.FindHoldingAsync(hash, now - LengthMax, now - IdleMax, cancellation);
        if (session is not null && isActivity && now.ToUnixTimeMilliseconds() - session.LastSeenAtMs >= TouchPause.TotalMilliseconds)
        {
            await sessions.TouchAsync(hash, now, cancellation);
        }

        return session;
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
