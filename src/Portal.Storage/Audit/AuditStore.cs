using System.Data.Common;
using Dapper;
using Portal.Storage.Database;

namespace Portal.Storage.Audit;

/// <summary>Who did what in the operators' half; append-only, each row chained to the one before.</summary>
public sealed partial class AuditStore(PortalDatabase database)
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 1_000;

    private static readonly SqlText LockHead = SqlText.Same("UPDATE audit_head SET sequence = sequence + 1 WHERE id = 1");

    private static readonly SqlText SelectHead = SqlText.Same("SELECT sequence, entry_hash FROM audit_head WHERE id = 1");

    private static readonly SqlText Insert = SqlText.Same($"""
        INSERT INTO audit_entry ({AuditRow.Columns})
        VALUES (@Sequence, @AtMs, @Person, @Address, @Action, @Subject, @Details, @EntryHash)
        """);

    private static readonly SqlText MoveHead = SqlText.Same("UPDATE audit_head SET entry_hash = @EntryHash WHERE id = 1");

    /// <summary>Adds a row of its own. What the stores of people change writes its row in the same transaction instead.</summary>
    public Task<AuditRow> AppendAsync(AuditDraft draft, CancellationToken cancellation) => database.WriteTogetherAsync(
        (connection, transaction) => AppendAsync(database.Engine, connection, transaction, draft, cancellation), cancellation);

    private static readonly SqlText HoldHead = SqlText.Same("UPDATE audit_head SET sequence = sequence WHERE id = 1");

    /// <summary>Keeps every other writer of audited things out until the transaction ends.</summary>
    internal static Task LockAsync(SqlEngine engine, DbConnection connection, DbTransaction? transaction, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(HoldHead.For(engine), null, transaction, cancellationToken: cancellation));

    internal static async Task<AuditRow> AppendAsync(
        SqlEngine engine, DbConnection connection, DbTransaction? transaction, AuditDraft draft, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(Command(LockHead, null));
        var head = await connection.QuerySingleAsync<HeadRow>(Command(SelectHead, null));
        var row = new AuditRow(
            head.Sequence, draft.At.ToUnixTimeMilliseconds(), draft.Person, draft.Address, draft.Action, draft.Subject, draft.Details, []);
        row = row with { EntryHash = AuditChain.HashOf(head.EntryHash, row) };
        await connection.ExecuteAsync(Command(Insert, row));
        await connection.ExecuteAsync(Command(MoveHead, new { row.EntryHash }));
        return row;

        CommandDefinition Command(SqlText text, object? parameters) => new(text.For(engine), parameters, transaction, cancellationToken: cancellation);
    }

    private static readonly SqlText SelectAfter = SqlText.Limited($"""
        SELECT {AuditRow.Columns} FROM audit_entry WHERE sequence > @After ORDER BY sequence LIMIT @Limit
        """);

    /// <summary>A page, oldest first, of what follows a sequence: for exports, and for checking the chain.</summary>
    public Task<IReadOnlyList<AuditRow>> ReadAfterAsync(long after, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit);
        return database.ReadAsync<AuditRow>(SelectAfter, new { After = after, Limit = limit }, cancellation);
    }

    /// <summary>Goes through the whole chain, page by page.</summary>
    /// <returns>The first sequence that does not follow from the rows before it, or is missing; null when all of them do.</returns>
    public async Task<long?> FindBreakAsync(CancellationToken cancellation)
    {
        // The head first: rows that are added meanwhile only follow it.
        var head = (await database.ReadFirstAsync<HeadRow>(SelectHead, null, cancellation))!;
        var (sequence, previous, meetsHead) = (0L, AuditChain.Beginning.ToArray(), head.Sequence == 0);
        while (await ReadAfterAsync(sequence, PageMax, cancellation) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                sequence++;
                if (row.Sequence != sequence || !AuditChain.HashOf(previous, row).AsSpan().SequenceEqual(row.EntryHash))
                {
                    return sequence;
                }

                previous = row.EntryHash;
                meetsHead |= sequence == head.Sequence && previous.AsSpan().SequenceEqual(head.EntryHash);
            }
        }

        return meetsHead ? null : sequence + 1;
    }

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
    }

    private sealed record HeadRow(long Sequence, byte[] EntryHash);
}
