using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <summary>Who may become a person, and how somebody does.</summary>
public sealed partial class InvitationStore(PortalDatabase database)
{
    /// <summary>The inviter of invitations that were made on the command line, by whoever has the machine.</summary>
    public const string CommandLine = "operator";

    // Checked when a link is opened and again when it is used up, in the transaction that makes the person.
    private const string InviterStands = """
        (invited_by = 'operator' OR EXISTS (
          SELECT 1 FROM person WHERE person.handle = invitation.invited_by AND person.role = 'owner' AND person.disabled_at_ms IS NULL))
        """;

    private static readonly SqlText SelectOpenOne = SqlText.Same($"""
        SELECT {InvitationRow.Columns} FROM invitation
        WHERE token_hash = @TokenHash AND used_at_ms IS NULL AND withdrawn_at_ms IS NULL AND expires_at_ms > @NowMs AND {InviterStands}
        """);

    /// <summary>The invitation a link leads to; null unless it can still be accepted, which takes that its inviter still is an owner.</summary>
    public Task<InvitationRow?> FindOpenAsync(byte[] tokenHash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadFirstAsync<InvitationRow>(SelectOpenOne, new { TokenHash = tokenHash, NowMs = now.ToUnixTimeMilliseconds() }, cancellation);

    private static readonly SqlText SelectOpen = SqlText.Same($"""
        SELECT {InvitationRow.Columns} FROM invitation
        WHERE used_at_ms IS NULL AND withdrawn_at_ms IS NULL AND expires_at_ms > @NowMs
        ORDER BY normalized_email
        """);

    /// <summary>Every invitation that was neither used nor withdrawn and is not too old, by e-mail address; also those whose inviter is no owner any more.</summary>
    public Task<IReadOnlyList<InvitationRow>> ReadOpenAsync(DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync<InvitationRow>(SelectOpen, new { NowMs = now.ToUnixTimeMilliseconds() }, cancellation);

    private static readonly SqlText Withdraw = SqlText.Same("""
        UPDATE invitation SET withdrawn_at_ms = @NowMs
        WHERE normalized_email = @NormalizedEmail AND used_at_ms IS NULL AND withdrawn_at_ms IS NULL
        """);

    private static readonly SqlText Insert = SqlText.Same($"""
        INSERT INTO invitation ({InvitationRow.Columns})
        VALUES (@TokenHash, @Email, @NormalizedEmail, @Role, @InvitedBy, @CreatedAtMs, @ExpiresAtMs, NULL, NULL, @IsRenewal)
        """);

    /// <summary>Makes an invitation in the place of an open one for the same address, with its audit entry.</summary>
    /// <returns>Done, or that there is such a person already, whom <see cref="CommandLine"/> alone may invite anew.</returns>
    public Task<InvitationOutcome> AddAsync(InvitationRow invitation, AuditDraft audit, CancellationToken cancellation) => PeopleTransaction.RunAsync(
        database,
        async people =>
        {
            if (!await people.MayGiveAsync(invitation.InvitedBy))
            {
                return InvitationOutcome.NotOwner;
            }

            if (invitation.InvitedBy != CommandLine && await people.FindByEmailAsync(invitation.NormalizedEmail) is not null)
            {
                return InvitationOutcome.EmailTaken;
            }

            return await PutAsync(people, invitation, audit);
        },
        cancellation);

    private static readonly SqlText EndSessions = SqlText.Same("UPDATE person SET security_stamp = @SecurityStamp WHERE person_id = @PersonId");

    /// <summary>Makes the link by which somebody who is there already gets another password and second factor, and ends that person's sessions.</summary>
    /// <remarks>Who holds the link becomes that person, so a role above viewer takes another owner afterwards; without one there is no such link.</remarks>
    public Task<InvitationOutcome> AddRenewalAsync(InvitationRow invitation, string securityStamp, AuditDraft audit, CancellationToken cancellation) =>
        PeopleTransaction.RunAsync(
            database,
            async people =>
            {
                if (!await people.IsOwnerAsync(invitation.InvitedBy))
                {
                    return InvitationOutcome.NotOwner;
                }

                if (await people.FindByEmailAsync(invitation.NormalizedEmail) is not { DisabledAtMs: null } person || person.Handle == invitation.InvitedBy)
                {
                    return InvitationOutcome.NobodyToRenew;
                }

                if (person.Role != PersonRoleText.Of(PersonRole.Viewer) && await people.IsAloneAsync(invitation.InvitedBy, person.PersonId))
                {
                    return InvitationOutcome.NobodyToConfirm;
                }

                await people.ExecuteAsync(EndSessions, new { person.PersonId, SecurityStamp = securityStamp });
                return await PutAsync(people, invitation with { Role = person.Role, IsRenewal = 1 }, audit);
            },
            cancellation);

    /// <summary>Withdraws the open invitation for an address, with its audit entry.</summary>
    public Task<InvitationOutcome> WithdrawAsync(string normalizedEmail, AuditDraft audit, CancellationToken cancellation) => PeopleTransaction.RunAsync(
        database,
        async people =>
        {
            if (await people.ExecuteAsync(Withdraw, new { NormalizedEmail = normalizedEmail, NowMs = audit.At.ToUnixTimeMilliseconds() }) == 0)
            {
                return InvitationOutcome.NotOpen;
            }

            await people.AuditAsync(audit);
            return InvitationOutcome.Done;
        },
        cancellation);

    private static async Task<InvitationOutcome> PutAsync(PeopleTransaction people, InvitationRow invitation, AuditDraft audit)
    {
        await people.ExecuteAsync(Withdraw, new { invitation.NormalizedEmail, NowMs = invitation.CreatedAtMs });
        await people.ExecuteAsync(Insert, invitation);
        await people.AuditAsync(audit);
        return InvitationOutcome.Done;
    }
}
