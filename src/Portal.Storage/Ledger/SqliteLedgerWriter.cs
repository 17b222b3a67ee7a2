using Dapper;
using Microsoft.Data.Sqlite;
using Portal.Storage.Database;
using Portal.Storage.Deleveraging;
using Portal.Storage.Funds;
using Portal.Storage.Intake;
using Portal.Storage.Liquidations;
using Portal.Storage.Rollups;

namespace Portal.Storage.Ledger;

/// <summary>Appends to SQLite over one connection of its own, whose statements stay prepared. Serves one append at a time.</summary>
internal sealed class SqliteLedgerWriter : IDisposable
{
    private static readonly RowShape<LedgerAppend> NoValues = new(string.Empty, [], static (_, _) => { });

    private readonly SqliteConnection _connection;
    private readonly List<IDisposable> _statements = [];
    private readonly SqliteStatement<LedgerAppend> _begin;
    private readonly SqliteStatement<LedgerAppend> _commit;
    private readonly SqliteStatement<LedgerAppend> _rollback;
    private readonly SqliteStatement<HeadMove> _moveHead;
    private readonly SqliteStatement<LedgerEntryRow> _insertEntry;
    private readonly SqliteStatement<LiquidationRow> _insertLiquidation;
    private readonly SqliteStatement<ReversalRow> _insertReversal;
    private readonly SqliteStatement<SettledRecordRow> _insertSettled;
    private readonly SqliteStatement<RollupRow> _putRollup;
    private readonly SqliteStatement<FundStateRow> _updateFund;
    private readonly SqliteStatement<FundStateRow> _insertFund;
    private readonly SqliteStatement<SourceChange> _updateSource;
    private readonly SqliteStatement<SourceChange> _insertSource;
    private readonly SqliteStatement<SourceChange> _updateFlow;
    private readonly SqliteStatement<SourceChange> _insertFlow;
    private readonly SqliteStatement<FeeRollupChange> _updateFees;
    private readonly SqliteStatement<FeeRollupChange> _insertFees;
    private readonly SqliteStatement<RateTotalChange> _updateRateTotal;
    private readonly SqliteStatement<RateTotalChange> _insertRateTotal;
    private readonly SqliteStatement<AdlEventRow> _insertAdlEvent;
    private readonly SqliteStatement<AdlEventChange> _updateAdlEvent;
    private readonly SqliteStatement<AdlLossRow> _insertAdlLoss;
    private readonly SqliteStatement<AdlFillRow> _insertAdlFill;
    private readonly SqliteStatement<AdlFillRow> _addToAdlLoss;
    private readonly SqliteStatement<AdlFillRow> _addToAdlEvent;
    private readonly SqliteStatement<ReversalRow> _takeOutOfAdlEvent;
    private readonly SqliteStatement<ReversalRow> _markAdlLossReversed;
    private readonly SqliteStatement<QuarantineArrival> _updateQuarantine;
    private readonly SqliteStatement<QuarantineArrival> _insertQuarantine;
    private readonly SqliteStatement<QuarantineClosing> _closeQuarantine;

