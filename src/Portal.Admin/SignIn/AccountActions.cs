using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Portal.Admin.Passwords;
using Portal.Admin.People;
using Portal.Admin.SecondFactors;
using Portal.Admin.Sessions;
using Portal.Storage.People;

namespace Portal.Admin.SignIn;

/// <summary>What a person does about himself. What would help a thief of an open session asks for the password again.</summary>
public sealed class AccountActions(
    CurrentPerson current,
    PersonStore people,
    RecoveryCodeStore codes,
    PasskeyStore passkeys,
    PasskeyDoor passkeyDoor,
    Door door,
    AdminSessions sessions,
    IPasswordHasher<Person> hasher,
    TimeProvider clock)
{
    internal const string WrongPassword = "Your present password is not right, or there were too many attempts.";

    internal const string WrittenMeanwhile = "Your account was changed meanwhile, perhaps from another window. Try again.";

    /// <summary>Changes the password and ends all other sessions.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">The session is over.</exception>
    public async Task<string?> ChangePasswordAsync(HttpContext context, string? present, string? wanted)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, context.RequestAborted);
        if (!await IsPasswordAsync(context, person, present))
        {
            return WrongPassword;
        }

        return PasswordRules.Problem(wanted, person.Email, person.Handle) is { } problem
            ? problem
            : await BeginAnewAsync(context, person, "account.password-changed", row => row with { PasswordHash = hasher.HashPassword(null!, wanted!) });
    }

    /// <summary>Ends all other sessions.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">The session is over.</exception>
    public async Task<string?> SignOutEverywhereAsync(HttpContext context)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, context.RequestAborted);
        return await BeginAnewAsync(context, person, "account.signed-out-everywhere", static row => row);
    }

    /// <summary>Makes new recovery codes in the place of the old ones.</summary>
    /// <returns>The codes, to be shown once; or what is wrong.</returns>
    /// <exception cref="NotAllowedException">The session is over.</exception>
    public async Task<(IReadOnlyList<string> Codes, string? Problem)> RenewRecoveryCodesAsync(HttpContext context, string? password)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, context.RequestAborted);
        if (!await IsPasswordAsync(context, person, password))
        {
            return ([], WrongPassword);
        }

        var made = RecoveryCodes.Make();
        var audit = person.Did(clock.GetUtcNow(), "account.recovery-codes-renewed", person.Handle);
        await codes.ReplaceAsync(person.PersonId, [.. made.Select(RecoveryCodes.HashOf)], audit, context.RequestAborted);
        return (made, null);
    }

    /// <summary>Adds a passkey.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">The session is over.</exception>
    public async Task<string?> AddPasskeyAsync(HttpContext context, string? name, string? password, string? credential)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, context.RequestAborted);
        return await IsPasswordAsync(context, person, password)
            ? await passkeyDoor.AddAsync(person, name, credential, context.RequestAborted)
            : WrongPassword;
    }

    /// <summary>Removes one of the person's passkeys, unless it is the last second factor, and ends all other sessions: the device may be in somebody else's hands.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">The session is over.</exception>
    public async Task<string?> RemovePasskeyAsync(HttpContext context, byte[] credentialId, string? password)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, context.RequestAborted);
        if (!await IsPasswordAsync(context, person, password))
        {
            return WrongPassword;
        }

        var audit = person.Did(clock.GetUtcNow(), "account.passkey-removed", person.Handle);
        return await passkeys.RemoveAsync(person.PersonId, credentialId, audit, context.RequestAborted)
            ? await BeginAnewAsync(context, person, "account.signed-out-everywhere", static row => row)
            : "You have no such passkey, or it is your last second factor.";
    }

    private async Task<string?> BeginAnewAsync(HttpContext context, SignedInPerson person, string action, Func<PersonRow, PersonRow> change)
    {
        var row = (await people.FindAsync(person.PersonId, context.RequestAborted))!;
        var changed = change(row) with { SecurityStamp = Guid.NewGuid().ToString("N"), ConcurrencyStamp = Guid.NewGuid().ToString("N") };
        if (!await people.TryUpdateAsync(changed, row.ConcurrencyStamp, person.Did(clock.GetUtcNow(), action, person.Handle), context.RequestAborted))
        {
            return WrittenMeanwhile;
        }

        await sessions.BeginAsync(context, changed, person.Method);
        return null;
    }

    private async Task<bool> IsPasswordAsync(HttpContext context, SignedInPerson person, string? password)
    {
        if (!await door.ConfirmPasswordAsync(person.PersonId, password, Visitor.Of(context), context.RequestAborted))
        {
            return false;
        }

        await people.ClearAttemptsAsync(person.PersonId, context.RequestAborted);
        return true;
    }
}
