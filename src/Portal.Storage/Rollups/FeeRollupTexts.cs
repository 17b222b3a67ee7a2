using System.Data.Common;
using Dapper;
using Portal.Storage.Database;

namespace Portal.Storage.Rollups;

/// <summary>What an append says about fees to both engines. Parameters are called like the columns of the row shapes.</summary>
internal static class FeeRollupTexts
{
    // A sum stops at the largest number. SQLite would go on in REAL, which a STRICT table refuses, and SQL Server would fail: with it the settlement.
    public static readonly SqlText UpdateFees = SqlText.Same("""
        UPDATE fee_rollup
        SET amount_units = CASE
            WHEN amount_units > CAST(9223372036854775807 AS BIGINT) - @amount_units THEN CAST(9223372036854775807 AS BIGINT)
            ELSE amount_units + @amount_units END,
          allocated_units = CASE
            WHEN allocated_units > CAST(9223372036854775807 AS BIGINT) - @allocated_units THEN CAST(9223372036854775807 AS BIGINT)
            ELSE allocated_units + @allocated_units END,
          fee_count = fee_count + @fee_count
        WHERE fund_id = @fund_id AND day_ms = @day_ms AND market = @market AND fee_kind = @fee_kind AND rate_sequence = @rate_sequence
        """);

    public static readonly SqlText InsertFees = SqlText.Same("""
        INSERT INTO fee_rollup (fund_id, market, fee_kind, rate_sequence, day_ms, amount_units, allocated_units, fee_count)
        VALUES (@fund_id, @market, @fee_kind, @rate_sequence, @day_ms, @amount_units, @allocated_units, @fee_count)
        """);

    public static readonly SqlText UpdateRateTotal = SqlText.Same("""
        UPDATE rate_total
        SET amount_units = CASE
            WHEN amount_units > CAST(9223372036854775807 AS BIGINT) - @amount_units THEN CAST(9223372036854775807 AS BIGINT)
            ELSE amount_units + @amount_units END,
          allocated_units = CASE
            WHEN allocated_units > CAST(9223372036854775807 AS BIGINT) - @allocated_units THEN CAST(9223372036854775807 AS BIGINT)
            ELSE allocated_units + @allocated_units END,
          fee_count = fee_count + @fee_count
        WHERE fund_id = @fund_id AND rate_sequence = @rate_sequence
        """);

    public static readonly SqlText InsertRateTotal = SqlText.Same("""
        INSERT INTO rate_total (fund_id, rate_sequence, amount_units, allocated_units, fee_count)
        VALUES (@fund_id, @rate_sequence, @amount_units, @allocated_units, @fee_count)
        """);

    // Fees from before the sums began are in none of them. A sum that had stopped at the largest number is too low afterwards, never negative.
    private static readonly SqlText TakeFeesBack = SqlText.Same("""
        UPDATE fee_rollup
        SET amount_units = CASE WHEN amount_units < @AmountUnits THEN 0 ELSE amount_units - @AmountUnits END,
          allocated_units = CASE WHEN allocated_units < @AllocatedUnits THEN 0 ELSE allocated_units - @AllocatedUnits END,
          fee_count = fee_count - @FeeCount
        WHERE fund_id = @FundId AND day_ms = @DayMs AND market = @Market AND fee_kind = @FeeKind AND rate_sequence = @RateSequence
          AND @Sequence > (SELECT after_sequence FROM fee_rollup_start WHERE id = 1)
        """);

    private static readonly SqlText TakeRateTotalBack = SqlText.Same("""
        UPDATE rate_total
        SET amount_units = CASE WHEN amount_units < @AmountUnits THEN 0 ELSE amount_units - @AmountUnits END,
          allocated_units = CASE WHEN allocated_units < @AllocatedUnits THEN 0 ELSE allocated_units - @AllocatedUnits END,
          fee_count = fee_count - @FeeCount
        WHERE fund_id = @FundId AND rate_sequence = @RateSequence
          AND @Sequence > (SELECT after_sequence FROM fee_rollup_start WHERE id = 1)
        """);

    /// <summary>Leaves a fee out of the sums again. It is rare enough to need no prepared statement.</summary>
    public static async Task TakeBackAsync(SqlEngine engine, DbConnection connection, DbTransaction? transaction, FeeTakenBack fee, CancellationToken cancellation)
    {
        var change = fee.Change;
        var row = new
        {
            fee.Sequence,
            change.FundId,
            change.Market,
            change.FeeKind,
            change.RateSequence,
            change.DayMs,
            change.AmountUnits,
            change.AllocatedUnits,
            change.FeeCount,
        };
        await connection.ExecuteAsync(new CommandDefinition(TakeFeesBack.For(engine), row, transaction, cancellationToken: cancellation));
        await connection.ExecuteAsync(new CommandDefinition(TakeRateTotalBack.For(engine), row, transaction, cancellationToken: cancellation));
    }
}
