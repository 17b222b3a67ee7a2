using System.Data.Common;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <content>How somebody becomes a person, or gets another password and second factor.</content>
public sealed partial class InvitationStore
{
    private static readonly SqlText Use = SqlText.Same($"""
        UPDATE invitation SET used_at_ms = @NowMs
        WHERE token_hash = @TokenHash AND used_at_ms IS NULL AND withdrawn_at_ms IS NULL AND expires_at_ms > @NowMs AND {InviterStands}
        """);

    private static readonly SqlText InsertPerson = SqlText.Same($"""
        INSERT INTO person ({PersonRow.Columns})
        VALUES (@PersonId, @Email, @NormalizedEmail, @Handle, @NormalizedHandle, @Role, @PasswordHash, @SecurityStamp, @ConcurrencyStamp,
          @AuthenticatorKey, @TwoFactorEnabled, @LastTotpStep, 0, NULL, @CreatedAtMs, NULL)
        """);

    private static readonly SqlText RenewPerson = SqlText.Same("""
        UPDATE person
        SET role = @Role, password_hash = @PasswordHash, security_stamp = @SecurityStamp, concurrency_stamp = @ConcurrencyStamp,
          authenticator_key = @AuthenticatorKey, two_factor_enabled = @TwoFactorEnabled, last_totp_step = @LastTotpStep, failed_count = 0,
          lockout_end_ms = NULL, disabled_at_ms = NULL
        WHERE person_id = @PersonId
        """);

    private static readonly SqlText DeletePasskeys = SqlText.Same("DELETE FROM passkey WHERE person_id = @PersonId");

    /// <summary>Accepts an invitation: makes the person, or gives one who is there new credentials.</summary>
    /// <remarks>
    /// A role above viewer counts at once when it comes from <see cref="CommandLine"/> or no other owner could confirm it. Otherwise, and always
    /// when an owner made the link for somebody who is there, the person is a viewer until another owner has confirmed it.
    /// </remarks>
    /// <param name="invitation">As <see cref="FindOpenAsync"/> gave it.</param>
    /// <param name="person">The person to make. One who is there keeps id and handle; his passkeys are removed.</param>
    /// <param name="codeHashes">SHA-256 of each recovery code.</param>
    /// <param name="audit">Written with it.</param>
    /// <param name="cancellation">Gives up; nothing is stored then.</param>
    public async Task<AcceptedInvitation> AcceptAsync(
        InvitationRow invitation, PersonRow person, IReadOnlyCollection<byte[]> codeHashes, AuditDraft audit, CancellationToken cancellation)
    {
        try
        {
            return await PeopleTransaction.RunAsync(database, people => AcceptAsync(people, invitation, person, codeHashes, audit), cancellation);
        }
        catch (DbException exception) when (StorageFault.IsDuplicateKey(exception))
        {
            return new AcceptedInvitation(InvitationOutcome.HandleTaken);
        }
    }

    private static async Task<AcceptedInvitation> AcceptAsync(
        PeopleTransaction people, InvitationRow invitation, PersonRow person, IReadOnlyCollection<byte[]> codeHashes, AuditDraft audit)
    {
        var existing = await people.FindByEmailAsync(invitation.NormalizedEmail);
        var role = PersonRoleText.Read(invitation.IsRenewal == 1 && existing is not null ? existing.Role : invitation.Role) ?? PersonRole.Viewer;
        if (await ObstacleAsync(people, invitation, existing, role) is { } obstacle)
        {
            return new AcceptedInvitation(obstacle);
        }

        if (await people.ExecuteAsync(Use, new { invitation.TokenHash, NowMs = audit.At.ToUnixTimeMilliseconds() }) == 0)
        {
            return new AcceptedInvitation(InvitationOutcome.NotOpen);
        }

        var personId = existing?.PersonId ?? person.PersonId;
        var status = invitation.IsRenewal == 1 && role is not PersonRole.Viewer
            ? RoleGrantRow.Waiting
            : await people.StatusOfGiftAsync(role, invitation.InvitedBy, personId);
        var effective = status == RoleGrantRow.Waiting ? PersonRole.Viewer : role;
        var row = person with { PersonId = personId, Role = PersonRoleText.Of(effective) };
        if (existing is not null)
        {
            await people.ExecuteAsync(DeletePasskeys, new { row.PersonId });
            await people.FollowLossAsync(existing, effective, audit);
        }

        await people.ExecuteAsync(existing is null ? InsertPerson : RenewPerson, row);
        await people.ReplaceRecoveryCodesAsync(row.PersonId, codeHashes);
        await people.NoteGiftAsync(row.PersonId, role, existing is null ? RoleGrantRow.Invited : RoleGrantRow.Renewed, status, audit, invitation.InvitedBy);
        await people.AuditAsync(audit.Noting(status));
        return new AcceptedInvitation(InvitationOutcome.Done, row.PersonId, status == RoleGrantRow.Waiting);
    }

    private static async Task<InvitationOutcome?> ObstacleAsync(PeopleTransaction people, InvitationRow invitation, PersonRow? existing, PersonRole role) =>
        invitation.IsRenewal == 1 ? existing is { DisabledAtMs: null } ? null : InvitationOutcome.NotOpen
        : existing is null ? null
        : invitation.InvitedBy != CommandLine ? InvitationOutcome.EmailTaken
        : role is not PersonRole.Owner && await people.IsLastOwnerAsync(existing) ? InvitationOutcome.LastOwner
        : null;
}