    public SqliteLedgerWriter(PortalDatabase database)
    {
        _connection = database.OpenSqliteWriter();
        try
        {
            _begin = Prepare(Begin, NoValues);
            _commit = Prepare(Commit, NoValues);
            _rollback = Prepare(Rollback, NoValues);
            _moveHead = Prepare(LedgerTexts.MoveHead, HeadMove.Shape);
            _insertEntry = Prepare(InsertEntry, LedgerEntryRow.Shape);
            _insertLiquidation = Prepare(InsertLiquidation, LiquidationRow.Shape);
            _insertReversal = Prepare(LedgerTexts.InsertReversal, ReversalRow.Shape);
            _insertSettled = Prepare(InsertSettled, SettledRecordRow.Shape);
            _putRollup = Prepare(PutRollup, RollupRow.Shape);
            _updateFund = Prepare(LedgerTexts.UpdateFund, FundStateRow.Shape);
            _insertFund = Prepare(LedgerTexts.InsertFund, FundStateRow.Shape);
            _updateSource = Prepare(LedgerTexts.UpdateSource, SourceChange.Shape);
            _insertSource = Prepare(LedgerTexts.InsertSource, SourceChange.Shape);
            _updateFlow = Prepare(LedgerTexts.UpdateFlow, SourceChange.Shape);
            _insertFlow = Prepare(LedgerTexts.InsertFlow, SourceChange.Shape);
            _updateFees = Prepare(FeeRollupTexts.UpdateFees, FeeRollupChange.Shape);
            _insertFees = Prepare(FeeRollupTexts.InsertFees, FeeRollupChange.Shape);
            _updateRateTotal = Prepare(FeeRollupTexts.UpdateRateTotal, RateTotalChange.Shape);
            _insertRateTotal = Prepare(FeeRollupTexts.InsertRateTotal, RateTotalChange.Shape);
            _insertAdlEvent = Prepare(AdlTexts.InsertEvent, AdlEventRow.Shape);
            _updateAdlEvent = Prepare(AdlTexts.UpdateEvent, AdlEventChange.Shape);
            _insertAdlLoss = Prepare(AdlTexts.InsertLoss, AdlLossRow.Shape);
            _insertAdlFill = Prepare(AdlTexts.InsertFill, AdlFillRow.Shape);
            _addToAdlLoss = Prepare(AdlTexts.AddToLoss, AdlFillRow.Shape);
            _addToAdlEvent = Prepare(AdlTexts.AddToEventOfLoss, AdlFillRow.Shape);
            _takeOutOfAdlEvent = Prepare(AdlTexts.TakeOutOfEvent, ReversalRow.Shape);
            _markAdlLossReversed = Prepare(AdlTexts.MarkLossReversed, ReversalRow.Shape);
            _updateQuarantine = Prepare(LedgerTexts.UpdateQuarantine, QuarantineArrival.Shape);
            _insertQuarantine = Prepare(LedgerTexts.InsertQuarantine, QuarantineArrival.Shape);
            _closeQuarantine = Prepare(LedgerTexts.CloseQuarantine, QuarantineClosing.Shape);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    // IMMEDIATE takes the write lock at once, and waits for it as long as the busy timeout says; after it no other statement can be kept waiting.
    private static readonly SqlText Begin = SqlText.SqliteOnly("BEGIN IMMEDIATE");

    private static readonly SqlText Commit = SqlText.SqliteOnly("COMMIT");

    private static readonly SqlText Rollback = SqlText.SqliteOnly("ROLLBACK");

    /// <summary>Writes all of it or nothing. After an exception this writer is to be disposed.</summary>
    public async Task<AppendOutcome> AppendAsync(LedgerAppend append)
    {
        _begin.Run(append);
        if (_moveHead.Run(HeadMove.Of(append)) == 0)
        {
            var fence = _connection.ExecuteScalar<long>(LedgerTexts.SelectFence.Sqlite!);
            _rollback.Run(append);
            return append.Fence is { } mine && mine != fence ? AppendOutcome.FenceLost : AppendOutcome.HeadMoved;
        }

        RunEach(_insertEntry, append.Entries);
        RunEach(_insertLiquidation, append.Liquidations);
        RunEach(_insertReversal, append.Reversals);
        RunEach(_insertSettled, append.SettledRecords);
        RunEach(_putRollup, append.Rollups);
        RunEach(_updateFund, _insertFund, append.Funds);
        RunEach(_updateSource, _insertSource, append.Sources);
        RunEach(_updateFlow, _insertFlow, append.Sources);
        RunEach(_updateFees, _insertFees, append.Fees);
        RunEach(_updateRateTotal, _insertRateTotal, append.RateTotals);
        foreach (var fee in append.FeesTakenBack)
        {
            await FeeRollupTexts.TakeBackAsync(SqlEngine.Sqlite, _connection, null, fee, CancellationToken.None);
        }

        WriteAdl(append);
        RunEach(_updateQuarantine, _insertQuarantine, append.Quarantined);
        RunEach(_closeQuarantine, append.Closed);

        // The transaction was begun by hand, so the provider knows of none.
        if (append.Beside is { } beside && !await beside(_connection, null))
        {
            _rollback.Run(append);
            return AppendOutcome.Refused;
        }

        try
        {
            _commit.Run(append);
        }
        catch (SqliteException exception) when (StorageFault.LeavesCommitUnknown(exception))
        {
            throw new CommitUnknownException(exception);
        }

        return AppendOutcome.Committed;
    }

    private void WriteAdl(LedgerAppend append)
    {
        RunEach(_insertAdlEvent, append.Adl.Started);
        RunEach(_updateAdlEvent, append.Adl.Changed);
        RunEach(_insertAdlLoss, append.Adl.Losses);
        RunEach(_insertAdlFill, append.AdlFills);
        RunEach(_addToAdlLoss, append.AdlFills);
        RunEach(_addToAdlEvent, append.AdlFills);
        RunEach(_takeOutOfAdlEvent, append.Adl.TakenBack);
        RunEach(_markAdlLossReversed, append.Adl.TakenBack);
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    // The four texts below are SQLite's alone because SQL Server takes the same rows in bulk.
    private static readonly SqlText InsertEntry = SqlText.SqliteOnly("""
        INSERT INTO ledger_entry (sequence, fund_id, fund_sequence, kind, is_decision, recorded_at_ms, occurred_at_ms,
          balance_before_units, balance_after_units, leaf_hash, bytes)
        VALUES (@sequence, @fund_id, @fund_sequence, @kind, @is_decision, @recorded_at_ms, @occurred_at_ms,
          @balance_before_units, @balance_after_units, @leaf_hash, @bytes)
        """);

    private static readonly SqlText InsertLiquidation = SqlText.SqliteOnly("""
        INSERT INTO liquidation (sequence, fund_id, symbol, position_side, outcome, occurred_at_ms, recorded_at_ms,
          residual_units, surplus_units, draw_units, uncovered_units)
        VALUES (@sequence, @fund_id, @symbol, @position_side, @outcome, @occurred_at_ms, @recorded_at_ms,
          @residual_units, @surplus_units, @draw_units, @uncovered_units)
        """);

    private static readonly SqlText InsertSettled = SqlText.SqliteOnly("""
        INSERT INTO settled_record (source, kind, external_id, sequence, content_hash)
        VALUES (@source, @kind, @external_id, @sequence, @content_hash)
        """);

    private static readonly SqlText PutRollup = SqlText.SqliteOnly("""
        INSERT INTO rollup (fund_id, interval_minutes, start_ms, open_units, high_units, low_units, close_units,
          opening_units, surplus_units, draw_units, fee_units, injection_units, withdrawal_units, reversal_units,
          peak_gross_units, peak_sequence, uncovered_units, liquidation_count, draw_count, last_sequence, largest_draw_units,
          largest_draw_sequence)
        VALUES (@fund_id, @interval_minutes, @start_ms, @open_units, @high_units, @low_units, @close_units,
          @opening_units, @surplus_units, @draw_units, @fee_units, @injection_units, @withdrawal_units, @reversal_units,
          @peak_gross_units, @peak_sequence, @uncovered_units, @liquidation_count, @draw_count, @last_sequence, @largest_draw_units,
          @largest_draw_sequence)
        ON CONFLICT (fund_id, interval_minutes, start_ms) DO UPDATE
        SET open_units = excluded.open_units, high_units = excluded.high_units, low_units = excluded.low_units,
          close_units = excluded.close_units, opening_units = excluded.opening_units, surplus_units = excluded.surplus_units,
          draw_units = excluded.draw_units, fee_units = excluded.fee_units, injection_units = excluded.injection_units,
          withdrawal_units = excluded.withdrawal_units, reversal_units = excluded.reversal_units,
          peak_gross_units = excluded.peak_gross_units, peak_sequence = excluded.peak_sequence,
          uncovered_units = excluded.uncovered_units, liquidation_count = excluded.liquidation_count,
          draw_count = excluded.draw_count, last_sequence = excluded.last_sequence,
          largest_draw_units = excluded.largest_draw_units, largest_draw_sequence = excluded.largest_draw_sequence
        """);

    private SqliteStatement<T> Prepare<T>(SqlText text, RowShape<T> shape)
    {
        var statement = new SqliteStatement<T>(_connection, text.For(SqlEngine.Sqlite), shape);
        _statements.Add(statement);
        return statement;
    }

    private static void RunEach<T>(SqliteStatement<T> statement, IReadOnlyList<T> rows)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            statement.Run(rows[index]);
        }
    }

    private static void RunEach<T>(SqliteStatement<T> update, SqliteStatement<T> insert, IReadOnlyList<T> rows)
    {
        for (var index = 0; index < rows.Count; index++)
        {
            if (update.Run(rows[index]) == 0)
            {
                insert.Run(rows[index]);
            }
        }
    }
}
