using Portal.Storage.Database;

namespace Portal.Storage.Deleveraging;

/// <summary>A loss that a liquidation left uncovered, and what ADL has recovered of it.</summary>
/// <param name="Sequence">The liquidation.</param>
/// <param name="EventSequence">The event it belongs to.</param>
/// <param name="UncoveredUnits">The loss.</param>
/// <param name="RecoveredUnits">What fills have recovered; never more than the loss.</param>
/// <param name="FillCount">How many fills.</param>
/// <param name="Reversed">1 when the liquidation was taken back.</param>
public sealed record AdlLossRow(long Sequence, long EventSequence, long UncoveredUnits, long RecoveredUnits, long FillCount, long Reversed)
{
    internal const string Columns = "sequence, event_sequence, uncovered_units, recovered_units, fill_count, reversed";

    internal static readonly RowShape<AdlLossRow> Shape = new(
        "adl_loss",
        [
            RowColumn.Number("sequence"), RowColumn.Number("event_sequence"), RowColumn.Number("uncovered_units"), RowColumn.Number("recovered_units"),
            RowColumn.Number("fill_count"), RowColumn.Number("reversed"),
        ],
        static (row, values) =>
        {
            values.Put(row.Sequence);
            values.Put(row.EventSequence);
            values.Put(row.UncoveredUnits);
            values.Put(row.RecoveredUnits);
            values.Put(row.FillCount);
            values.Put(row.Reversed);
        });
}
