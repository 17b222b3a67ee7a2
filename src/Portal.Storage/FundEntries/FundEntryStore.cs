using Portal.Settlement.Ledger;
using Portal.Storage.Database;
using Portal.Storage.Ledger;

namespace Portal.Storage.FundEntries;

/// <summary>Finds entries of one fund, newest first. Written by <see cref="LedgerStore"/>.</summary>
/// <remarks>
/// Liquidations and fees are looked for in the fund's own order, <see cref="ExaminedMax"/> entries a page at most. Everything else is seldom and has an index of its own,
/// of which a page goes through as many rows at most.
/// </remarks>
public sealed class FundEntryStore(PortalDatabase database)
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 200;

    /// <summary>How many entries one page looks at.</summary>
    public const int ExaminedMax = 5_000;

    private static readonly SqlText SelectPage = SqlText.Limited($"""
        SELECT {LedgerEntryRow.Columns}
        FROM ledger_entry
        WHERE fund_id = @FundId AND fund_sequence < @Before AND fund_sequence >= @From AND fund_sequence IS NOT NULL AND (@Kind IS NULL OR kind = @Kind)
        ORDER BY fund_sequence DESC
        LIMIT @Limit
        """);

    private static readonly SqlText SelectSeldomPage = SqlText.Limited($"""
        SELECT {LedgerEntryRow.Columns}
        FROM ledger_entry
        WHERE fund_id = @FundId AND fund_id IS NOT NULL AND kind <> 'liquidation' AND kind <> 'fee' AND sequence < @Before AND sequence >= @From
          AND (@Kind IS NULL OR kind = @Kind)
        ORDER BY sequence DESC
        LIMIT @Limit
        """);

    private static readonly SqlText SelectSeldomBound = SqlText.Limited("""
        SELECT sequence
        FROM ledger_entry
        WHERE fund_id = @FundId AND fund_id IS NOT NULL AND kind <> 'liquidation' AND kind <> 'fee' AND sequence < @Before
        ORDER BY sequence DESC
        LIMIT @One OFFSET @Skip
        """);

    private static readonly SqlText SelectPlace = SqlText.Same("""
        SELECT sequence FROM ledger_entry WHERE fund_id = @FundId AND fund_sequence = @FundSequence AND fund_sequence IS NOT NULL
        """);

    private static readonly SqlText SelectFundPlace = SqlText.Same("SELECT fund_sequence FROM ledger_entry WHERE sequence = @Sequence");

    /// <summary>A page of a fund's entries.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="kind">The one kind to show, as entries write it; null for all.</param>
    /// <param name="before">Entries before this place among the fund's own, counted from 1.</param>
    /// <param name="limit">How many, at most <see cref="PageMax"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<FundEntryPage> ReadPageAsync(string fundId, string? kind, long before, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit, PageMax);
        if (kind is not (null or LiquidationSettled.KindName or FeeAllocated.KindName))
        {
            return await ReadSeldomPageAsync(fundId, kind, before, limit, cancellation);
        }

        var from = Math.Max(1, before - ExaminedMax);
        var rows = await database.ReadAsync<LedgerEntryRow>(
            SelectPage, new { FundId = fundId, Kind = kind, Before = before, From = from, Limit = limit }, cancellation);
        var next = rows.Count == limit ? rows[^1].FundSequence!.Value : from;
        return new FundEntryPage(rows, next > 1 ? next : null);
    }

    /// <summary>What happened to a fund besides liquidations and fees, between two sequences, newest first.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="kind">The one kind to read; null for all.</param>
    /// <param name="from">The first sequence.</param>
    /// <param name="before">The sequence after the last.</param>
    /// <param name="limit">How many, at most <see cref="PageMax"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<LedgerEntryRow>> ReadSeldomAsync(string fundId, string? kind, long from, long before, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit, PageMax);
        return database.ReadAsync<LedgerEntryRow>(
            SelectSeldomPage, new { FundId = fundId, Kind = kind, Before = before, From = from, Limit = limit }, cancellation);
    }

    private static readonly SqlText SelectBalances = SqlText.Limited("""
        SELECT sequence, fund_sequence, kind, recorded_at_ms, balance_before_units, balance_after_units
        FROM ledger_entry
        WHERE fund_id = @FundId AND fund_sequence > @After AND fund_sequence IS NOT NULL
        ORDER BY fund_sequence
        LIMIT @Limit
        """);

    /// <summary>The balances that a fund's entries after one of them left, in order, without what else the entries say.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="afterSequence">The entry before the first, of the same fund; 0 to begin with the fund's first.</param>
    /// <param name="limit">How many, at most <see cref="ExaminedMax"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<BalanceStepRow>> ReadBalancesAsync(string fundId, long afterSequence, int limit, CancellationToken cancellation)
    {
        CheckLimit(limit, ExaminedMax);
        var after = afterSequence == 0 ? 0 : await database.ReadFirstAsync<long?>(SelectFundPlace, new { Sequence = afterSequence }, cancellation) ?? 0;
        return await database.ReadAsync<BalanceStepRow>(SelectBalances, new { FundId = fundId, After = after, Limit = limit }, cancellation);
    }

    private async Task<FundEntryPage> ReadSeldomPageAsync(string fundId, string kind, long before, int limit, CancellationToken cancellation)
    {
        // One beyond the newest is no entry's place, so everything is before it.
        var beforeSequence = await database.ReadFirstAsync<long?>(SelectPlace, new { FundId = fundId, FundSequence = before }, cancellation) ?? long.MaxValue;
        var bound = await database.ReadFirstAsync<long?>(
            SelectSeldomBound, new { FundId = fundId, Before = beforeSequence, One = 1, Skip = ExaminedMax - 1 }, cancellation) ?? 0;
        var rows = await ReadSeldomAsync(fundId, kind, bound, beforeSequence, limit, cancellation);
        if (rows.Count == limit)
        {
            return new FundEntryPage(rows, rows[^1].FundSequence);
        }

        return new FundEntryPage(rows, bound == 0 ? null : await database.ReadFirstAsync<long?>(SelectFundPlace, new { Sequence = bound }, cancellation));
    }

    private static void CheckLimit(int limit, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, most);
    }
}
