using Portal.Storage.Database;

namespace Portal.Storage.Liquidations;

/// <summary>What is looked for among settled liquidations. The record in full is the ledger entry of the same sequence.</summary>
/// <param name="Sequence">The ledger entry's sequence.</param>
/// <param name="FundId">The fund that settled it.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="PositionSide">0 long, 1 short, 2 not reported.</param>
/// <param name="Outcome">0 surplus, 1 even, 2 covered, 3 uncovered.</param>
/// <param name="OccurredAtMs">When it happened, Unix ms.</param>
/// <param name="RecordedAtMs">When it was settled, Unix ms.</param>
/// <param name="ResidualUnits">Margin less total loss.</param>
/// <param name="SurplusUnits">What the fund received.</param>
/// <param name="DrawUnits">What the fund paid.</param>
/// <param name="UncoveredUnits">What was left for ADL.</param>
public sealed record LiquidationRow(
    long Sequence,
    string FundId,
    string Symbol,
    long PositionSide,
    long Outcome,
    long OccurredAtMs,
    long RecordedAtMs,
    long ResidualUnits,
    long SurplusUnits,
    long DrawUnits,
    long UncoveredUnits)
{
    internal static readonly RowShape<LiquidationRow> Shape = new(
        "liquidation",
        [
            RowColumn.Number("sequence"), RowColumn.Text("fund_id", 64), RowColumn.Text("symbol", 64), RowColumn.Number("position_side"),
            RowColumn.Number("outcome"), RowColumn.Number("occurred_at_ms"), RowColumn.Number("recorded_at_ms"),
            RowColumn.Number("residual_units"), RowColumn.Number("surplus_units"), RowColumn.Number("draw_units"),
            RowColumn.Number("uncovered_units"),
        ],
        static (row, values) =>
        {
            values.Put(row.Sequence);
            values.Put(row.FundId);
            values.Put(row.Symbol);
            values.Put(row.PositionSide);
            values.Put(row.Outcome);
            values.Put(row.OccurredAtMs);
            values.Put(row.RecordedAtMs);
            values.Put(row.ResidualUnits);
            values.Put(row.SurplusUnits);
            values.Put(row.DrawUnits);
            values.Put(row.UncoveredUnits);
        });
}
