using System.Text.Json;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;
using Portal.Settlement;
using Portal.Storage.People;

namespace Portal.Admin.People;

/// <summary>What owners do with people. Each action asks the database first who is acting.</summary>
public sealed class PeopleActions(CurrentPerson current, PersonStore people, InvitationStore invitations, InvitationDesk desk, TimeProvider clock)
{
    /// <summary>Everybody, and the invitations that are open.</summary>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public async Task<(IReadOnlyList<PersonRow> People, IReadOnlyList<InvitationRow> Invitations)> ReadAsync(CancellationToken cancellation)
    {
        await current.RequireAsync(PersonRole.Owner, cancellation);
        return (await people.ReadAllAsync(cancellation), await invitations.ReadOpenAsync(clock.GetUtcNow(), cancellation));
    }

    /// <summary>Invites somebody.</summary>
    /// <returns>The path of the link, which is shown this once, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public async Task<Checked<string>> InviteAsync(string? email, PersonRole role, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        var typed = email?.Trim();
        if (PersonEmail.Problem(typed) is { } problem)
        {
            return new Problem("bad-email", "email", problem);
        }

        return await desk.InviteAsync(typed!, role, actor.Handle, actor.Address, cancellation) is { } path
            ? path
            : new Problem("email-taken", "email", "There is a person with this address.");
    }

    /// <summary>Withdraws the invitation for an address.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public async Task<Problem?> WithdrawAsync(string email, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        var audit = actor.Did(clock.GetUtcNow(), "invitation.withdrawn", email);
        return await invitations.WithdrawAsync(PersonEmail.Normalize(email), audit, cancellation) is InvitationOutcome.Done
            ? null
            : new Problem("not-open", null, "The invitation was accepted or withdrawn meanwhile.");
    }

    /// <summary>Gives a person another role. The person has to sign in again.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public Task<Problem?> SetRoleAsync(string personId, PersonRole role, CancellationToken cancellation) => ChangeAsync(
        personId,
        "person.role-changed",
        person => JsonSerializer.Serialize(new { from = person.Role, to = PersonRoleText.Of(role) }),
        change => people.SetRoleAsync(change, role, cancellation),
        cancellation);

    /// <summary>Shuts a person out, at once.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public Task<Problem?> DisableAsync(string personId, CancellationToken cancellation) => ChangeAsync(
        personId, "person.disabled", static _ => "{}", change => people.DisableAsync(change, cancellation), cancellation);

    /// <summary>Lets a person in again.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public Task<Problem?> EnableAsync(string personId, CancellationToken cancellation) => ChangeAsync(
        personId, "person.enabled", static _ => "{}", change => people.EnableAsync(change, cancellation), cancellation);

    private async Task<Problem?> ChangeAsync(
        string personId, string action, Func<PersonRow, string> details, Func<PersonChange, Task<PersonChangeOutcome>> change, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        if (await people.FindAsync(personId, cancellation) is not { } person)
        {
            return new Problem("unknown-person", null, "There is no such person.");
        }

        var outcome = await change(new PersonChange(
            personId, Guid.NewGuid().ToString("N"), actor.Did(clock.GetUtcNow(), action, person.Handle, details(person))));
        return outcome switch
        {
            PersonChangeOutcome.Changed => null,
            PersonChangeOutcome.LastOwner => new Problem("last-owner", null, "Nobody would be left who may give roles."),
            _ => new Problem("nothing-to-change", null, "That is how it stands already."),
        };
    }
}
