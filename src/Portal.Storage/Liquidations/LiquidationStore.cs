using Portal.Storage.Database;

namespace Portal.Storage.Liquidations;

/// <summary>Finds settled liquidations. Written by <see cref="Ledger.LedgerStore"/>.</summary>
/// <remarks>
/// A page walks through one index (the symbol's, the outcome's, the fund's or the sequence itself, the most selective one that the
/// filter allows) and looks at <see cref="ExaminedMax"/> rows at most, however long the ledger is. A time is first turned into sequences
/// by the minute rollups of the funds, so that an old day is found at once.
/// </remarks>
public sealed class LiquidationStore(PortalDatabase database)
{
    /// <summary>The longest page.</summary>
    public const int PageMax = 200;

    /// <summary>How many rows of an index one page looks at.</summary>
    public const int ExaminedMax = 5_000;

    private const long MinuteMs = 60_000;

    /// <summary>A page of those with a sequence below <paramref name="before"/>, newest first; null from the newest on.</summary>
    public async Task<LiquidationPage> ReadPageAsync(
        LiquidationFilter filter, long? before, int limit, CancellationToken cancellation)
    {
        var range = await RangeOfAsync(filter, before, cancellation);
        return await ReadAsync(filter, range, isForward: false, limit, cancellation);
    }

    /// <summary>A page of those with a sequence above <paramref name="after"/> and below <paramref name="before"/>, oldest first.</summary>
    public async Task<LiquidationPage> ReadForwardAsync(
        LiquidationFilter filter, long after, long before, int limit, CancellationToken cancellation)
    {
        var range = await RangeOfAsync(filter, before, cancellation);
        return await ReadAsync(filter, (Math.Max(after, range.After), range.Before), isForward: true, limit, cancellation);
    }

    private static readonly SqlText SelectOne = SqlText.Same($"""
        SELECT {LiquidationEntryRow.Columns}
        FROM liquidation AS l
        INNER JOIN ledger_entry AS e ON e.sequence = l.sequence
        WHERE l.sequence = @Sequence
        """);

    /// <summary>One liquidation; null when that sequence is none.</summary>
    public Task<LiquidationEntryRow?> ReadAsync(long sequence, CancellationToken cancellation) =>
        database.ReadFirstAsync<LiquidationEntryRow>(SelectOne, new { Sequence = sequence }, cancellation);

    private static readonly SqlText SelectNewest = SqlText.Limited($"""
        SELECT {LiquidationEntryRow.Columns}
        FROM liquidation AS l
        INNER JOIN ledger_entry AS e ON e.sequence = l.sequence
        WHERE l.sequence > 0
        ORDER BY l.sequence DESC
        LIMIT @Limit
        """);

    /// <summary>The newest, of all funds, newest first.</summary>
    public Task<IReadOnlyList<LiquidationEntryRow>> ReadNewestAsync(int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        return database.ReadAsync<LiquidationEntryRow>(SelectNewest, new { Limit = limit }, cancellation);
    }

    private static readonly SqlText SelectAfter = SqlText.Limited($"""
        SELECT {LiquidationEntryRow.Columns}
        FROM liquidation AS l
        INNER JOIN ledger_entry AS e ON e.sequence = l.sequence
        WHERE l.sequence > @After
        ORDER BY l.sequence
        LIMIT @Limit
        """);

    /// <summary>Those after a sequence, in order: for exports, which go through all of them.</summary>
    public Task<IReadOnlyList<LiquidationEntryRow>> ReadAfterAsync(long afterSequence, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, ExaminedMax);
        return database.ReadAsync<LiquidationEntryRow>(SelectAfter, new { After = afterSequence, Limit = limit }, cancellation);
    }

    // The last sequence of each fund in the minutes before a time. Nothing that a fund settled before that time lies beyond it, since its clock
    // never goes back: so the highest of them bounds a range from above, and the lowest, or what precedes a fund that began later, from below.
    private static readonly SqlText SelectSequencesAt = SqlText.Same("""
        SELECT COALESCE(MIN(COALESCE(last_sequence, first_sequence - 1)), 0) AS lowest, COALESCE(MAX(last_sequence), 0) AS highest
        FROM (
          SELECT
            (SELECT found.last_sequence FROM rollup AS found
             WHERE found.fund_id = fund_state.fund_id AND found.interval_minutes = 1 AND found.start_ms = (
               SELECT MAX(earlier.start_ms) FROM rollup AS earlier
               WHERE earlier.fund_id = fund_state.fund_id AND earlier.interval_minutes = 1 AND earlier.start_ms < @BeforeMs)) AS last_sequence,
            (SELECT e.sequence FROM ledger_entry AS e
             WHERE e.fund_id = fund_state.fund_id AND e.fund_sequence = 1 AND e.fund_sequence IS NOT NULL) AS first_sequence
          FROM fund_state
          WHERE @FundId IS NULL OR fund_id = @FundId) AS at_time
        """);

    private static readonly SqlText SelectNewestSequence = SqlText.Same("SELECT sequence FROM ledger_head WHERE id = 1");

    private async Task<(long After, long Before)> RangeOfAsync(LiquidationFilter filter, long? before, CancellationToken cancellation)
    {
        var upper = before ?? 1 + await database.ReadFirstAsync<long>(SelectNewestSequence, null, cancellation);
        if (filter.ToMs is { } toMs)
        {
            var at = await database.ReadFirstAsync<SequencesAt>(SelectSequencesAt, new { BeforeMs = toMs, filter.FundId }, cancellation);
            upper = Math.Min(upper, at!.Highest + 1);
        }

        if (filter.FromMs is not { } fromMs)
        {
            return (0, upper);
        }

        // The minute that holds the time has entries on both sides of it, so the one before it is the bound.
        var minuteMs = fromMs - (((fromMs % MinuteMs) + MinuteMs) % MinuteMs);
        var from = await database.ReadFirstAsync<SequencesAt>(SelectSequencesAt, new { BeforeMs = minuteMs, filter.FundId }, cancellation);
        return (from!.Lowest, upper);
    }

    private async Task<LiquidationPage> ReadAsync(
        LiquidationFilter filter, (long After, long Before) range, bool isForward, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        var index = LiquidationIndex.For(filter, isForward);

        // Where the index alone decides, every row that is looked at is one that is found.
        var bound = index.AnswersAll
            ? 0
            : await database.ReadFirstAsync<long>(
                index.Bound,
                new { filter.Symbol, filter.Outcome, filter.FundId, range.After, range.Before, One = 1, Skip = ExaminedMax - 1 },
                cancellation);
        var (after, before) = (bound, isForward) switch
        {
            (0, _) => range,
            (_, true) => (range.After, bound + 1),
            _ => (bound - 1, range.Before),
        };
        var rows = await database.ReadAsync<LiquidationEntryRow>(
            index.Page,
            new
            {
                filter.Symbol,
                filter.Outcome,
                filter.FundId,
                filter.PositionSide,
                filter.FromMs,
                filter.ToMs,
                filter.MinimumUnits,
                filter.MaximumUnits,
                After = after,
                Before = before,
                Limit = limit,
            },
            cancellation);
        return rows.Count == limit ? new LiquidationPage(rows, rows[^1].Sequence, rows[^1].Sequence)
            : bound > 0 ? new LiquidationPage(rows, bound, bound)
            : new LiquidationPage(rows, isForward ? range.Before - 1 : 1, Next: null);
    }

    private sealed record SequencesAt(long Lowest, long Highest);
}
