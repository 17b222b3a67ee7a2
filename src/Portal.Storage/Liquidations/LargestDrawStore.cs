using Portal.Storage.Database;

namespace Portal.Storage.Liquidations;

/// <summary>What a fund paid for liquidations, the largest draw first, of equal ones the newer first.</summary>
/// <remarks>
/// Draws are amounts of the fund's asset, so they are ranked within one fund. A place in the order is named by the sequence of the liquidation that
/// has it. A page looks at <see cref="LiquidationStore.ExaminedMax"/> draws at most.
/// </remarks>
public sealed class LargestDrawStore(PortalDatabase database)
{
    private static readonly SqlText SelectSmaller = SelectPage(
        "l.draw_units <= @Draw AND (l.draw_units < @Draw OR l.sequence < @Sequence) AND l.draw_units >= @EndDraw AND (l.draw_units > @EndDraw OR l.sequence >= @EndSequence)",
        "DESC");

    private static readonly SqlText SelectLarger = SelectPage(
        "l.draw_units >= @Draw AND (l.draw_units > @Draw OR l.sequence > @Sequence) AND l.draw_units <= @EndDraw AND (l.draw_units < @EndDraw OR l.sequence <= @EndSequence)",
        "ASC");

    private static readonly SqlText SelectSmallerBound = SelectBound("l.draw_units <= @Draw AND (l.draw_units < @Draw OR l.sequence < @Sequence)", "DESC");
    private static readonly SqlText SelectLargerBound = SelectBound("l.draw_units >= @Draw AND (l.draw_units > @Draw OR l.sequence > @Sequence)", "ASC");

    // The index holds what ended covered or uncovered, which says the same as a draw but for uncovered losses that got none: those lie at the bottom.
    private static readonly Draw Top = new(long.MaxValue, long.MaxValue);
    private static readonly Draw Bottom = new(0, long.MaxValue);

    /// <summary>A page of a fund's draws.</summary>
    /// <param name="filter">What to show; has to name the fund.</param>
    /// <param name="place">The liquidation that the page begins beside; null for the largest draw, or for the smallest when going back.</param>
    /// <param name="isBack">To larger draws, the nearest first; else to smaller ones.</param>
    /// <param name="before">Only those with a sequence below this one.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<LiquidationPage> ReadPageAsync(
        LiquidationFilter filter, long? place, bool isBack, long before, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LiquidationStore.PageMax);
        if (filter.FundId is null)
        {
            throw new ArgumentException("Draws are ranked within one fund.", nameof(filter));
        }

        var begin = await PlaceAsync(place, cancellation) ?? (isBack ? Bottom : Top);

        // Where the index alone decides, every row that is looked at is one that is found.
        var bound = filter == new LiquidationFilter { FundId = filter.FundId } ? null : await database.ReadFirstAsync<Draw>(
            isBack ? SelectLargerBound : SelectSmallerBound,
            new { filter.FundId, Draw = begin.DrawUnits, begin.Sequence, Before = before, One = 1, Skip = LiquidationStore.ExaminedMax - 1 },
            cancellation);
        var end = bound ?? (isBack ? Top : Bottom);
        var rows = await database.ReadAsync<LiquidationEntryRow>(
            isBack ? SelectLarger : SelectSmaller,
            new
            {
                filter.FundId,
                filter.Symbol,
                filter.Outcome,
                filter.PositionSide,
                filter.FromMs,
                filter.ToMs,
                filter.MinimumUnits,
                filter.MaximumUnits,
                Draw = begin.DrawUnits,
                begin.Sequence,
                EndDraw = end.DrawUnits,
                EndSequence = end.Sequence,
                Before = before,
                Limit = limit,
            },
            cancellation);
        return rows.Count == limit ? new LiquidationPage(rows, rows[^1].Sequence, rows[^1].Sequence)
            : bound is not null ? new LiquidationPage(rows, bound.Sequence, bound.Sequence)
            : new LiquidationPage(rows, SearchedTo: 1, Next: null);
    }

    private static readonly SqlText SelectPlace = SqlText.Same("SELECT draw_units, sequence FROM liquidation WHERE sequence = @Sequence");

    private async Task<Draw?> PlaceAsync(long? sequence, CancellationToken cancellation) =>
        sequence is { } known ? await database.ReadFirstAsync<Draw>(SelectPlace, new { Sequence = known }, cancellation) : null;

    private static SqlText SelectPage(string range, string direction) => SqlText.Limited($"""
        SELECT {LiquidationEntryRow.Columns}
        FROM liquidation AS l
        INNER JOIN ledger_entry AS e ON e.sequence = l.sequence
        WHERE l.fund_id = @FundId AND l.outcome > 1 AND {range} AND l.sequence < @Before
        {LiquidationTexts.Filtered}
        ORDER BY l.draw_units {direction}, l.sequence {direction}
        LIMIT @Limit
        """);

    private static SqlText SelectBound(string range, string direction) => SqlText.Limited($"""
        SELECT l.draw_units, l.sequence
        FROM liquidation AS l
        WHERE l.fund_id = @FundId AND l.outcome > 1 AND {range} AND l.sequence < @Before
        ORDER BY l.draw_units {direction}, l.sequence {direction}
        LIMIT @One OFFSET @Skip
        """);

    private sealed record Draw(long DrawUnits, long Sequence);
}
