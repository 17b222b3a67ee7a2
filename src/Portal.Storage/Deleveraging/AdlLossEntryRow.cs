namespace Portal.Storage.Deleveraging;

/// <summary>A loss with the bytes of its liquidation's entry and what was proposed for it; the proposal's columns are null where none was made yet.</summary>
public sealed record AdlLossEntryRow(
    long Sequence,
    long EventSequence,
    long UncoveredUnits,
    long RecoveredUnits,
    long FillCount,
    long Reversed,
    byte[] Bytes,
    string? ProposalState,
    string? ProposalQuantity,
    string? BankruptcyPrice,
    string? MarkPrice,
    long? TakenAtMs,
    long? CloseCount,
    string? Unfilled)
{
    internal const string Columns = """
        o.sequence, o.event_sequence, o.uncovered_units, o.recovered_units, o.fill_count, o.reversed, l.bytes,
        p.state AS proposal_state, p.quantity AS proposal_quantity, p.bankruptcy_price, p.mark_price, p.taken_at_ms, p.close_count, p.unfilled
        """;
}
