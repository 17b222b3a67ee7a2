using System.Data.Common;
using Dapper;
using Portal.Storage.Database;

namespace Portal.Storage.Audit;

/// <summary>Who did what in the operators' half; append-only, each row chained to the one before.</summary>
public sealed class AuditStore(PortalDatabase database)
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

    private static readonly SqlText SelectPage = SqlText.Limited($"""
        SELECT {AuditRow.Columns} FROM audit_entry WHERE sequence < @Before ORDER BY sequence DESC LIMIT @Limit
        """);

    private static readonly SqlText SelectPageOfPerson = SqlText.Limited($"""
        SELECT {AuditRow.Columns} FROM audit_entry WHERE person = @Person AND sequence < @Before ORDER BY sequence DESC LIMIT @Limit
        """);

    private static readonly SqlText SelectPageOfAction = SqlText.Limited($"""
        SELECT {AuditRow.Columns} FROM audit_entry WHERE action = @Action AND sequence < @Before ORDER BY sequence DESC LIMIT @Limit
        """);

    /// <summary>A page, newest first.</summary>
    /// <param name="person">Only what this handle did; null for everybody. Not together with <paramref name="action"/>.</param>
    /// <param name="action">Only this action; null for every one.</param>
    /// <param name="before">The last sequence of the page before; null from the newest on.</param>
    /// <param name="limit">1 to <see cref="PageMax"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<AuditRow>> ReadPageAsync(string? person, string? action, long? before, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit);
        if (person is not null && action is not null)
        {
            throw new ArgumentException("A page is of one person or of one action.", nameof(action));
        }

        var text = person is not null ? SelectPageOfPerson : action is not null ? SelectPageOfAction : SelectPage;
        return database.ReadAsync<AuditRow>(text, new { Person = person, Action = action, Before = before ?? long.MaxValue, Limit = limit }, cancellation);
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
