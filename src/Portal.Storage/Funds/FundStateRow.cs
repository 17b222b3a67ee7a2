using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Storage.Database;

namespace Portal.Storage.Funds;

/// <summary>A fund as it stands after the last entry.</summary>
/// <param name="FundId">The fund.</param>
/// <param name="BalanceUnits">Its balance.</param>
/// <param name="FundSequence">Its last entry's place among its own.</param>
/// <param name="LastSequence">Its last entry's place among all.</param>
/// <param name="LastRecordedAtMs">When that was settled, Unix ms.</param>
/// <param name="LastReplayed">1 when that came from a replay, else 0.</param>
/// <param name="PeakUnits">The highest balance it ever had.</param>
/// <param name="PeakSequence">The entry of that peak.</param>
/// <param name="PeakAtMs">Its time, Unix ms.</param>
/// <param name="WithdrawnUnits">All withdrawals so far, a positive number.</param>
/// <param name="AdlState">1 while ADL is on, else 0.</param>
/// <param name="AdlSinceSequence">The entry that switched it to what it is.</param>
/// <param name="LastUncoveredAtMs">When a loss was last left uncovered, Unix ms.</param>
/// <param name="LiquidationCount">Liquidations settled.</param>
/// <param name="DrawCount">Those of them that the fund paid for, in whole or in part.</param>
/// <param name="CoveredUnits">All draws so far.</param>
/// <param name="UncoveredUnits">All losses left for ADL so far.</param>
public sealed record FundStateRow(
    string FundId,
    long BalanceUnits,
    long FundSequence,
    long LastSequence,
    long LastRecordedAtMs,
    long LastReplayed,
    long PeakUnits,
    long PeakSequence,
    long PeakAtMs,
    long WithdrawnUnits,
    long AdlState,
    long? AdlSinceSequence,
    long? LastUncoveredAtMs,
    long LiquidationCount,
    long DrawCount,
    long CoveredUnits,
    long UncoveredUnits)
{
    /// <summary>The row of a fund's state.</summary>
    public static FundStateRow Of(FundState fund) => new(
        fund.FundId,
        fund.BalanceUnits,
        fund.FundSequence,
        fund.LastSequence,
        fund.LastRecordedAt.ToUnixTimeMilliseconds(),
        fund.LastReplayed ? 1 : 0,
        fund.PeakUnits,
        fund.PeakSequence,
        fund.PeakAt.ToUnixTimeMilliseconds(),
        fund.WithdrawnUnits,
        fund.AdlSinceSequence is null ? 0 : 1,
        fund.AdlSinceSequence,
        fund.LastUncoveredAt?.ToUnixTimeMilliseconds(),
        fund.LiquidationCount,
        fund.DrawCount,
        fund.DrawnUnits,
        fund.UncoveredUnits);

    /// <summary>The state of the row, without its rollups.</summary>
    public FundState ToState(Asset asset) => new(FundId, asset)
    {
        BalanceUnits = BalanceUnits,
        FundSequence = FundSequence,
        LastSequence = LastSequence,
        LastRecordedAt = DateTimeOffset.FromUnixTimeMilliseconds(LastRecordedAtMs),
        LastReplayed = LastReplayed != 0,
        PeakUnits = PeakUnits,
        PeakSequence = PeakSequence,
        PeakAt = DateTimeOffset.FromUnixTimeMilliseconds(PeakAtMs),
        WithdrawnUnits = WithdrawnUnits,
        AdlSinceSequence = AdlSinceSequence,
        LastUncoveredAt = LastUncoveredAtMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        LiquidationCount = LiquidationCount,
        DrawCount = DrawCount,
        DrawnUnits = CoveredUnits,
        UncoveredUnits = UncoveredUnits,
    };

    internal const string Columns = """
        fund_id, balance_units, fund_sequence, last_sequence, last_recorded_at_ms, last_replayed, peak_units, peak_sequence, peak_at_ms,
        withdrawn_units, adl_state, adl_since_sequence, last_uncovered_at_ms, liquidation_count, draw_count, covered_units, uncovered_units
        """;

    internal static readonly RowShape<FundStateRow> Shape = new(
        "fund_state",
        [
            RowColumn.Text("fund_id", 64), RowColumn.Number("balance_units"), RowColumn.Number("fund_sequence"),
            RowColumn.Number("last_sequence"), RowColumn.Number("last_recorded_at_ms"), RowColumn.Number("last_replayed"),
            RowColumn.Number("peak_units"), RowColumn.Number("peak_sequence"), RowColumn.Number("peak_at_ms"),
            RowColumn.Number("withdrawn_units"), RowColumn.Number("adl_state"), RowColumn.Number("adl_since_sequence"),
            RowColumn.Number("last_uncovered_at_ms"), RowColumn.Number("liquidation_count"), RowColumn.Number("draw_count"),
            RowColumn.Number("covered_units"), RowColumn.Number("uncovered_units"),
        ],
        static (row, values) =>
        {
            values.Put(row.FundId);
            values.Put(row.BalanceUnits);
            values.Put(row.FundSequence);
            values.Put(row.LastSequence);
            values.Put(row.LastRecordedAtMs);
            values.Put(row.LastReplayed);
            values.Put(row.PeakUnits);
            values.Put(row.PeakSequence);
            values.Put(row.PeakAtMs);
            values.Put(row.WithdrawnUnits);
            values.Put(row.AdlState);
            values.Put(row.AdlSinceSequence);
            values.Put(row.LastUncoveredAtMs);
            values.Put(row.LiquidationCount);
            values.Put(row.DrawCount);
            values.Put(row.CoveredUnits);
            values.Put(row.UncoveredUnits);
        });
}
