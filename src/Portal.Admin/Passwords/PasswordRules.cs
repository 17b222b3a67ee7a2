using Microsoft.AspNetCore.Identity;
using Portal.Admin.People;

namespace Portal.Admin.Passwords;

/// <summary>What a password has to be: long, and not what is tried first. Which letters it is made of is nobody's business.</summary>
public sealed class PasswordRules : IPasswordValidator<Person>
{
    /// <summary>The fewest characters.</summary>
    public const int LengthMin = 12;

    /// <summary>The most characters: hashing takes time.</summary>
    public const int LengthMax = 128;

    private const int NameLengthMin = 3;

    /// <summary>Why a password can't be taken; null when it can.</summary>
    /// <param name="password">As it was typed.</param>
    /// <param name="email">The person's address: its part before the @ must not be in the password.</param>
    /// <param name="handle">The person's handle, which must not be in it either.</param>
    public static string? Problem(string? password, string email, string handle)
    {
        if (password is null || password.Length < LengthMin)
        {
            return $"The password needs at least {LengthMin} characters.";
        }

        if (password.Length > LengthMax)
        {
            return $"The password has at most {LengthMax} characters.";
        }

        if (CommonPasswords.Includes(password))
        {
            return "This password is among those that are tried first. Several unrelated words are better.";
        }

        return Contains(password, email.Split('@')[0]) || Contains(password, handle)
            ? "The password must not contain your handle or your e-mail address."
            : null;
    }

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) => Task.FromResult(
        Problem(password, user.Row.Email, user.Row.Handle) is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = "password", Description = problem })
            : IdentityResult.Success);

    private static bool Contains(string password, string name) =>
        name.Length >= NameLengthMin && password.Contains(name, StringComparison.OrdinalIgnoreCase);
}
