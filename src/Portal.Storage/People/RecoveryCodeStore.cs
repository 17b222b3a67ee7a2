using System.Data.Common;
using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.People;

/// <summary>What opens the door once when the second factor is lost. Only hashes are kept.</summary>
public sealed class RecoveryCodeStore(PortalDatabase database)
{
    private static readonly SqlText DeleteAll = SqlText.Same("DELETE FROM recovery_code WHERE person_id = @PersonId");

    private static readonly SqlText Insert = SqlText.Same("""
        INSERT INTO recovery_code (person_id, code_hash, used_at_ms) VALUES (@PersonId, @CodeHash, NULL)
        """);

    /// <summary>Puts new codes in the place of all the old ones, with its row of the audit.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="codeHashes">SHA-256 of each, 32 bytes.</param>
    /// <param name="audit">Written with it.</param>
    /// <param name="cancellation">Gives up; nothing is stored then.</param>
    public Task ReplaceAsync(string personId, IReadOnlyCollection<byte[]> codeHashes, AuditDraft audit, CancellationToken cancellation) =>
        PeopleTransaction.RunAsync(
            database,
            async people =>
            {
                await people.ReplaceRecoveryCodesAsync(personId, codeHashes);
                return await people.AuditAsync(audit);
            },
            cancellation);

    internal static async Task ReplaceAsync(
        SqlEngine engine,
        DbConnection connection,
        DbTransaction transaction,
        string personId,
        IReadOnlyCollection<byte[]> codeHashes,
        CancellationToken cancellation)
    {
        await connection.ExecuteAsync(new CommandDefinition(DeleteAll.For(engine), new { PersonId = personId }, transaction, cancellationToken: cancellation));
        foreach (var hash in codeHashes)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Insert.For(engine), new { PersonId = personId, CodeHash = hash }, transaction, cancellationToken: cancellation));
        }
    }

    private static readonly SqlText Use = SqlText.Same("""
        UPDATE recovery_code SET used_at_ms = @UsedAtMs WHERE person_id = @PersonId AND code_hash = @CodeHash AND used_at_ms IS NULL
        """);

    /// <summary>Uses a code up; false when it is none of this person's, or was used.</summary>
    public async Task<bool> TryUseAsync(string personId, byte[] codeHash, DateTimeOffset now, CancellationToken cancellation) =>
        await database.WriteAsync(
            Use, new { PersonId = personId, CodeHash = codeHash, UsedAtMs = now.ToUnixTimeMilliseconds() }, cancellation) == 1;

    private static readonly SqlText CountLeft = SqlText.Same("""
        SELECT CAST(COUNT(*) AS BIGINT) FROM recovery_code WHERE person_id = @PersonId AND used_at_ms IS NULL
        """);

    /// <summary>How many are left.</summary>
    public async Task<int> CountAsync(string personId, CancellationToken cancellation) =>
        (int)await database.ReadFirstAsync<long>(CountLeft, new { PersonId = personId }, cancellation);
}
