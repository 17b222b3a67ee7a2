using System.Security.Cryptography;
using Dapper;
using Portal.Storage.Audit;
using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>Keeps what operators typed to put records in quarantine right. Neither the ledger nor the audit can forget, so both name its hash alone, and the text stands here.</summary>
public sealed class QuarantineCorrectionStore(PortalDatabase database)
{
    /// <summary>The most texts that one statement deletes.</summary>
    public const int DeletedMax = 500;

    private static readonly SqlText SelectNextId = SqlText.Same("SELECT COALESCE(MAX(id), 0) + 1 FROM quarantine_correction");

    private static readonly SqlText Insert = SqlText.Same($"""
        INSERT INTO quarantine_correction ({QuarantineCorrectionRow.Columns})
        VALUES (@Id, @QuarantineId, @Payload, @PayloadHash, @PersonId, @CreatedAtMs, @DeletedAtMs)
        """);

    /// <summary>Keeps a text.</summary>
    /// <param name="quarantineId">The row that it puts right.</param>
    /// <param name="payload">The corrected record, at most <see cref="QuarantineCorrectionRow.PayloadBytesMax"/> bytes.</param>
    /// <param name="personId">Who typed it.</param>
    /// <param name="at">When.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<QuarantineCorrectionRow> AddAsync(long quarantineId, byte[] payload, string personId, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, QuarantineCorrectionRow.PayloadBytesMax, nameof(payload));
        return database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                // Ids are given out under the audit's lock, so the next one is free.
                await AuditStore.LockAsync(database.Engine, connection, transaction, cancellation);
                var id = await connection.ExecuteScalarAsync<long>(
                    new CommandDefinition(SelectNextId.For(database.Engine), null, transaction, cancellationToken: cancellation));
                var row = new QuarantineCorrectionRow(id, quarantineId, payload, SHA256.HashData(payload), personId, at.ToUnixTimeMilliseconds(), DeletedAtMs: null);
                await connection.ExecuteAsync(new CommandDefinition(Insert.For(database.Engine), row, transaction, cancellationToken: cancellation));
                return row;
            },
            cancellation);
    }

    private static readonly SqlText SelectOne = SqlText.Same($"SELECT {QuarantineCorrectionRow.Columns} FROM quarantine_correction WHERE id = @Id");

    /// <summary>One text; null when there is none.</summary>
    public Task<QuarantineCorrectionRow?> FindAsync(long id, CancellationToken cancellation) =>
        database.ReadFirstAsync<QuarantineCorrectionRow>(SelectOne, new { Id = id }, cancellation);

    // The range names the index that holds kept texts alone.
    private static readonly SqlText DeleteTexts = SqlText.Limited("""
        UPDATE quarantine_correction
        SET payload = @Nothing, deleted_at_ms = @NowMs
        WHERE id IN (
          SELECT quarantine_correction.id
          FROM quarantine_correction
          INNER JOIN quarantine ON quarantine.id = quarantine_correction.quarantine_id
          WHERE quarantine_correction.quarantine_id > 0 AND quarantine_correction.deleted_at_ms IS NULL AND quarantine.payload_deleted_at_ms IS NOT NULL
          ORDER BY quarantine_correction.quarantine_id LIMIT @Limit)
        """);

    /// <summary>Deletes the texts whose records have lost their payloads, <see cref="DeletedMax"/> at most. Their hashes stay.</summary>
    /// <returns>How many were deleted; <see cref="DeletedMax"/> means that there may be more.</returns>
    public Task<int> DeleteTextsAsync(DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        DeleteTexts, new { Nothing = Array.Empty<byte>(), NowMs = now.ToUnixTimeMilliseconds(), Limit = DeletedMax }, cancellation);
}
