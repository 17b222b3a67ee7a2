using Microsoft.AspNetCore.Identity;

namespace Portal.Admin.Sessions;

/// <summary>The two cookies of the operators' half, as schemes of authentication. Neither is the default: no public page ever looks for one.</summary>
public static class AdminScheme
{
    /// <summary>Who is signed in.</summary>
    public static readonly string Session = IdentityConstants.ApplicationScheme;

    /// <summary>Who has shown the password and not yet the second factor, and what a passkey is asked about. Good for five minutes.</summary>
    public static readonly string Halfway = IdentityConstants.TwoFactorUserIdScheme;
}
