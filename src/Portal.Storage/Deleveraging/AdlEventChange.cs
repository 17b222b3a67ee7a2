using Portal.Storage.Database;

namespace Portal.Storage.Deleveraging;

/// <summary>What an append changes of an event.</summary>
/// <param name="StartSequence">The event.</param>
/// <param name="EndSequence">The entry that stopped it; null leaves it as it is.</param>
/// <param name="UncoveredUnits">Losses to add; negative takes them out again.</param>
/// <param name="RecoveredUnits">Recoveries to add; negative takes them out again.</param>
/// <param name="LossCount">Liquidations to add; negative takes them out again.</param>
/// <param name="LowestUnits">The lowest balance among the append's entries.</param>
public sealed record AdlEventChange(
    long StartSequence, long? EndSequence, long UncoveredUnits, long RecoveredUnits, long LossCount, long LowestUnits)
{
    internal static readonly RowShape<AdlEventChange> Shape = new(
        "adl_event",
        [
            RowColumn.Number("start_sequence"), RowColumn.Number("end_sequence"), RowColumn.Number("uncovered_units"),
            RowColumn.Number("recovered_units"), RowColumn.Number("loss_count"), RowColumn.Number("lowest_units"),
        ],
        static (row, values) =>
        {
            values.Put(row.StartSequence);
            values.Put(row.EndSequence);
            values.Put(row.UncoveredUnits);
            values.Put(row.RecoveredUnits);
            values.Put(row.LossCount);
            values.Put(row.LowestUnits);
        });
}
