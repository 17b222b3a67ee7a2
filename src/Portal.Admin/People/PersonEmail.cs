using System.Net.Mail;

namespace Portal.Admin.People;

/// <summary>E-mail addresses: nothing is ever sent to them, they only tell people apart.</summary>
public static class PersonEmail
{
    /// <summary>The most characters.</summary>
    public const int LengthMax = 254;

    /// <summary>Why a text can't be somebody's address; null when it can.</summary>
    public static string? Problem(string? email) =>
        email is { Length: > 2 and <= LengthMax }
        && !email.Any(char.IsWhiteSpace)
        && MailAddress.TryCreate(email, out var address)
        && address.Address == email
            ? null
            : $"'{email}' is not an e-mail address.";

    /// <summary>How it is found: in upper case. What is no text at all (half a surrogate, U+FFFE) stays as it is, and nobody is called that.</summary>
    public static string Normalize(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        try
        {
            return email.Normalize().ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            return email.ToUpperInvariant();
        }
    }
}
