using Microsoft.AspNetCore.Components.Authorization;
using Portal.Storage.People;

namespace Portal.Admin.Sessions;

/// <summary>Says who is at work, in a page or in a circuit that was opened long ago. Every action asks it first: a page that hides a button protects nothing.</summary>
public sealed class CurrentPerson(AuthenticationStateProvider authentication, AdminSessions sessions)
{
    /// <summary>Who it is; null when nobody is signed in any more. Looking is no activity: a page that refreshes itself keeps no session alive.</summary>
    public async Task<SignedInPerson?> FindAsync(CancellationToken cancellation) =>
        await sessions.FindAsync((await authentication.GetAuthenticationStateAsync()).User, isActivity: false, cancellation);

    /// <summary>Who it is, once the database has said that the session holds and the person may do what a role may.</summary>
    /// <param name="role">The least role that may do it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="NotAllowedException">The session is over, or the role is not enough.</exception>
    public async Task<SignedInPerson> RequireAsync(PersonRole role, CancellationToken cancellation)
    {
        var person = await sessions.FindAsync((await authentication.GetAuthenticationStateAsync()).User, isActivity: true, cancellation);
        return person is null ? throw new NotAllowedException(role, isSignedIn: false)
            : person.May(role) ? person
            : throw new NotAllowedException(role, isSignedIn: true);
    }
}
