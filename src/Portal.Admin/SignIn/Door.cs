using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Portal.Admin.Passwords;
using Portal.Admin.People;
using Portal.Admin.SecondFactors;
using Portal.Storage.People;

namespace Portal.Admin.SignIn;

/// <summary>Looks at what people show to get in. It answers alike, and after about the same time, whether it knows the address or not.</summary>
public sealed class Door(
    PersonStore people, SignInStore history, RecoveryCodeStore codes, AuthenticatorKeys keys, IPasswordHasher<Person> hasher, TimeProvider clock)
{
    /// <summary>After so many wrong attempts nothing is looked at for a while.</summary>
    public const int AttemptsMax = 5;

    /// <summary>For how long.</summary>
    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);

    /// <summary>What every refusal says, whatever its reason.</summary>
    public const string Refusal = "That is not right, or there were too many attempts. After five wrong ones nothing is looked at for 15 minutes.";

    // No refusal is faster than this, so that what a known address costs besides can't be measured.
    private static readonly TimeSpan RefusalMin = TimeSpan.FromMilliseconds(400);

    // Compared with when there is no password to compare with.
    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(null!, Guid.NewGuid().ToString()));

    /// <summary>Looks at an address and a password.</summary>
    /// <returns>The person, whose second factor is to be looked at next; null when it is refused.</returns>
    public async Task<PersonRow?> CheckPasswordAsync(string? email, string? password, Visitor visitor, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var typed = password is { Length: > 0 and <= PasswordRules.LengthMax } ? password : string.Empty;
        var person = email is { Length: > 0 and <= PersonEmail.LengthMax } ? await people.FindByEmailAsync(PersonEmail.Normalize(email), cancellation) : null;
        if (person?.PasswordHash is null || await TakeAttemptAsync(person, cancellation) is not { } attempts)
        {
            hasher.VerifyHashedPassword(null!, _nobodysHash.Value, typed);
            await WaitAsync(started, cancellation);
            return null;
        }

        if (hasher.VerifyHashedPassword(null!, person.PasswordHash, typed) is PasswordVerificationResult.Failed)
        {
            await RefuseAsync(person, attempts, "password", visitor, cancellation);
            await WaitAsync(started, cancellation);
            return null;
        }

        await people.ReturnAttemptAsync(person.PersonId, cancellation);
        return person;
    }

    /// <summary>Looks at the code of an authenticator app. Each code is good once.</summary>
    public Task<bool> CheckCodeAsync(PersonRow person, string? code, Visitor visitor, CancellationToken cancellation) =>
        CheckAsync(person, "authenticator", visitor, () => IsCodeAsync(person, code, cancellation), entersWith: "signed-in", cancellation);

    /// <summary>Looks at a recovery code and uses it up.</summary>
    public Task<bool> CheckRecoveryCodeAsync(PersonRow person, string? code, Visitor visitor, CancellationToken cancellation) =>
        CheckAsync(person, "recovery-code", visitor, () => IsRecoveryCodeAsync(person, code, cancellation), entersWith: "signed-in", cancellation);

    /// <summary>Asks somebody who is inside for the second factor again: a code of the app, or a recovery code, which is used up.</summary>
    public Task<bool> ConfirmFactorAsync(PersonRow person, string? typed, Visitor visitor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        var isCode = typed is not null && typed.Count(char.IsAsciiDigit) == Totp.Digits && !typed.Any(char.IsAsciiLetter);
        return isCode
            ? CheckAsync(person, "authenticator", visitor, () => IsCodeAsync(person, typed, cancellation), entersWith: null, cancellation)
            : CheckAsync(person, "recovery-code", visitor, () => IsRecoveryCodeAsync(person, typed, cancellation), entersWith: null, cancellation);
    }

    /// <summary>Asks somebody who is inside for the password again. Wrong answers count as they do at the door.</summary>
    public async Task<bool> ConfirmPasswordAsync(string personId, string? password, Visitor visitor, CancellationToken cancellation) =>
        await people.FindAsync(personId, cancellation) is { } person
        && await CheckPasswordAsync(person.Email, password, visitor, cancellation) is not null;

    /// <summary>Notes in somebody's history what happened.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="method">As in <see cref="SignInRow.Method"/>.</param>
    /// <param name="outcome">As in <see cref="SignInRow.Outcome"/>.</param>
    /// <param name="visitor">From where.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task NoteAsync(string personId, string method, string outcome, Visitor visitor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return history.AddAsync(
            new SignInRow(personId, clock.GetUtcNow().ToUnixTimeMilliseconds(), Random.Shared.NextInt64(), visitor.Address, visitor.UserAgent, method, outcome),
            cancellation);
    }

    private async Task<bool> IsCodeAsync(PersonRow person, string? code, CancellationToken cancellation) =>
        person.AuthenticatorKey is not null
        && Totp.FindStep(keys.Unprotect(person.AuthenticatorKey), code ?? string.Empty, clock.GetUtcNow()) is { } step
        && await people.TryTakeTotpStepAsync(person.PersonId, step, cancellation);

    private Task<bool> IsRecoveryCodeAsync(PersonRow person, string? code, CancellationToken cancellation) =>
        codes.TryUseAsync(person.PersonId, RecoveryCodes.HashOf(code ?? string.Empty), clock.GetUtcNow(), cancellation);

    private async Task<bool> CheckAsync(
        PersonRow person, string method, Visitor visitor, Func<Task<bool>> isRight, string? entersWith, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var attempts = await TakeAttemptAsync(person, cancellation);
        if (attempts is not null && await isRight())
        {
            await people.ClearAttemptsAsync(person.PersonId, cancellation);
            if (entersWith is not null)
            {
                await NoteAsync(person.PersonId, method, entersWith, visitor, cancellation);
            }

            return true;
        }

        if (attempts is not null)
        {
            await RefuseAsync(person, attempts.Value, method, visitor, cancellation);
        }

        await WaitAsync(started, cancellation);
        return false;
    }

    private Task<long?> TakeAttemptAsync(PersonRow person, CancellationToken cancellation) =>
        people.TryTakeAttemptAsync(person.PersonId, clock.GetUtcNow(), AttemptsMax, Lockout, cancellation);

    // Attempts during a lock are not noted: the history of somebody who is attacked stays short.
    private Task RefuseAsync(PersonRow person, long attempts, string method, Visitor visitor, CancellationToken cancellation) =>
        NoteAsync(person.PersonId, method, attempts >= AttemptsMax ? "locked" : "refused", visitor, cancellation);

    private static async Task WaitAsync(long started, CancellationToken cancellation)
    {
        var left = RefusalMin - Stopwatch.GetElapsedTime(started);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, cancellation);
        }
    }
}
