using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Portal.Admin.People;
using Portal.Admin.SecondFactors;
using Portal.Admin.Sessions;
using Portal.Storage.Audit;
using Portal.Storage.People;

namespace Portal.Admin.SignIn;

/// <summary>What a person does about himself. What would help a thief of an open session asks for the password again.</summary>
public sealed class AccountActions(
    CurrentPerson current,
    UserManager<Person> users,
    PersonStore people,
    RecoveryCodeStore codes,
    PasskeyStore passkeys,
    PasskeyDoor passkeyDoor,
    Door door,
    AdminSessions sessions,
    AuditStore audit,
    TimeProvider clock)
{
    private const string WrongPassword = "Your present password is not right, or there were too many attempts.";

    /// <summary>Changes the password and ends all other sessions.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">The session is over.</exception>
    public async Task<string?> ChangePasswordAsync(HttpContext context, string? present, string? wanted)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, context.RequestAborted);
        if (!await IsPasswordAsync(context, person, present) || await users.FindByIdAsync(person.PersonId) is not { } user)
        {
            return WrongPassword;
        }

        var changed = await users.ChangePasswordAsync(user, present!, wanted ?? string.Empty);
        if (!changed.Succeeded)
        {
            return changed.Errors.First().Description;
        }

        await WriteAsync(person, "account.password-changed", context);
        await sessions.BeginAsync(context, user.Row, "password");
        return null;
    }

    /// <summary>Ends all other sessions.</summary>
    /// <exception cref="NotAllowedException">The session is over.</exception>
    public async Task SignOutEverywhereAsync(HttpContext context)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, context.RequestAborted);
        var user = (await users.FindByIdAsync(person.PersonId))!;
        await users.UpdateSecurityStampAsync(user);
        await WriteAsync(person, "account.signed-out-everywhere", context);
        await sessions.BeginAsync(context, user.Row, "password");
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
        await codes.ReplaceAsync(person.PersonId, [.. made.Select(RecoveryCodes.HashOf)], context.RequestAborted);
        await WriteAsync(person, "account.recovery-codes-renewed", context);
        return (made, null);
    }

    /// <summary>Adds a passkey.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">The session is over.</exception>
    public async Task<string?> AddPasskeyAsync(HttpContext context, string? name, string? password, string? credential)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, context.RequestAborted);
        if (!await IsPasswordAsync(context, person, password))
        {
            return WrongPassword;
        }

        var problem = await passkeyDoor.AddAsync(person, name, credential);
        if (problem is null)
        {
            await WriteAsync(person, "account.passkey-added", context);
        }

        return problem;
    }

    /// <summary>Removes one of the person's passkeys.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">The session is over.</exception>
    public async Task<string?> RemovePasskeyAsync(HttpContext context, byte[] credentialId)
    {
        var person = await current.RequireAsync(PersonRole.Viewer, context.RequestAborted);
        if (!await passkeys.RemoveAsync(person.PersonId, credentialId, context.RequestAborted))
        {
            return "You have no such passkey.";
        }

        await WriteAsync(person, "account.passkey-removed", context);
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

    private async Task WriteAsync(SignedInPerson person, string action, HttpContext context) =>
        await audit.AppendAsync(person.Did(clock.GetUtcNow(), action, person.Handle), context.RequestAborted);
}
