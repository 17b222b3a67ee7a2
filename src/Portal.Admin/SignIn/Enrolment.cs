using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Portal.Admin.Passwords;
using Portal.Admin.People;
using Portal.Admin.SecondFactors;
using Portal.Storage.Audit;
using Portal.Storage.People;

namespace Portal.Admin.SignIn;

/// <summary>What somebody fills in to accept an invitation.</summary>
/// <param name="Handle">The public name.</param>
/// <param name="Password">The password.</param>
/// <param name="Key">The authenticator's key in base 32.</param>
/// <param name="Code">The code that the authenticator shows.</param>
public sealed record EnrolmentForm(string? Handle, string? Password, string Key, string? Code);

/// <summary>What came of it: a person and the recovery codes to be shown once, or what is wrong.</summary>
/// <param name="Person">The new person; null when something is wrong.</param>
/// <param name="RecoveryCodes">To be written down.</param>
/// <param name="Problem">What is wrong, for a person.</param>
/// <param name="IsWaiting">Whether the person is a viewer until another owner has confirmed the role.</param>
public sealed record EnrolmentResult(PersonRow? Person, IReadOnlyList<string> RecoveryCodes, string? Problem, bool IsWaiting = false);

/// <summary>Turns an invitation into a person with a password, a second factor and recovery codes.</summary>
public sealed class Enrolment(InvitationStore invitations, PersonStore people, AuthenticatorKeys keys, IPasswordHasher<Person> hasher, TimeProvider clock)
{
    internal const string WrongCode = "The code is not the one that the authenticator app shows now. Is the clock of the device right?";

    /// <summary>Accepts an invitation.</summary>
    /// <param name="invitation">As <see cref="InvitationDesk.FindAsync"/> found it.</param>
    /// <param name="form">What was filled in.</param>
    /// <param name="visitor">From where.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<EnrolmentResult> AcceptAsync(InvitationRow invitation, EnrolmentForm form, Visitor visitor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(invitation);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(visitor);
        var known = await people.FindByEmailAsync(invitation.NormalizedEmail, cancellation);
        var handle = known?.Handle ?? form.Handle?.Trim() ?? string.Empty;
        var step = Totp.FindStep(form.Key, form.Code ?? string.Empty, clock.GetUtcNow());
        var problem = (known is null ? PersonHandle.Problem(handle) : null)
            ?? PasswordRules.Problem(form.Password, invitation.Email, handle)
            ?? (step is null ? WrongCode : null);
        if (problem is not null)
        {
            return Wrong(problem);
        }

        var now = clock.GetUtcNow();
        var person = new PersonRow(
            Guid.NewGuid().ToString("N"),
            invitation.Email,
            invitation.NormalizedEmail,
            handle,
            handle.ToUpperInvariant(),
            invitation.Role,
            hasher.HashPassword(null!, form.Password!),
            Guid.NewGuid().ToString("N"),
            Guid.NewGuid().ToString("N"),
            keys.Protect(form.Key),
            TwoFactorEnabled: 1,
            step,
            FailedCount: 0,
            LockoutEndMs: null,
            now.ToUnixTimeMilliseconds(),
            DisabledAtMs: null);
        var codes = RecoveryCodes.Make();
        var audit = new AuditDraft(
            now, handle, visitor.Address, known is null ? "person.joined" : "person.renewed", handle, JsonSerializer.Serialize(new { role = invitation.Role, invitedBy = invitation.InvitedBy }));
        var accepted = await invitations.AcceptAsync(invitation, person, [.. codes.Select(RecoveryCodes.HashOf)], audit, cancellation);
        return accepted.Outcome switch
        {
            InvitationOutcome.Done => new EnrolmentResult(person with { PersonId = accepted.PersonId! }, codes, Problem: null, accepted.IsWaiting),
            InvitationOutcome.HandleTaken => Wrong($"Somebody is called '{handle}' already."),
            InvitationOutcome.LastOwner => Wrong("You are the last owner, and with this role nobody would be left who may give roles. Ask for a link that leaves you owner."),
            _ => Wrong("This invitation can't be accepted any more."),
        };
    }

    private static EnrolmentResult Wrong(string problem) => new(Person: null, [], problem);
}
