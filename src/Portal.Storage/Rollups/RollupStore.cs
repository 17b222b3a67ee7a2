using Portal.Storage.Database;

namespace Portal.Storage.Rollups;

/// <summary>A fund's history in minutes, hours and days. Written by <see cref="Ledger.LedgerStore"/>.</summary>
public sealed class RollupStore(PortalDatabase database)
{
    /// <summary>The longest range.</summary>
    public const int PageMax = 2_000;

    /// <summary>The current minute and the 480 before it: what the ADL peak is taken from.</summary>
    public const int PeakMinutes = 481;

    private static readonly SqlText SelectRange = SqlText.Limited($"""
        SELECT {RollupRow.Columns}
        FROM rollup
        WHERE fund_id = @FundId AND interval_minutes = @IntervalMinutes AND start_ms >= @FromMs AND start_ms < @ToMs
        ORDER BY start_ms
        LIMIT @Limit
        """);

    /// <summary>Those that start from <paramref name="fromMs"/> on and before <paramref name="toMs"/>, oldest first.</summary>
    /// <remarks>An interval without entries has none.</remarks>
    public Task<IReadOnlyList<RollupRow>> ReadAsync(
        string fundId, long intervalMinutes, long fromMs, long toMs, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        return database.ReadAsync<RollupRow>(
            SelectRange,
            new { FundId = fundId, IntervalMinutes = intervalMinutes, FromMs = fromMs, ToMs = toMs, Limit = limit },
            cancellation);
    }

    private static readonly SqlText SelectBackFrom = SqlText.Limited($"""
        SELECT {RollupRow.Columns}
        FROM rollup
        WHERE fund_id = @FundId AND interval_minutes = @IntervalMinutes AND start_ms <= @AtMs
        ORDER BY start_ms DESC
        LIMIT @Limit
        """);

    /// <summary>The last one that starts at or before a time; null when there is none.</summary>
    public Task<RollupRow?> ReadLastAsync(string fundId, long intervalMinutes, long atMs, CancellationToken cancellation) =>
        database.ReadFirstAsync<RollupRow>(
            SelectBackFrom, new { FundId = fundId, IntervalMinutes = intervalMinutes, AtMs = atMs, Limit = 1 }, cancellation);

    /// <summary>The last <see cref="PeakMinutes"/> minutes that have entries and start at or before a time, oldest first.</summary>
    public async Task<IReadOnlyList<RollupRow>> ReadLastMinutesAsync(string fundId, long atMs, CancellationToken cancellation)
    {
        var newestFirst = await database.ReadAsync<RollupRow>(
            SelectBackFrom,
            new { FundId = fundId, IntervalMinutes = RollupRow.Minute, AtMs = atMs, Limit = PeakMinutes },
            cancellation);
        return [.. newestFirst.Reverse()];
    }

    // SQLite may begin an INNER JOIN with either side, and the rollups would be the whole table; it takes a CROSS JOIN in the order written.
    // SQL Server has no CROSS JOIN with ON, and statistics to know better.
    private static readonly SqlText SelectNewest = SqlText.Split(sqlite: SelectNewestBy("CROSS JOIN"), sqlServer: SelectNewestBy("INNER JOIN"));

    /// <summary>The newest of every fund and interval.</summary>
    public Task<IReadOnlyList<RollupRow>> ReadNewestAsync(CancellationToken cancellation) =>
        database.ReadAsync<RollupRow>(SelectNewest, null, cancellation);

    private static string SelectNewestBy(string join) => $"""
        SELECT {RollupRow.ColumnsOf("newest")}
        FROM fund_state
        CROSS JOIN (SELECT 1 AS minutes UNION ALL SELECT 60 UNION ALL SELECT 1440) AS intervals
        {join} rollup AS newest
          ON newest.fund_id = fund_state.fund_id
          AND newest.interval_minutes = intervals.minutes
          AND newest.start_ms = (
            SELECT MAX(earlier.start_ms) FROM rollup AS earlier
            WHERE earlier.fund_id = fund_state.fund_id AND earlier.interval_minutes = intervals.minutes)
        ORDER BY newest.fund_id, newest.interval_minutes
        """;
}
