using Portal.Storage.People;

namespace Portal.Admin.Sessions;

/// <summary>An action was tried without a session that holds, or without the role it needs. Nothing was done.</summary>
public sealed class NotAllowedException(PersonRole needed, bool isSignedIn)
    : Exception(isSignedIn ? $"This needs the role of {PersonRoleText.Of(needed)}." : "You are no longer signed in. Sign in again.")
{
    /// <summary>The least role that may do it.</summary>
    public PersonRole Needed => needed;

    /// <summary>False when the session is over.</summary>
    public bool IsSignedIn => isSignedIn;
}
