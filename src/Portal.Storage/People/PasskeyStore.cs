using System.Security.Cryptography;
using Dapper;
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

    /// <summary>Adds a passkey, or writes name, counter and flags of one that the same person has.</summary>
    /// <exception cref="System.Data.Common.DbException">Somebody else has it.</exception>
    public Task AddOrUpdateAsync(PasskeyRow row, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                var parameters = new DynamicParameters(row);
                parameters.Add("CredentialHash", SHA256.HashData(row.CredentialId));
                var updated = await ExecuteAsync(Update);
                return updated > 0 ? updated : await ExecuteAsync(Insert);

                Task<int> ExecuteAsync(SqlText text) => connection.ExecuteAsync(new CommandDefinition(
                    text.For(database.Engine), parameters, transaction, cancellationToken: cancellation));
            },
            cancellation);

    private static readonly SqlText MarkUsed = SqlText.Same("""
        UPDATE passkey SET last_used_at_ms = @LastUsedAtMs WHERE credential_hash = @CredentialHash
        """);

    /// <summary>Notes that somebody signed in with it.</summary>
    public Task MarkUsedAsync(byte[] credentialId, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        MarkUsed, new { CredentialHash = SHA256.HashData(credentialId), LastUsedAtMs = now.ToUnixTimeMilliseconds() }, cancellation);

    private static readonly SqlText Delete = SqlText.Same("""
        DELETE FROM passkey WHERE credential_hash = @CredentialHash AND person_id = @PersonId
        """);

    /// <summary>Removes a passkey; false when it is none of this person's.</summary>
    public async Task<bool> RemoveAsync(string personId, byte[] credentialId, CancellationToken cancellation) => await database.WriteAsync(
        Delete, new { PersonId = personId, CredentialHash = SHA256.HashData(credentialId) }, cancellation) == 1;
}
