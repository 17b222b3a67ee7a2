using System.Security.Claims;
using Portal.Storage.People;

namespace Portal.Admin.Sessions;

/// <summary>What a signed-in principal says. Only the session's token comes from the cookie; the rest is read from the database at each request.</summary>
internal static class AdminClaims
{
    public const string Token = "portal:session";
    public const string Address = "portal:address";
    public const string Stamp = "portal:stamp";

    /// <summary>What the cookie holds.</summary>
    public static ClaimsPrincipal OfToken(string token) => new(new ClaimsIdentity([new Claim(Token, token)], AdminScheme.Session));

    /// <summary>What a request sees.</summary>
    public static ClaimsPrincipal OfSession(string token, HoldingSessionRow session, string address) => new(new ClaimsIdentity(
        [
            new Claim(Token, token),
            new Claim(Address, address),
            new Claim(ClaimTypes.NameIdentifier, session.PersonId),
            new Claim(ClaimTypes.Name, session.Handle),
            new Claim(ClaimTypes.Role, session.Role),
        ],
        AdminScheme.Session));

    /// <summary>Who has shown the password and not yet the second factor.</summary>
    public static ClaimsPrincipal OfHalfway(PersonRow person) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, person.PersonId), new Claim(Stamp, person.SecurityStamp)], AdminScheme.Halfway));

    public static string? Find(this ClaimsPrincipal principal, string type) => principal.FindFirst(type)?.Value;
}
