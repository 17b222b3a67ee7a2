using Microsoft.AspNetCore.Authorization;
using Portal.Storage.People;

namespace Portal.Admin.Sessions;

/// <summary>Who may open which page, for <c>[Authorize(Policy = ...)]</c>. Actions ask <see cref="CurrentPerson"/> besides.</summary>
public static class AdminPolicy
{
    /// <summary>Everybody who is signed in.</summary>
    public const string Inside = "portal-inside";

    /// <summary>Those who may propose.</summary>
    public const string Proposer = "portal-proposer";

    /// <summary>Those who may approve.</summary>
    public const string Approver = "portal-approver";

    /// <summary>Owners.</summary>
    public const string Owner = "portal-owner";

    internal static void Add(AuthorizationOptions options)
    {
        Add(options, Inside, PersonRole.Viewer);
        Add(options, Proposer, PersonRole.Proposer);
        Add(options, Approver, PersonRole.Approver);
        Add(options, Owner, PersonRole.Owner);
    }

    // Each names its scheme: there is no default one, since public pages must not look for cookies.
    private static void Add(AuthorizationOptions options, string name, PersonRole least) => options.AddPolicy(name, policy => policy
        .AddAuthenticationSchemes(AdminScheme.Session)
        .RequireAuthenticatedUser()
        .RequireRole(Enum.GetValues<PersonRole>().Where(role => role >= least).Select(PersonRoleText.Of)));
}
