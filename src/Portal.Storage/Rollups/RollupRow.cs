using Portal.Settlement.Ledger;
using Portal.Storage.Database;

namespace Portal.Storage.Rollups;

/// <summary>A fund's balance and flows in one minute, hour or day by the settling clock, as they stand after the last entry in it.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="IntervalMinutes"><see cref="Minute"/>, <see cref="Hour"/> or <see cref="Day"/>.</param>
/// <param name="StartMs">Its start, Unix ms, a multiple of the interval.</param>
/// <param name="OpenUnits">Balance before its first entry.</param>
/// <param name="HighUnits">Highest balance.</param>
/// <param name="LowUnits">Lowest balance.</param>
/// <param name="CloseUnits">Balance after its last entry.</param>
/// <param name="OpeningUnits">Opening balances.</param>
/// <param name="SurplusUnits">Received from liquidations.</param>
/// <param name="DrawUnits">Paid for liquidations, a positive number.</param>
/// <param name="FeeUnits">Received from fees.</param>
/// <param name="InjectionUnits">Paid in by the operator.</param>
/// <param name="WithdrawalUnits">Taken out by the operator, a positive number.</param>
/// <param name="ReversalUnits">Reversals, with their sign.</param>
/// <param name="PeakGrossUnits">Highest balance with all withdrawals so far added back.</param>
/// <param name="PeakSequence">The entry of that peak.</param>
/// <param name="UncoveredUnits">Losses left for ADL.</param>
/// <param name="LiquidationCount">Liquidations settled.</param>
/// <param name="DrawCount">Those of them that the fund paid for, in whole or in part.</param>
/// <param name="LastSequence">
/// The last entry of this fund in it, <b>whatever its kind and even if it moved nothing</b>: lists use it to find a time in the ledger.
/// </param>
/// <param name="LargestDrawUnits">The largest single payment for a liquidation; 0 without one, and in rollups of before script 0010.</param>
/// <param name="LargestDrawSequence">The entry of the first such payment; 0 where there is none.</param>
public sealed record RollupRow(
    string FundId,
    long IntervalMinutes,
    long StartMs,
    long OpenUnits,
    long HighUnits,
    long LowUnits,
    long CloseUnits,
    long OpeningUnits,
    long SurplusUnits,
    long DrawUnits,
    long FeeUnits,
    long InjectionUnits,
    long WithdrawalUnits,
    long ReversalUnits,
    long PeakGrossUnits,
    long PeakSequence,
    long UncoveredUnits,
    long LiquidationCount,
    long DrawCount,
    long LastSequence,
    long LargestDrawUnits = 0,
    long LargestDrawSequence = 0)
{
    /// <summary>Minutes in a minute.</summary>
    public const long Minute = 1;

    /// <summary>Minutes in an hour.</summary>
    public const long Hour = 60;

    /// <summary>Minutes in a day.</summary>
    public const long Day = 1440;

    /// <summary>The row of a fund's rollup.</summary>
    public static RollupRow Of(string fundId, BalanceRollup rollup) => new(
        fundId,
        rollup.IntervalMinutes,
        rollup.StartUnixMs,
        rollup.OpenUnits,
        rollup.HighUnits,
        rollup.LowUnits,
        rollup.CloseUnits,
        rollup.OpeningUnits,
        rollup.SurplusUnits,
        rollup.DrawUnits,
        rollup.FeeUnits,
        rollup.InjectionUnits,
        rollup.WithdrawalUnits,
        rollup.ReversalUnits,
        rollup.PeakGrossUnits,
        rollup.PeakSequence,
        rollup.UncoveredUnits,
        rollup.LiquidationCount,
        rollup.DrawCount,
        rollup.LastSequence,
        rollup.LargestDrawUnits,
        rollup.LargestDrawSequence);

    /// <summary>The rollup of the row.</summary>
    public BalanceRollup ToRollup() => new()
    {
        IntervalMinutes = (int)IntervalMinutes,
        StartUnixMs = StartMs,
        OpenUnits = OpenUnits,
        HighUnits = HighUnits,
        LowUnits = LowUnits,
        CloseUnits = CloseUnits,
        PeakGrossUnits = PeakGrossUnits,
        PeakSequence = PeakSequence,
        LastSequence = LastSequence,
        OpeningUnits = OpeningUnits,
        SurplusUnits = SurplusUnits,
        DrawUnits = DrawUnits,
        FeeUnits = FeeUnits,
        InjectionUnits = InjectionUnits,
        WithdrawalUnits = WithdrawalUnits,
        ReversalUnits = ReversalUnits,
        UncoveredUnits = UncoveredUnits,
        LiquidationCount = LiquidationCount,
        DrawCount = DrawCount,
        LargestDrawUnits = LargestDrawUnits,
        LargestDrawSequence = LargestDrawSequence,
    };

    internal const string Columns = """
        fund_id, interval_minutes, start_ms, open_units, high_units, low_units, close_units, opening_units, surplus_units, draw_units,
        fee_units, injection_units, withdrawal_units, reversal_units, peak_gross_units, peak_sequence, uncovered_units,
        liquidation_count, draw_count, last_sequence, largest_draw_units, largest_draw_sequence
        """;

    internal static string ColumnsOf(string table) => string.Join(", ", Shape.Columns.Select(column => $"{table}.{column.Name}"));

    internal static readonly RowShape<RollupRow> Shape = new(
        "rollup",
        [
            RowColumn.Text("fund_id", 64), RowColumn.Number("interval_minutes"), RowColumn.Number("start_ms"),
            RowColumn.Number("open_units"), RowColumn.Number("high_units"), RowColumn.Number("low_units"), RowColumn.Number("close_units"),
            RowColumn.Number("opening_units"), RowColumn.Number("surplus_units"), RowColumn.Number("draw_units"),
            RowColumn.Number("fee_units"), RowColumn.Number("injection_units"), RowColumn.Number("withdrawal_units"),
            RowColumn.Number("reversal_units"), RowColumn.Number("peak_gross_units"), RowColumn.Number("peak_sequence"),
            RowColumn.Number("uncovered_units"), RowColumn.Number("liquidation_count"), RowColumn.Number("draw_count"),
            RowColumn.Number("last_sequence"), RowColumn.Number("largest_draw_units"), RowColumn.Number("largest_draw_sequence"),
        ],
        static (row, values) =>
        {
            values.Put(row.FundId);
            values.Put(row.IntervalMinutes);
            values.Put(row.StartMs);
            values.Put(row.OpenUnits);
            values.Put(row.HighUnits);
            values.Put(row.LowUnits);
            values.Put(row.CloseUnits);
            values.Put(row.OpeningUnits);
            values.Put(row.SurplusUnits);
            values.Put(row.DrawUnits);
            values.Put(row.FeeUnits);
            values.Put(row.InjectionUnits);
            values.Put(row.WithdrawalUnits);
            values.Put(row.ReversalUnits);
            values.Put(row.PeakGrossUnits);
            values.Put(row.PeakSequence);
            values.Put(row.UncoveredUnits);
            values.Put(row.LiquidationCount);
            values.Put(row.DrawCount);
            values.Put(row.LastSequence);
            values.Put(row.LargestDrawUnits);
            values.Put(row.LargestDrawSequence);
        });
}
