using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Storage.Database;

namespace Portal.Storage.Rollups;

/// <summary>What was earned in fees, and what of it went to a fund, by market, fee kind and rate. Written by <see cref="LedgerStore"/>.</summary>
public sealed class FeeRollupStore(PortalDatabase database)
{
    private const long Part = 1 << 30;
    private const long DayMs = 86_400_000;

    // A SUM of whole numbers fails in both engines when it outgrows them, so each number goes in as two halves that can't.
    private static readonly SqlText SelectSince = SqlText.Same("""
        SELECT market, fee_kind, rate_sequence,
          SUM(amount_units / 1073741824) AS amount_high, SUM(amount_units % 1073741824) AS amount_low,
          SUM(allocated_units / 1073741824) AS allocated_high, SUM(allocated_units % 1073741824) AS allocated_low,
          SUM(fee_count) AS fee_count
        FROM fee_rollup
        WHERE fund_id = @FundId AND day_ms >= @SinceMs
        GROUP BY market, fee_kind, rate_sequence
        ORDER BY market, fee_kind, rate_sequence
        """);

    /// <summary>A fund's fees whose periods began on a day or later, one sum per market, fee kind and rate.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="since">A time in the first day, UTC.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<FeeSum>> ReadSinceAsync(string fundId, DateTimeOffset since, CancellationToken cancellation)
    {
        var sinceMs = BalanceRollup.StartOf(since.ToUnixTimeMilliseconds(), (int)RollupRow.Day);
        var rows = await database.ReadAsync<FeeSumRow>(SelectSince, new { FundId = fundId, SinceMs = sinceMs }, cancellation);
        return [.. rows.Select(static row => new FeeSum(
            row.Market.Length == 0 ? null : row.Market,
            ChoiceText.Find<FeeKind>(row.FeeKind),
            RateOf(row.RateSequence),
            Whole(row.AmountHigh, row.AmountLow),
            Whole(row.AllocatedHigh, row.AllocatedLow),
            row.FeeCount))];
    }

    private static readonly SqlText SelectTotals = SqlText.Same("""
        SELECT rate_sequence, amount_units, allocated_units, fee_count FROM rate_total WHERE fund_id = @FundId ORDER BY rate_sequence
        """);

    /// <summary>What each rate of a fund was charged on and brought in so far, and what was earned while none was in force.</summary>
    public async Task<IReadOnlyList<FeeSum>> ReadTotalsAsync(string fundId, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync<RateTotalRow>(SelectTotals, new { FundId = fundId }, cancellation);
        return [.. rows.Select(static row => new FeeSum(null, null, RateOf(row.RateSequence), row.AmountUnits, row.AllocatedUnits, row.FeeCount))];
    }

    private static readonly SqlText SelectLately = SqlText.Same("""
        SELECT rate_sequence,
          SUM(allocated_units / 1073741824) AS allocated_high, SUM(allocated_units % 1073741824) AS allocated_low,
          SUM(CASE WHEN day_ms >= @LastMs THEN allocated_units / 1073741824 ELSE 0 END) AS last_high,
          SUM(CASE WHEN day_ms >= @LastMs THEN allocated_units % 1073741824 ELSE 0 END) AS last_low
        FROM fee_rollup
        WHERE fund_id = @FundId AND day_ms >= @SinceMs
        GROUP BY rate_sequence
        ORDER BY rate_sequence
        """);

    /// <summary>What each rate of a fund brought in lately, by the UTC days in which the fees' periods began. A fee without a rate brought in nothing.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="lastDay">A time in the last day.</param>
    /// <param name="days">How many days, the last one included; 1 or more.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<RateIncome>> ReadLatelyAsync(string fundId, DateTimeOffset lastDay, int days, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var lastMs = BalanceRollup.StartOf(lastDay.ToUnixTimeMilliseconds(), (int)RollupRow.Day);
        var rows = await database.ReadAsync<RateIncomeRow>(
            SelectLately, new { FundId = fundId, LastMs = lastMs, SinceMs = lastMs - ((days - 1) * DayMs) }, cancellation);
        return
        [
            .. rows.Where(static row => row.RateSequence != 0)
                .Select(static row => new RateIncome(row.RateSequence, Whole(row.LastHigh, row.LastLow), Whole(row.AllocatedHigh, row.AllocatedLow))),
        ];
    }

    private static readonly SqlText SelectStart = SqlText.Same("SELECT after_sequence, after_ms FROM fee_rollup_start WHERE id = 1");

    /// <summary>After which entry fees are counted here. Those before are in the ledger alone.</summary>
    public async Task<FeeRollupStart> ReadStartAsync(CancellationToken cancellation) =>
        await database.ReadFirstAsync<FeeRollupStart>(SelectStart, null, cancellation)
        ?? throw new InvalidOperationException("The database does not say from when on fees are counted; the schema is not applied.");

    private static long? RateOf(long sequence) => sequence == 0 ? null : sequence;

    private static long Whole(long high, long low) => (long)Int128.Min(((Int128)high * Part) + low, long.MaxValue);

    // By properties: SQLite knows no type of a sum over no rows, and a constructor would have to match it.
    private sealed record FeeSumRow
    {
        public string Market { get; init; } = string.Empty;

        public string FeeKind { get; init; } = string.Empty;

        public long RateSequence { get; init; }

        public long AmountHigh { get; init; }

        public long AmountLow { get; init; }

        public long AllocatedHigh { get; init; }

        public long AllocatedLow { get; init; }

        public long FeeCount { get; init; }
    }

    private sealed record RateIncomeRow
    {
        public long RateSequence { get; init; }

        public long AllocatedHigh { get; init; }

        public long AllocatedLow { get; init; }

        public long LastHigh { get; init; }

        public long LastLow { get; init; }
    }

    private sealed record RateTotalRow(long RateSequence, long AmountUnits, long AllocatedUnits, long FeeCount);
}

/// <summary>From where on fees are counted.</summary>
/// <param name="AfterSequence">The last entry that is not counted; 0 where all are.</param>
/// <param name="AfterMs">When it was recorded, Unix ms; null where all are counted.</param>
public sealed record FeeRollupStart(long AfterSequence, long? AfterMs);
