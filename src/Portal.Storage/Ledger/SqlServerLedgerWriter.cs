using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;
using Portal.Storage.Database;
using Portal.Storage.Deleveraging;
using Portal.Storage.Funds;
using Portal.Storage.Intake;
using Portal.Storage.Liquidations;
using Portal.Storage.Rollups;

namespace Portal.Storage.Ledger;

/// <summary>Appends to SQL Server: the many rows in bulk, the few one by one, in one transaction on a connection of its own.</summary>
internal sealed class SqlServerLedgerWriter
{
    private const int BulkTimeoutSeconds = 60;

    private readonly SqlConnection _connection;
    private readonly SqlTransaction _transaction;
    private readonly CancellationToken _cancellation;

    private SqlServerLedgerWriter(SqlConnection connection, SqlTransaction transaction, CancellationToken cancellation) =>
        (_connection, _transaction, _cancellation) = (connection, transaction, cancellation);

    /// <summary>Writes all of it or nothing.</summary>
    public static async Task<AppendOutcome> AppendAsync(PortalDatabase database, LedgerAppend append, CancellationToken cancellation)
    {
        await using var connection = (SqlConnection)await database.OpenAsync(cancellation);

        // Left without a commit it is rolled back.
        await using var transaction =
            (SqlTransaction)await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        var outcome = await new SqlServerLedgerWriter(connection, transaction, cancellation).WriteAsync(append);
        if (outcome is AppendOutcome.Committed)
        {
            await CommitAsync(transaction);
        }

        return outcome;
    }

