using System.Data.Common;
using Dapper;
using Portal.Settlement.Ledger;
using Portal.Storage.Database;

namespace Portal.Storage.Ledger;

/// <summary>The append-only ledger and everything that is written in one transaction with it.</summary>
/// <remarks>One per process: on SQLite it owns the writing connection.</remarks>
public sealed class LedgerStore(PortalDatabase database, LedgerSignal signal) : IDisposable
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 10_000;

    // Guards the SQLite writer: its prepared statements serve one append at a time.
    private readonly SemaphoreSlim _writing = new(1, 1);
    private SqliteLedgerWriter? _writer;

    /// <summary>Writes all of it or nothing.</summary>
    /// <exception cref="TransientStorageException">Nothing is stored; the whole may be tried again from reading the head on.</exception>
    /// <exception cref="CommitUnknownException">It is stored or not; read the head to learn which.</exception>
    public async Task<AppendOutcome> AppendAsync(LedgerAppend append, CancellationToken cancellation)
    {
        append.Check();
        AppendOutcome outcome;
        try
        {
            outcome = database.Engine is SqlEngine.Sqlite
                ? await AppendToSqliteAsync(append, cancellation)
                : await SqlServerLedgerWriter.AppendAsync(database, append, cancellation);
        }
        catch (DbException exception) when (StorageFault.IsForCaller(exception, cancellation))
        {
            throw StorageFault.ForCaller(exception, cancellation);
        }

        if (outcome is AppendOutcome.Committed)
        {
            signal.Ring(append.NewSequence);
        }

        return outcome;
    }

    private static readonly SqlText SelectHead = SqlText.Same("SELECT sequence, fence, tree_edge FROM ledger_head WHERE id = 1");

    /// <summary>Where the ledger stands.</summary>
    public async Task<LedgerHead> ReadHeadAsync(CancellationToken cancellation) =>
        await database.ReadFirstAsync<LedgerHead>(SelectHead, null, cancellation)
        ?? throw new InvalidOperationException("The database has no ledger head; the schema is not applied.");

    private static readonly SqlText HoldHead = SqlText.Same("UPDATE ledger_head SET sequence = sequence WHERE id = 1");

    /// <summary>Lets nobody append while something is read that takes several queries. Keep it short.</summary>
    /// <param name="read">Reads, given the head, over connections of its own.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal Task<T> HoldHeadAsync<T>(Func<LedgerHead, Task<T>> read, CancellationToken cancellation) =>
        database.WriteTogetherAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    HoldHead.For(database.Engine), null, transaction, cancellationToken: cancellation));
                return await read(await connection.QuerySingleAsync<LedgerHead>(new CommandDefinition(
                    SelectHead.For(database.Engine), null, transaction, cancellationToken: cancellation)));
            },
            cancellation);

    private static readonly SqlText SelectEntries = SqlText.Limited($"""
        SELECT {LedgerEntryRow.Columns}
        FROM ledger_entry
        WHERE sequence > @After
        ORDER BY sequence
        LIMIT @Limit
        """);

    /// <summary>Entries after a sequence, in order.</summary>
    public Task<IReadOnlyList<LedgerEntryRow>> ReadEntriesAsync(long afterSequence, int limit, CancellationToken cancellation) =>
        database.ReadAsync<LedgerEntryRow>(SelectEntries, new { After = afterSequence, Limit = Checked(limit) }, cancellation);

    private static readonly SqlText SelectFundEntries = SqlText.Limited($"""
        SELECT {LedgerEntryRow.Columns}
        FROM ledger_entry
        WHERE fund_id = @FundId AND fund_sequence > @After AND fund_sequence IS NOT NULL
        ORDER BY fund_sequence
        LIMIT @Limit
        """);

    /// <summary>A fund's entries after one of its own sequence numbers, in order.</summary>
    public Task<IReadOnlyList<LedgerEntryRow>> ReadFundEntriesAsync(
        string fundId, long afterFundSequence, int limit, CancellationToken cancellation) =>
        database.ReadAsync<LedgerEntryRow>(
            SelectFundEntries, new { FundId = fundId, After = afterFundSequence, Limit = Checked(limit) }, cancellation);

    private static readonly SqlText SelectEntry = SqlText.Same($"""
        SELECT {LedgerEntryRow.Columns} FROM ledger_entry WHERE sequence = @Sequence
        """);

    /// <summary>One entry; null when there is none.</summary>
    public Task<LedgerEntryRow?> ReadEntryAsync(long sequence, CancellationToken cancellation) =>
        database.ReadFirstAsync<LedgerEntryRow>(SelectEntry, new { Sequence = sequence }, cancellation);

    private static readonly SqlText SelectDecisions = SqlText.Limited($"""
        SELECT {LedgerEntryRow.Columns}
        FROM ledger_entry
        WHERE is_decision = 1 AND sequence > @After
        ORDER BY sequence
        LIMIT @Limit
        """);

    /// <summary>Decisions after a sequence, in order.</summary>
    public Task<IReadOnlyList<LedgerEntryRow>> ReadDecisionsAsync(long afterSequence, int limit, CancellationToken cancellation) =>
        database.ReadAsync<LedgerEntryRow>(SelectDecisions, new { After = afterSequence, Limit = Checked(limit) }, cancellation);

    // Starts and stops of ADL, and dismissals, are found among the decisions and are no rules; there may be any number of them.
    private static readonly SqlText SelectRules = SqlText.Limited($"""
        SELECT {LedgerEntryRow.Columns}
        FROM ledger_entry
        WHERE is_decision = 1 AND kind NOT IN ('{AdlChanged.KindName}', '{RecordDismissed.KindName}') AND sequence > @After
        ORDER BY sequence
        LIMIT @Limit
        """);

    /// <summary>Decisions after a sequence that are part of the rulebook, in order.</summary>
    public Task<IReadOnlyList<LedgerEntryRow>> ReadRulesAsync(long afterSequence, int limit, CancellationToken cancellation) =>
        database.ReadAsync<LedgerEntryRow>(SelectRules, new { After = afterSequence, Limit = Checked(limit) }, cancellation);

    private static readonly SqlText SelectLeafHashes = SqlText.Limited("""
        SELECT leaf_hash FROM ledger_entry WHERE sequence > @After ORDER BY sequence LIMIT @Limit
        """);

    /// <summary>Leaf hashes after a sequence, in order: the first is that of leaf number <paramref name="afterSequence"/>.</summary>
    public Task<IReadOnlyList<byte[]>> ReadLeafHashesAsync(long afterSequence, int limit, CancellationToken cancellation) =>
        database.ReadAsync<byte[]>(SelectLeafHashes, new { After = afterSequence, Limit = Checked(limit) }, cancellation);

    private static readonly SqlText SelectBytes = SqlText.Limited("""
        SELECT bytes FROM ledger_entry WHERE sequence > @After ORDER BY sequence LIMIT @Limit
        """);

    /// <summary>Canonical bytes of the entries after a sequence, in order.</summary>
    public Task<IReadOnlyList<byte[]>> ReadBytesAsync(long afterSequence, int limit, CancellationToken cancellation) =>
        database.ReadAsync<byte[]>(SelectBytes, new { After = afterSequence, Limit = Checked(limit) }, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        _writing.Dispose();
    }

    private async Task<AppendOutcome> AppendToSqliteAsync(LedgerAppend append, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            _writer ??= new SqliteLedgerWriter(database);
            return await _writer.AppendAsync(append);
        }
        catch
        {
            // Closing the connection drops an open transaction, whatever state it is in; the next append opens another.
            _writer?.Dispose();
            _writer = null;
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }

    private static int Checked(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        return limit;
    }
}
