using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Portal.Admin.SecondFactors;
using Portal.Admin.Sessions;
using Portal.Settlement;
using Portal.Storage.People;

namespace Portal.Admin.SignIn;

/// <summary>Puts another authenticator app in the place of somebody's, in two steps: what is known is shown, then the new app proves itself.</summary>
/// <remarks>
/// Between the steps the new key lies in the person's form, sealed for this person and this session: it opens for nobody else, for no other session,
/// and only who has taken the first step has one.
/// </remarks>
public sealed class AuthenticatorChange(
    CurrentPerson current, PersonStore people, AuthenticatorKeys keys, Door door, AdminSessions sessions, TimeProvider clock)
{
    private const string Stale = "This was begun too long ago, or in another session. Begin again.";

    /// <summary>The first step: the password, and a code of the present app or a recovery code. Who came in by a passkey has shown a second factor already.</summary>
    /// <returns>The new key, sealed, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">The session is over.</exception>
    public async Task<Checked<string>> BeginAsync(HttpContext context, string? password, string? code)
    {
        ArgumentNullException.ThrowIfNull(context);
        var person = await current.RequireAsync(PersonRole.Viewer, context.RequestAborted);
        var visitor = Visitor.Of(context);
        if (!await door.ConfirmPasswordAsync(person.PersonId, password, visitor, context.RequestAborted))
        {
            return new Problem("wrong-password", "password", AccountActions.WrongPassword);
        }

        if (!NeedsCode(person) && string.IsNullOrWhiteSpace(code))
        {
            await people.ClearAttemptsAsync(person.PersonId, context.RequestAborted);
        }
        else if (!await door.ConfirmFactorAsync((await people.FindAsync(person.PersonId, context.RequestAborted))!, code, visitor, context.RequestAborted))
        {
            return new Problem("wrong-code", "code", "The code is not right, was used before, or there were too many attempts.");
        }

        return keys.Seal(Totp.NewKey(), PurposeOf(context, person));
    }

    /// <summary>Whether the first step takes more than the password.</summary>
    public static bool NeedsCode(SignedInPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.Method != "passkey";
    }

    /// <summary>The new key of somebody's form; null when it is too old, or not of this person and session.</summary>
    internal string? Open(HttpContext context, SignedInPerson person, string? sealedKey) => keys.Open(sealedKey, PurposeOf(context, person));

    /// <summary>The second step: a code of the new app. The old one is worth nothing then, all other sessions are over, and there are new recovery codes.</summary>
    /// <returns>The recovery codes, to be shown once; or what is wrong.</returns>
    /// <exception cref="NotAllowedException">The session is over.</exception>
    public async Task<(IReadOnlyList<string> Codes, string? Problem)> FinishAsync(HttpContext context, string? sealedKey, string? code)
    {
        ArgumentNullException.ThrowIfNull(context);
        var person = await current.RequireAsync(PersonRole.Viewer, context.RequestAborted);
        if (Open(context, person, sealedKey) is not { } key || await people.FindAsync(person.PersonId, context.RequestAborted) is not { } row)
        {
            return ([], Stale);
        }

        if (Totp.FindStep(key, code ?? string.Empty, clock.GetUtcNow()) is not { } step)
        {
            return ([], Enrolment.WrongCode);
        }

        var made = RecoveryCodes.Make();
        var changed = row with
        {
            AuthenticatorKey = keys.Protect(key),
            TwoFactorEnabled = 1,
            LastTotpStep = step,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            ConcurrencyStamp = Guid.NewGuid().ToString("N"),
        };
        var audit = person.Did(
            clock.GetUtcNow(), "account.authenticator-changed", person.Handle, JsonSerializer.Serialize(new { first = row.AuthenticatorKey is null }));
        var hashes = made.Select(RecoveryCodes.HashOf).ToArray();
        if (!await people.TryReplaceAuthenticatorAsync(changed, row.ConcurrencyStamp, hashes, audit, context.RequestAborted))
        {
            return ([], AccountActions.WrittenMeanwhile);
        }

        // The stay that begins here is one with the new app, and the history of sign-ins has it so.
        await door.NoteAsync(person.PersonId, "authenticator", "signed-in", Visitor.Of(context), context.RequestAborted);
        await sessions.BeginAsync(context, changed, "authenticator");
        return (made, null);
    }

    private static string PurposeOf(HttpContext context, SignedInPerson person) => $"account {person.PersonId} {context.User.Find(AdminClaims.Token)}";
}
