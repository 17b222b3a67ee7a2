namespace Portal.Storage.Liquidations;

/// <summary>A liquidation with the bytes of its ledger entry. The other columns are those of <see cref="LiquidationRow"/>.</summary>
public sealed record LiquidationEntryRow(
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
    long UncoveredUnits,
    byte[] Bytes)
{
    internal const string Columns = """
        l.sequence, l.fund_id, l.symbol, l.position_side, l.outcome, l.occurred_at_ms, l.recorded_at_ms, l.residual_units,
        l.surplus_units, l.draw_units, l.uncovered_units, e.bytes
        """;
}
