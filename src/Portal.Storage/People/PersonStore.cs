using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <summary>The people of the operators' half. New ones come from <see cref="InvitationStore"/> alone; none is ever deleted.</summary>
public sealed partial class PersonStore(PortalDatabase database)
{
    private static readonly SqlText SelectOne = SqlText.Same($"SELECT {PersonRow.Columns} FROM person WHERE person_id = @PersonId");

    /// <summary>The person with an id; null when there is none.</summary>
    public Task<PersonRow?> FindAsync(string personId, CancellationToken cancellation) =>
        database.ReadFirstAsync<PersonRow>(SelectOne, new { PersonId = personId }, cancellation);

    private static readonly SqlText SelectByEmail = SqlText.Same($"""
        SELECT {PersonRow.Columns} FROM person WHERE normalized_email = @NormalizedEmail
        """);

    /// <summary>The person with an e-mail address in upper case; null when there is none.</summary>
    public Task<PersonRow?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellation) =>
        database.ReadFirstAsync<PersonRow>(SelectByEmail, new { NormalizedEmail = normalizedEmail }, cancellation);

    private static readonly SqlText SelectAll = SqlText.Same($"SELECT {PersonRow.Columns} FROM person ORDER BY normalized_handle");

    /// <summary>Everybody, also those who were shut out, by handle.</summary>
    public Task<IReadOnlyList<PersonRow>> ReadAllAsync(CancellationToken cancellation) =>
        database.ReadAsync<PersonRow>(SelectAll, null, cancellation);

    // Not the counters and the standing: those are changed where they lie, so that two who write at once don't undo each other.
    private static readonly SqlText Update = SqlText.Same("""
        UPDATE person
        SET password_hash = @PasswordHash, security_stamp = @SecurityStamp, concurrency_stamp = @ConcurrencyStamp,
          authenticator_key = @AuthenticatorKey, two_factor_enabled = @TwoFactorEnabled
        WHERE person_id = @PersonId AND concurrency_stamp = @SeenConcurrencyStamp
        """);

    /// <summary>Writes password, stamps and second factor; false when somebody wrote since the row was read.</summary>
    /// <param name="changed">The row as it is to stand, with a new concurrency stamp.</param>
    /// <param name="seenConcurrencyStamp">The stamp the row was read with.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> TryUpdateAsync(PersonRow changed, string seenConcurrencyStamp, CancellationToken cancellation) =>
        await database.WriteAsync(Update, Updating(changed, seenConcurrencyStamp), cancellation) == 1;

    /// <summary>The same, with its row of the audit.</summary>
    /// <param name="changed">The row as it is to stand, with a new concurrency stamp.</param>
    /// <param name="seenConcurrencyStamp">The stamp the row was read with.</param>
    /// <param name="audit">Written with it.</param>
    /// <param name="cancellation">Gives up; nothing is stored then.</param>
    public Task<bool> TryUpdateAsync(PersonRow changed, string seenConcurrencyStamp, AuditDraft audit, CancellationToken cancellation) =>
        PeopleTransaction.RunAsync(
            database,
            async people =>
            {
                if (await people.ExecuteAsync(Update, Updating(changed, seenConcurrencyStamp)) == 0)
                {
                    return false;
                }

                await people.AuditAsync(audit);
                return true;
            },
            cancellation);

    private static readonly SqlText SetTotpStep = SqlText.Same("UPDATE person SET last_totp_step = @LastTotpStep WHERE person_id = @PersonId");

    /// <summary>Puts another authenticator and new recovery codes in the place of the old ones; false when somebody wrote since the row was read.</summary>
    /// <param name="changed">The row as it is to stand: with the new key, the step whose code was shown, and new stamps.</param>
    /// <param name="seenConcurrencyStamp">The stamp the row was read with.</param>
    /// <param name="codeHashes">SHA-256 of each recovery code.</param>
    /// <param name="audit">Written with it.</param>
    /// <param name="cancellation">Gives up; nothing is stored then.</param>
    public Task<bool> TryReplaceAuthenticatorAsync(
        PersonRow changed, string seenConcurrencyStamp, IReadOnlyCollection<byte[]> codeHashes, AuditDraft audit, CancellationToken cancellation) =>
        PeopleTransaction.RunAsync(
            database,
            async people =>
            {
                if (await people.ExecuteAsync(Update, Updating(changed, seenConcurrencyStamp)) == 0)
                {
                    return false;
                }

                await people.ExecuteAsync(SetTotpStep, new { changed.PersonId, changed.LastTotpStep });
                await people.ReplaceRecoveryCodesAsync(changed.PersonId, codeHashes);
                await people.AuditAsync(audit);
                return true;
            },
            cancellation);

    private static object Updating(PersonRow changed, string seenConcurrencyStamp) => new
    {
        changed.PersonId,
        changed.PasswordHash,
        changed.SecurityStamp,
        changed.ConcurrencyStamp,
        changed.AuthenticatorKey,
        changed.TwoFactorEnabled,
        SeenConcurrencyStamp = seenConcurrencyStamp,
    };

    // Counted before it is looked at: any number of guesses at once are still counted one by one.
    private static readonly SqlText TakeAttempt = SqlText.Same("""
        UPDATE person
        SET failed_count = CASE WHEN lockout_end_ms IS NULL THEN failed_count + 1 ELSE 1 END,
          lockout_end_ms = CASE WHEN lockout_end_ms IS NULL AND failed_count + 1 >= @AttemptsMax THEN @LockoutEndMs ELSE NULL END
        WHERE person_id = @PersonId AND disabled_at_ms IS NULL AND (lockout_end_ms IS NULL OR lockout_end_ms <= @NowMs)
        """);

    private static readonly SqlText SelectFailedCount = SqlText.Same("SELECT failed_count FROM person WHERE person_id = @PersonId");

    /// <summary>Counts an attempt that is about to be looked at.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="now">The time of the attempt.</param>
    /// <param name="attemptsMax">With how many the person is locked, 2 or more.</param>
    /// <param name="lockout">For how long.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many there are with this one; null when the person is locked or shut out, and the attempt must not be looked at.</returns>
    public Task<long?> TryTakeAttemptAsync(string personId, DateTimeOffset now, int attemptsMax, TimeSpan lockout, CancellationToken cancellation) =>
        database.WriteTogetherAsync<long?>(
            async (connection, transaction) =>
            {
                var taken = await connection.ExecuteAsync(Command(TakeAttempt, new
                {
                    PersonId = personId,
                    NowMs = now.ToUnixTimeMilliseconds(),
                    AttemptsMax = (long)attemptsMax,
                    LockoutEndMs = (now + lockout).ToUnixTimeMilliseconds(),
                }));
                return taken == 0 ? null : await connection.ExecuteScalarAsync<long>(Command(SelectFailedCount, new { PersonId = personId }));

                CommandDefinition Command(SqlText text, object parameters) =>
                    new(text.For(database.Engine), parameters, transaction, cancellationToken: cancellation);
            },
            cancellation);

    private static readonly SqlText ReturnAttempt = SqlText.Same("""
        UPDATE person SET failed_count = failed_count - 1, lockout_end_ms = NULL WHERE person_id = @PersonId AND failed_count > 0
        """);

    /// <summary>Takes one attempt back: it was right, but the person is not signed in yet.</summary>
    public Task ReturnAttemptAsync(string personId, CancellationToken cancellation) =>
        database.WriteAsync(ReturnAttempt, new { PersonId = personId }, cancellation);

    private static readonly SqlText ClearAttempts = SqlText.Same("""
        UPDATE person SET failed_count = 0, lockout_end_ms = NULL WHERE person_id = @PersonId
        """);

    /// <summary>Forgets all attempts: the person is signed in.</summary>
    public Task ClearAttemptsAsync(string personId, CancellationToken cancellation) =>
        database.WriteAsync(ClearAttempts, new { PersonId = personId }, cancellation);

    private static readonly SqlText SetLockout = SqlText.Same("""
        UPDATE person SET lockout_end_ms = @LockoutEndMs WHERE person_id = @PersonId
        """);

    /// <summary>Locks the person until a time, or unlocks with null.</summary>
    public Task SetLockoutAsync(string personId, DateTimeOffset? end, CancellationToken cancellation) =>
        database.WriteAsync(SetLockout, new { PersonId = personId, LockoutEndMs = end?.ToUnixTimeMilliseconds() }, cancellation);

    private static readonly SqlText TakeTotpStep = SqlText.Same("""
        UPDATE person SET last_totp_step = @Step WHERE person_id = @PersonId AND (last_totp_step IS NULL OR last_totp_step < @Step)
        """);

    /// <summary>Uses up the code of a 30-second step; false when it or a later one was used before.</summary>
    public async Task<bool> TryTakeTotpStepAsync(string personId, long step, CancellationToken cancellation) =>
        await database.WriteAsync(TakeTotpStep, new { PersonId = personId, Step = step }, cancellation) == 1;
}
