using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Portal.Admin.Sessions;
using Portal.Storage.People;

namespace Portal.Admin.SignIn;

/// <summary>Remembers for five minutes who has shown the password, until the second factor is shown.</summary>
public sealed class Halfway(PersonStore people)
{
    /// <summary>Remembers somebody, in a cookie of its own that opens nothing.</summary>
    public static Task RememberAsync(HttpContext context, PersonRow person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return context.SignInAsync(AdminScheme.Halfway, AdminClaims.OfHalfway(person));
    }

    /// <summary>Who it is; null when nobody is remembered, or the person changed meanwhile.</summary>
    public async Task<PersonRow?> FindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var ticket = await context.AuthenticateAsync(AdminScheme.Halfway);
        return ticket.Principal?.Find(ClaimTypes.NameIdentifier) is { } personId
            && ticket.Principal.Find(AdminClaims.Stamp) is { } stamp
            && await people.FindAsync(personId, context.RequestAborted) is { DisabledAtMs: null } person
            && person.SecurityStamp == stamp
            ? person
            : null;
    }
}
