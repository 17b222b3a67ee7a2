using Dapper;
using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>Who may send. A source has one active key at most.</summary>
public sealed class IntakeKeyStore(PortalDatabase database)
{
    private const string Columns = "key_id, source, generation, created_at_ms, revoked_at_ms";

    private static readonly SqlText SelectActive = SqlText.Same($"""
        SELECT {Columns} FROM intake_key WHERE source = @Source AND revoked_at_ms IS NULL
        """);

    /// <summary>The key a source signs with; null when it has none.</summary>
    public Task<IntakeKeyRow?> FindActiveAsync(string source, CancellationToken cancellation) =>
        database.ReadFirstAsync<IntakeKeyRow>(SelectActive, new { Source = source }, cancellation);

    private static readonly SqlText SelectAll = SqlText.Same($"SELECT {Columns} FROM intake_key ORDER BY source, generation");

    /// <summary>Every key there ever was, by source and generation.</summary>
    public Task<IReadOnlyList<IntakeKeyRow>> ReadAllAsync(CancellationToken cancellation) =>
        database.ReadAsync<IntakeKeyRow>(SelectAll, null, cancellation);

    private static readonly SqlText SelectGeneration = SqlText.Same("""
        SELECT COALESCE(MAX(generation), 0) FROM intake_key WHERE source = @Source
        """);

    private static readonly SqlText Insert = SqlText.Same("""
        INSERT INTO intake_key (key_id, source, generation, created_at_ms, revoked_at_ms)
        SELECT @KeyId, @Source, @Generation, @CreatedAtMs, NULL
        WHERE NOT EXISTS (SELECT 1 FROM intake_key WHERE source = @Source AND revoked_at_ms IS NULL)
        """);

    /// <summary>Makes a source's next key; null when it has an active one, which has to be revoked first.</summary>
    public Task<IntakeKeyRow?> AddAsync(string source, DateTimeOffset now, CancellationToken cancellation) =>
        database.WriteTogetherAsync<IntakeKeyRow?>(
            async (connection, transaction) =>
            {
                var generation = 1 + await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                    SelectGeneration.For(database.Engine), new { Source = source }, transaction, cancellationToken: cancellation));
                var row = new IntakeKeyRow(
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{source}/{generation}"),
                    source,
                    generation,
                    now.ToUnixTimeMilliseconds(),
                    RevokedAtMs: null);
                var inserted = await connection.ExecuteAsync(new CommandDefinition(
                    Insert.For(database.Engine),
                    new { row.KeyId, row.Source, row.Generation, row.CreatedAtMs },
                    transaction,
                    cancellationToken: cancellation));
                return inserted == 1 ? row : null;
            },
            cancellation);

    private static readonly SqlText Revoke = SqlText.Same("""
        UPDATE intake_key SET revoked_at_ms = @RevokedAtMs WHERE source = @Source AND revoked_at_ms IS NULL
        """);

    /// <summary>Revokes a source's active key; false when it has none.</summary>
    public async Task<bool> RevokeAsync(string source, DateTimeOffset now, CancellationToken cancellation) =>
        await database.WriteAsync(Revoke, new { Source = source, RevokedAtMs = now.ToUnixTimeMilliseconds() }, cancellation) == 1;
}
