using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Portal.Admin.People;
using Portal.Admin.Sessions;
using Portal.Storage.People;

namespace Portal.Admin.SignIn;

/// <summary>Lets people in with a passkey alone: it is something they have, and it asks for a finger, a face or a PIN.</summary>
public sealed class PasskeyDoor(
    SignInManager<Person> signIn, UserManager<Person> users, PasskeyStore passkeys, Door door, AdminSessions sessions, TimeProvider clock)
{
    private const int NameMax = 64;

    /// <summary>What the browser is to ask a passkey, as JSON; remembered in a cookie for five minutes.</summary>
    public Task<string> AskAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    /// <summary>What the browser is to ask of a new passkey for somebody, as JSON.</summary>
    public Task<string> AskForNewAsync(SignedInPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = person.PersonId, Name = person.Email, DisplayName = person.Handle });
    }

    /// <summary>Looks at what a passkey answered and begins a session.</summary>
    /// <returns>False when it is none of ours, did not ask who holds it, or its person is shut out.</returns>
    public async Task<bool> TryEnterAsync(HttpContext context, string? credential)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (string.IsNullOrEmpty(credential) || await AssertAsync(credential) is not { Succeeded: true } answer)
        {
            return false;
        }

        var (person, passkey) = (answer.User.Row, answer.Passkey);
        if (person.DisabledAtMs is not null || !passkey.IsUserVerified)
        {
            await door.NoteAsync(person.PersonId, "passkey", "refused", Visitor.Of(context), context.RequestAborted);
            return false;
        }

        await users.AddOrUpdatePasskeyAsync(answer.User, passkey);
        await passkeys.MarkUsedAsync(passkey.CredentialId, clock.GetUtcNow(), context.RequestAborted);
        await door.NoteAsync(person.PersonId, "passkey", "signed-in", Visitor.Of(context), context.RequestAborted);
        await sessions.BeginAsync(context, person, "passkey");
        return true;
    }

    /// <summary>Adds the passkey that a browser made for somebody, with its row of the audit.</summary>
    /// <returns>What is wrong; null when it was added.</returns>
    public async Task<string?> AddAsync(SignedInPerson person, string? name, string? credential, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (string.IsNullOrEmpty(credential) || await AttestAsync(credential) is not { Succeeded: true } made || made.UserEntity.Id != person.PersonId)
        {
            return "The browser did not give a passkey. Try again.";
        }

        var typed = name?.Trim();
        made.Passkey.Name = string.IsNullOrEmpty(typed) ? "Passkey" : typed[..Math.Min(typed.Length, NameMax)];
        var audit = person.Did(clock.GetUtcNow(), "account.passkey-added", person.Handle);
        await passkeys.AddAsync(PersonIdentityStore.RowOf(person.PersonId, made.Passkey), audit, cancellation);
        return null;
    }

    // Without a question that was asked, Identity throws.
    private async Task<PasskeyAssertionResult<Person>?> AssertAsync(string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<PasskeyAttestationResult?> AttestAsync(string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
