using System.Data.Common;
using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <summary>Who may become a person, and how somebody does.</summary>
public sealed class InvitationStore(PortalDatabase database)
{
    /// <summary>The inviter of invitations that were made on the command line, by whoever has the machine.</summary>
    public const string CommandLine = "operator";

    private static readonly SqlText SelectOpenOne = SqlText.Same($"""
        SELECT {InvitationRow.Columns} FROM invitation
        WHERE token_hash = @TokenHash AND used_at_ms IS NULL AND withdrawn_at_ms IS NULL AND expires_at_ms > @NowMs
        """);

    /// <summary>The invitation a link leads to; null unless it can still be accepted.</summary>
    public Task<InvitationRow?> FindOpenAsync(byte[] tokenHash, DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadFirstAsync<InvitationRow>(SelectOpenOne, new { TokenHash = tokenHash, NowMs = now.ToUnixTimeMilliseconds() }, cancellation);

    private static readonly SqlText SelectOpen = SqlText.Same($"""
        SELECT {InvitationRow.Columns} FROM invitation
        WHERE used_at_ms IS NULL AND withdrawn_at_ms IS NULL AND expires_at_ms > @NowMs
        ORDER BY normalized_email
        """);

    /// <summary>Every invitation that can still be accepted, by e-mail address.</summary>
    public Task<IReadOnlyList<InvitationRow>> ReadOpenAsync(DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync<InvitationRow>(SelectOpen, new { NowMs = now.ToUnixTimeMilliseconds() }, cancellation);

    private static readonly SqlText Withdraw = SqlText.Same("""
        UPDATE invitation SET withdrawn_at_ms = @NowMs
        WHERE normalized_email = @NormalizedEmail AND used_at_ms IS NULL AND withdrawn_at_ms IS NULL
        """);

    private static readonly SqlText SelectPersonId = SqlText.Same("SELECT person_id FROM person WHERE normalized_email = @NormalizedEmail");

    private static readonly SqlText Insert = SqlText.Same($"""
        INSERT INTO invitation ({InvitationRow.Columns})
        VALUES (@TokenHash, @Email, @NormalizedEmail, @Role, @InvitedBy, @CreatedAtMs, @ExpiresAtMs, NULL, NULL)
        """);

    /// <summary>Makes an invitation in the place of an open one for the same address, with its audit entry.</summary>
    /// <returns>Done, or that there is such a person already, whom <see cref="CommandLine"/> alone may invite anew.</returns>
    public Task<InvitationOutcome> AddAsync(InvitationRow invitation, AuditDraft audit, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                var taken = await connection.ExecuteScalarAsync<string?>(Command(SelectPersonId, new { invitation.NormalizedEmail }));
                if (taken is not null && invitation.InvitedBy != CommandLine)
                {
                    return InvitationOutcome.EmailTaken;
                }

                await connection.ExecuteAsync(Command(Withdraw, new { invitation.NormalizedEmail, NowMs = invitation.CreatedAtMs }));
                await connection.ExecuteAsync(Command(Insert, invitation));
                await AuditStore.AppendAsync(database.Engine, connection, transaction, audit, cancellation);
                return InvitationOutcome.Done;

                CommandDefinition Command(SqlText text, object parameters) =>
                    new(text.For(database.Engine), parameters, transaction, cancellationToken: cancellation);
            },
            cancellation);

    /// <summary>Withdraws the open invitation for an address, with its audit entry.</summary>
    public Task<InvitationOutcome> WithdrawAsync(string normalizedEmail, AuditDraft audit, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                var withdrawn = await connection.ExecuteAsync(new CommandDefinition(
                    Withdraw.For(database.Engine),
                    new { NormalizedEmail = normalizedEmail, NowMs = audit.At.ToUnixTimeMilliseconds() },
                    transaction,
                    cancellationToken: cancellation));
                if (withdrawn == 0)
                {
                    return InvitationOutcome.NotOpen;
                }

                await AuditStore.AppendAsync(database.Engine, connection, transaction, audit, cancellation);
                return InvitationOutcome.Done;
            },
            cancellation);

    private static readonly SqlText Use = SqlText.Same("""
        UPDATE invitation SET used_at_ms = @NowMs
        WHERE token_hash = @TokenHash AND used_at_ms IS NULL AND withdrawn_at_ms IS NULL AND expires_at_ms > @NowMs
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

    /// <summary>Accepts an invitation: makes the person, or gives one whom the command line invited anew new credentials and the new role.</summary>
    /// <param name="invitation">As <see cref="FindOpenAsync"/> gave it.</param>
    /// <param name="person">The person to make. One who is there keeps id and handle; his passkeys are removed.</param>
    /// <param name="codeHashes">SHA-256 of each recovery code.</param>
    /// <param name="audit">Written with it.</param>
    /// <param name="cancellation">Gives up; nothing is stored then.</param>
    /// <returns>The outcome, and the person's id when it is done.</returns>
    public async Task<(InvitationOutcome Outcome, string? PersonId)> AcceptAsync(
        InvitationRow invitation, PersonRow person, IReadOnlyCollection<byte[]> codeHashes, AuditDraft audit, CancellationToken cancellation)
    {
        try
        {
            return await database.WriteTogetherAsync(
                (connection, transaction) => AcceptAsync(connection, transaction, invitation, person, codeHashes, audit, cancellation), cancellation);
        }
        catch (DbException exception) when (StorageFault.IsDuplicateKey(exception))
        {
            return (InvitationOutcome.HandleTaken, null);
        }
    }

    private async Task<(InvitationOutcome Outcome, string? PersonId)> AcceptAsync(
        DbConnection connection,
        DbTransaction transaction,
        InvitationRow invitation,
        PersonRow person,
        IReadOnlyCollection<byte[]> codeHashes,
        AuditDraft audit,
        CancellationToken cancellation)
    {
        var existing = await connection.ExecuteScalarAsync<string?>(Command(SelectPersonId, new { invitation.NormalizedEmail }));
        if (existing is not null && invitation.InvitedBy != CommandLine)
        {
            return (InvitationOutcome.EmailTaken, null);
        }

        if (await connection.ExecuteAsync(Command(Use, new { invitation.TokenHash, NowMs = audit.At.ToUnixTimeMilliseconds() })) == 0)
        {
            return (InvitationOutcome.NotOpen, null);
        }

        var row = existing is null ? person : person with { PersonId = existing };
        if (existing is not null)
        {
            await connection.ExecuteAsync(Command(DeletePasskeys, new { row.PersonId }));
        }

        await connection.ExecuteAsync(Command(existing is null ? InsertPerson : RenewPerson, row));
        await RecoveryCodeStore.ReplaceAsync(database.Engine, connection, transaction, row.PersonId, codeHashes, cancellation);
        await AuditStore.AppendAsync(database.Engine, connection, transaction, audit, cancellation);
        return (InvitationOutcome.Done, row.PersonId);

        CommandDefinition Command(SqlText text, object parameters) =>
            new(text.For(database.Engine), parameters, transaction, cancellationToken: cancellation);
    }
}