    private static async Task CommitAsync(SqlTransaction transaction)
    {
        try
        {
            // Not to be cancelled: that would turn a commit that took place into one that nobody knows of.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (StorageFault.LeavesCommitUnknown(exception))
        {
            throw new CommitUnknownException(exception);
        }
    }

    private async Task<AppendOutcome> WriteAsync(LedgerAppend append)
    {
        using (var moveHead = Command(LedgerTexts.MoveHead, HeadMove.Shape))
        {
            if (await moveHead.RunAsync(HeadMove.Of(append), _cancellation) == 0)
            {
                var fence = await _connection.ExecuteScalarAsync<long>(new CommandDefinition(
                    LedgerTexts.SelectFence.SqlServer!, transaction: _transaction, cancellationToken: _cancellation));
                return append.Fence is { } mine && mine != fence ? AppendOutcome.FenceLost : AppendOutcome.HeadMoved;
            }
        }

        await CopyAsync(LedgerEntryRow.Shape, append.Entries);
        await CopyAsync(LiquidationRow.Shape, append.Liquidations);
        await RunEachAsync(LedgerTexts.InsertReversal, null, ReversalRow.Shape, append.Reversals);
        await CopyAsync(SettledRecordRow.Shape, append.SettledRecords);
        await PutRollupsAsync(append.Rollups);
        await RunEachAsync(LedgerTexts.UpdateFund, LedgerTexts.InsertFund, FundStateRow.Shape, append.Funds);
        await RunEachAsync(LedgerTexts.UpdateSource, LedgerTexts.InsertSource, SourceChange.Shape, append.Sources);
        await RunEachAsync(LedgerTexts.UpdateFlow, LedgerTexts.InsertFlow, SourceChange.Shape, append.Sources);
        await RunEachAsync(FeeRollupTexts.UpdateFees, FeeRollupTexts.InsertFees, FeeRollupChange.Shape, append.Fees);
        await RunEachAsync(FeeRollupTexts.UpdateRateTotal, FeeRollupTexts.InsertRateTotal, RateTotalChange.Shape, append.RateTotals);
        foreach (var fee in append.FeesTakenBack)
        {
            await FeeRollupTexts.TakeBackAsync(SqlEngine.SqlServer, _connection, _transaction, fee, _cancellation);
        }

        await WriteAdlAsync(append);
        await RunEachAsync(LedgerTexts.UpdateQuarantine, LedgerTexts.InsertQuarantine, QuarantineArrival.Shape, append.Quarantined);
        await RunEachAsync(LedgerTexts.CloseQuarantine, null, QuarantineClosing.Shape, append.Closed);
        return append.Beside is null || await append.Beside(_connection, _transaction) ? AppendOutcome.Committed : AppendOutcome.Refused;
    }

    private async Task WriteAdlAsync(LedgerAppend append)
    {
        await RunEachAsync(AdlTexts.InsertEvent, null, AdlEventRow.Shape, append.Adl.Started);
        await RunEachAsync(AdlTexts.UpdateEvent, null, AdlEventChange.Shape, append.Adl.Changed);
        await RunEachAsync(AdlTexts.InsertLoss, null, AdlLossRow.Shape, append.Adl.Losses);
        await CopyAsync(AdlFillRow.Shape, append.AdlFills);
        await RunEachAsync(AdlTexts.AddToLoss, null, AdlFillRow.Shape, append.AdlFills);
        await RunEachAsync(AdlTexts.AddToEventOfLoss, null, AdlFillRow.Shape, append.AdlFills);
        await RunEachAsync(AdlTexts.TakeOutOfEvent, null, ReversalRow.Shape, append.Adl.TakenBack);
        await RunEachAsync(AdlTexts.MarkLossReversed, null, ReversalRow.Shape, append.Adl.TakenBack);
    }

    private async Task CopyAsync<T>(RowShape<T> shape, IReadOnlyList<T> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        using var bulk = new SqlBulkCopy(_connection, SqlBulkCopyOptions.CheckConstraints, _transaction)
        {
            DestinationTableName = shape.Table,
            BatchSize = rows.Count,
            BulkCopyTimeout = BulkTimeoutSeconds,
        };
        foreach (var column in shape.Columns)
        {
            bulk.ColumnMappings.Add(column.Name, column.Name);
        }

        using var table = RowTable.Of(shape, rows);
        await bulk.WriteToServerAsync(table, _cancellation);
    }

    // A batch that replays history touches hundreds of minutes, so they go in one piece. The rows carry what is to stand, hence
    // DELETE and INSERT: no UPDATE ... FROM and no MERGE, which Babelfish reads differently or not at all.
    private static readonly SqlText PutRollups = SqlText.SqlServerOnly($"""
        DELETE FROM rollup
        WHERE EXISTS (
          SELECT 1 FROM @rows AS changed
          WHERE changed.fund_id = rollup.fund_id
            AND changed.interval_minutes = rollup.interval_minutes
            AND changed.start_ms = rollup.start_ms);
        INSERT INTO rollup ({RollupRow.Columns})
        SELECT {RollupRow.Columns} FROM @rows;
        """);

    private async Task PutRollupsAsync(IReadOnlyList<RollupRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        using var table = RowTable.Of(RollupRow.Shape, rows);
        using var command = new SqlCommand(PutRollups.SqlServer, _connection, _transaction);
        command.Parameters.Add(new SqlParameter("@rows", SqlDbType.Structured) { TypeName = "rollup_rows", Value = table });
        await command.ExecuteNonQueryAsync(_cancellation);
    }

    private async Task RunEachAsync<T>(SqlText first, SqlText? whenNothingTouched, RowShape<T> shape, IReadOnlyList<T> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        using var command = Command(first, shape);
        using var otherwise = whenNothingTouched is null ? null : Command(whenNothingTouched, shape);
        foreach (var row in rows)
        {
            if (await command.RunAsync(row, _cancellation) == 0 && otherwise is not null)
            {
                await otherwise.RunAsync(row, _cancellation);
            }
        }
    }

    private SqlServerRowCommand<T> Command<T>(SqlText text, RowShape<T> shape) =>
        new(_connection, _transaction, text.For(SqlEngine.SqlServer), shape);
}
