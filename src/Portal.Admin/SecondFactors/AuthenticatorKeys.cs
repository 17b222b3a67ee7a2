using Microsoft.AspNetCore.DataProtection;

namespace Portal.Admin.SecondFactors;

/// <summary>How the keys of second factors are stored: protected, so that a copy of the database does not hold them.</summary>
public sealed class AuthenticatorKeys(IDataProtectionProvider protection)
{
    private static readonly TimeSpan EnrolmentMax = TimeSpan.FromMinutes(30);

    private readonly IDataProtector _stored = protection.CreateProtector("Portal.Admin.AuthenticatorKey");

    /// <summary>As it is stored.</summary>
    public string Protect(string key) => _stored.Protect(key);

    /// <summary>From what is stored.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was protected by other keys.</exception>
    public string Unprotect(string stored) => _stored.Unprotect(stored);

    /// <summary>A key on its way through somebody's form while it is set up, good for half an hour and for one purpose.</summary>
    public string Seal(string key, string purpose) => EnrolmentOf(purpose).Protect(key, EnrolmentMax);

    /// <summary>The key of a form; null when it is too old, or was not made here for this purpose.</summary>
    public string? Open(string? sealedKey, string purpose)
    {
        try
        {
            return sealedKey is null ? null : EnrolmentOf(purpose).Unprotect(sealedKey);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector EnrolmentOf(string purpose) =>
        protection.CreateProtector("Portal.Admin.Enrolment", purpose).ToTimeLimitedDataProtector();
}
