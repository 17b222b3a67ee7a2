using System.Security.Cryptography;
using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <summary>Everybody's passkeys.</summary>
public sealed class PasskeyStore(PortalDatabase database)
{
    private static readonly SqlText SelectOne = SqlText.Same($"""
        SELECT {PasskeyRow.Columns} FROM passkey WHERE credential_hash = @CredentialHash
        """);

    /// <summary>The passkey with a credential id; null when there is none.</summary>
    public Task<PasskeyRow?> FindAsync(byte[] credentialId, CancellationToken cancellation) =>
        database.ReadFirstAsync<PasskeyRow>(SelectOne, new { CredentialHash = SHA256.HashData(credentialId) }, cancellation);

    private static readonly SqlText SelectOfPerson = SqlText.Same($"""
        SELECT {PasskeyRow.Columns} FROM passkey WHERE person_id = @PersonId ORDER BY created_at_ms
        """);

    /// <summary>A person's passkeys, oldest first.</summary>
    public Task<IReadOnlyList<PasskeyRow>> ReadAsync(string personId, CancellationToken cancellation) =>
        database.ReadAsync<PasskeyRow>(SelectOfPerson, new { PersonId = personId }, cancellation);

    private static readonly SqlText Update = SqlText.Same("""
        UPDATE passkey
        SET name = @Name, sign_count = @SignCount, is_user_verified = @IsUserVerified, is_backed_up = @IsBackedUp
        WHERE credential_hash = @CredentialHash AND person_id = @PersonId
        """);

    private static readonly SqlText Insert = SqlText.Same($"""
        INSERT INTO passkey (credential_hash, {PasskeyRow.Columns})
        VALUES (@CredentialHash, @PersonId, @CredentialId, @Name, @PublicKey, @SignCount, @Transports, @IsUserVerified, @IsBackupEligible, @IsBackedUp,
          @AttestationObject, @ClientDataJson, @CreatedAtMs, @LastUsedAtMs)
        """);

    /// <summary>Writes name, counter and flags of a passkey that a person has; one that is not there is not added.</summary>
    public Task UpdateAsync(PasskeyRow row, CancellationToken cancellation) => database.WriteAsync(Update, Writing(row), cancellation);

    /// <summary>Adds a passkey, with its row of the audit.</summary>
    /// <exception cref="System.Data.Common.DbException">Somebody has it.</exception>
    public Task AddAsync(PasskeyRow row, AuditDraft audit, CancellationToken cancellation) => PeopleTransaction.RunAsync(
        database,
        async people =>
        {
            await people.ExecuteAsync(Insert, Writing(row));
            return await people.AuditAsync(audit);
        },
        cancellation);

    private static DynamicParameters Writing(PasskeyRow row)
    {
        var parameters = new DynamicParameters(row);
        parameters.Add("CredentialHash", SHA256.HashData(row.CredentialId));
        return parameters;
    }

    private static readonly SqlText MarkUsed = SqlText.Same("""
        UPDATE passkey SET last_used_at_ms = @LastUsedAtMs WHERE credential_hash = @CredentialHash
        """);

    /// <summary>Notes that somebody signed in with it.</summary>
    public Task MarkUsedAsync(byte[] credentialId, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        MarkUsed, new { CredentialHash = SHA256.HashData(credentialId), LastUsedAtMs = now.ToUnixTimeMilliseconds() }, cancellation);

    // The last way in besides the password stays.
    private static readonly SqlText Delete = SqlText.Same("""
        DELETE FROM passkey
        WHERE credential_hash = @CredentialHash AND person_id = @PersonId
          AND (EXISTS (SELECT 1 FROM person WHERE person_id = @PersonId AND two_factor_enabled = 1 AND authenticator_key IS NOT NULL)
            OR EXISTS (SELECT 1 FROM passkey AS other WHERE other.person_id = @PersonId AND other.credential_hash <> @CredentialHash))
        """);

    /// <summary>Removes a passkey, with its row of the audit; false when it is none of this person's, or the last second factor.</summary>
    public Task<bool> RemoveAsync(string personId, byte[] credentialId, AuditDraft audit, CancellationToken cancellation) => PeopleTransaction.RunAsync(
        database,
        async people =>
        {
            if (await people.ExecuteAsync(Delete, new { PersonId = personId, CredentialHash = SHA256.HashData(credentialId) }) == 0)
            {
                return false;
            }

            await people.AuditAsync(audit);
            return true;
        },
        cancellation);
}
