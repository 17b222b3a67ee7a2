using System.Text.Json;
using Portal.Admin.Proposals;
using Portal.Admin.Sessions;
using Portal.Admin.SignIn;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Audit;
using Portal.Storage.People;

namespace Portal.Admin.People;

/// <summary>What owners do with people. Each action asks the database first who is acting.</summary>
public sealed class PeopleActions(
    CurrentPerson current,
    PersonStore people,
    InvitationStore invitations,
    RoleGrantStore grants,
    SignInStore signIns,
    InvitationDesk desk,
    TimeProvider clock)
{
    /// <summary>The longest comment on a decision, characters.</summary>
    public const int CommentLengthMax = 500;

    /// <summary>Wrong attempts to sign in are counted over so many days.</summary>
    public const int AttemptDays = 7;

    private static Problem NoOwner => new("no-owner", null, "You are no owner any more.");

    /// <summary>Everybody, what waits, and the links that are open.</summary>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public async Task<PeopleView> ReadAsync(CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        var now = clock.GetUtcNow();
        return PeopleView.Of(
            actor.Handle,
            now,
            await people.ReadAllAsync(cancellation),
            await signIns.ReadSummariesAsync(now.AddDays(-AttemptDays), cancellation),
            await grants.ReadOpenAsync(cancellation),
            await invitations.ReadOpenAsync(now, cancellation));
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

    /// <summary>Makes the link by which somebody who has lost a way in gets another password and second factor. That person's sessions end.</summary>
    /// <returns>The path of the link, which is shown this once, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public async Task<Checked<string>> ResetSignInAsync(string personId, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        if (await people.FindAsync(personId, cancellation) is not { } person)
        {
            return Unknown;
        }

        var (outcome, path) = await desk.RenewAsync(person, actor, cancellation);
        return outcome switch
        {
            InvitationOutcome.Done => path!,
            InvitationOutcome.NotOwner => NoOwner,
            InvitationOutcome.NobodyToConfirm => new Problem(
                "nobody-to-confirm", null, "Who holds the link becomes this person, and there is no other owner to confirm that. Use admin add on the machine."),
            _ => new Problem("nobody-to-renew", null, "Nobody resets their own sign-in here, nor that of somebody who is shut out."),
        };
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

    /// <summary>Gives a person another role. A lesser one counts at once and the person has to sign in again; a higher one waits for another owner where there is one.</summary>
    /// <returns>Whether it counts or waits, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public Task<Checked<PersonChangeOutcome>> SetRoleAsync(string personId, PersonRole role, CancellationToken cancellation) => ChangeAsync(
        personId,
        "person.role-changed",
        person => JsonSerializer.Serialize(new { from = person.Role, to = PersonRoleText.Of(role) }),
        change => people.SetRoleAsync(change, role, cancellation),
        cancellation);

    /// <summary>Shuts a person out, at once.</summary>
    /// <returns>That it counts, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public Task<Checked<PersonChangeOutcome>> DisableAsync(string personId, CancellationToken cancellation) => ChangeAsync(
        personId, "person.disabled", static _ => "{}", change => people.DisableAsync(change, cancellation), cancellation);

    /// <summary>Lets a person in again, as a viewer while the role waits for another owner.</summary>
    /// <returns>Whether the role counts or waits, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public Task<Checked<PersonChangeOutcome>> EnableAsync(string personId, CancellationToken cancellation) => ChangeAsync(
        personId,
        "person.enabled",
        static person => JsonSerializer.Serialize(new { role = person.Role }),
        change => people.EnableAsync(change, cancellation),
        cancellation);

    /// <summary>Lets a person try again who is locked after too many wrong attempts.</summary>
    /// <returns>That it counts, or what is wrong.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public Task<Checked<PersonChangeOutcome>> UnlockAsync(string personId, CancellationToken cancellation) => ChangeAsync(
        personId, "person.unlocked", static _ => "{}", change => people.UnlockAsync(change, cancellation), cancellation);

    /// <summary>Says that somebody is the right one for the role that another owner gave.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public Task<Problem?> ConfirmAsync(long grantId, string? comment, CancellationToken cancellation) => DecideAsync(
        grantId,
        comment,
        "person.role-confirmed",
        (words, audit) => grants.ConfirmAsync(grantId, Guid.NewGuid().ToString("N"), words, audit, cancellation),
        cancellation);

    /// <summary>Says that what waits is not to be, with a comment; who gave it takes it back without one.</summary>
    /// <returns>What is wrong; null when it is done.</returns>
    /// <exception cref="NotAllowedException">Not an owner.</exception>
    public Task<Problem?> RefuseAsync(long grantId, string? comment, CancellationToken cancellation) => DecideAsync(
        grantId, comment, "person.role-refused", (words, audit) => grants.RefuseAsync(grantId, words, audit, cancellation), cancellation);

    private async Task<Problem?> DecideAsync(
        long grantId, string? comment, string action, Func<string, AuditDraft, Task<RoleGrantOutcome>> decide, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        if (await grants.FindAsync(grantId, cancellation) is not { } grant || await people.FindAsync(grant.PersonId, cancellation) is not { } person)
        {
            return NotOpen;
        }

        var words = ProposedChange.CleanText(comment);
        var needsWords = action == "person.role-refused" && grant.GivenBy != actor.Handle;
        if ((needsWords || words.Length > 0) && LedgerDecisions.CheckText(words, CommentLengthMax, "comment") is { } problem)
        {
            return problem;
        }

        var details = JsonSerializer.Serialize(new { role = grant.Role, givenBy = grant.GivenBy, reason = grant.Reason, counted = grant.Status, comment = words });
        return await decide(words, actor.Did(clock.GetUtcNow(), action, person.Handle, details)) switch
        {
            RoleGrantOutcome.Done => null,
            RoleGrantOutcome.OwnGift => new Problem("own-gift", null, "Nobody confirms a role that they gave themselves."),
            RoleGrantOutcome.OwnRole => new Problem("own-role", null, "Nobody decides on a role of their own."),
            RoleGrantOutcome.NotOwner => NoOwner,
            _ => NotOpen,
        };
    }

    private async Task<Checked<PersonChangeOutcome>> ChangeAsync(
        string personId, string action, Func<PersonRow, string> details, Func<PersonChange, Task<PersonChangeOutcome>> change, CancellationToken cancellation)
    {
        var actor = await current.RequireAsync(PersonRole.Owner, cancellation);
        if (await people.FindAsync(personId, cancellation) is not { } person)
        {
            return Unknown;
        }

        var outcome = await change(new PersonChange(
            personId, Guid.NewGuid().ToString("N"), actor.Did(clock.GetUtcNow(), action, person.Handle, details(person))));
        return outcome switch
        {
            PersonChangeOutcome.Changed or PersonChangeOutcome.Waits => outcome,
            PersonChangeOutcome.LastOwner => new Problem("last-owner", null, "Nobody would be left who may give roles."),
            PersonChangeOutcome.NotOwner => NoOwner,
            _ => new Problem("nothing-to-change", null, "That is how it stands already."),
        };
    }

    private static Problem Unknown => new("unknown-person", null, "There is no such person.");

    private static Problem NotOpen => new("not-open", null, "It was decided or fell away meanwhile.");
}
