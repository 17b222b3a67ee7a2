using Portal.Storage.Database;

namespace Portal.Storage.Deleveraging;

/// <summary>One time that ADL was on. Everything else of it is in the ledger entries that started and stopped it.</summary>
/// <param name="StartSequence">The entry that started it; what the event is known by.</param>
/// <param name="FundId">The fund.</param>
/// <param name="EndSequence">The entry that stopped it; null while it is on.</param>
/// <param name="UncoveredUnits">Losses left uncovered, without liquidations that were taken back.</param>
/// <param name="RecoveredUnits">What ADL fills recovered of them.</param>
/// <param name="LossCount">How many liquidations left them.</param>
/// <param name="LowestUnits">The fund's lowest balance meanwhile.</param>
public sealed record AdlEventRow(
    long StartSequence, string FundId, long? EndSequence, long UncoveredUnits, long RecoveredUnits, long LossCount, long LowestUnits)
{
    internal const string Columns = "start_sequence, fund_id, end_sequence, uncovered_units, recovered_units, loss_count, lowest_units";

    internal static readonly RowShape<AdlEventRow> Shape = new(
        "adl_event",
        [
            RowColumn.Number("start_sequence"), RowColumn.Text("fund_id", 64), RowColumn.Number("end_sequence"), RowColumn.Number("uncovered_units"),
            RowColumn.Number("recovered_units"), RowColumn.Number("loss_count"), RowColumn.Number("lowest_units"),
        ],
        static (row, values) =>
        {
            values.Put(row.StartSequence);
            values.Put(row.FundId);
            values.Put(row.EndSequence);
            values.Put(row.UncoveredUnits);
            values.Put(row.RecoveredUnits);
            values.Put(row.LossCount);
            values.Put(row.LowestUnits);
        });
}
