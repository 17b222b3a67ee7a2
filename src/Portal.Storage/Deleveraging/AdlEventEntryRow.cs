namespace Portal.Storage.Deleveraging;

/// <summary>An event with the bytes of the entries that started and stopped it. The other columns are those of <see cref="AdlEventRow"/>.</summary>
public sealed record AdlEventEntryRow(
    long StartSequence,
    string FundId,
    long? EndSequence,
    long UncoveredUnits,
    long RecoveredUnits,
    long LossCount,
    long LowestUnits,
    byte[] StartBytes,
    byte[]? EndBytes)
{
    internal const string Columns = """
        a.start_sequence, a.fund_id, a.end_sequence, a.uncovered_units, a.recovered_units, a.loss_count, a.lowest_units,
        s.bytes AS start_bytes, e.bytes AS end_bytes
        """;
}
