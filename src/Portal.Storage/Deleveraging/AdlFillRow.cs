using Portal.Storage.Database;

namespace Portal.Storage.Deleveraging;

/// <summary>What ADL closed for a liquidation. The record in full is the ledger entry of the same sequence.</summary>
/// <param name="Sequence">The ledger entry.</param>
/// <param name="LiquidationSequence">The liquidation.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="ExternalId">Its id there, ASCII.</param>
/// <param name="ContentHash">SHA-256 of the normalised record without its id.</param>
/// <param name="Quantity">Contracts closed.</param>
/// <param name="Price">At what price.</param>
/// <param name="RecoveredUnits">What the loss got back.</param>
/// <param name="ExcessUnits">What it brought beyond the loss.</param>
/// <param name="OccurredAtMs">When it happened, Unix ms.</param>
/// <param name="RecordedAtMs">When it was settled, Unix ms.</param>
public sealed record AdlFillRow(
    long Sequence,
    long LiquidationSequence,
    string Source,
    byte[] ExternalId,
    byte[] ContentHash,
    string Quantity,
    string Price,
    long RecoveredUnits,
    long ExcessUnits,
    long OccurredAtMs,
    long RecordedAtMs)
{
    internal const string Columns =
        "sequence, liquidation_sequence, source, external_id, content_hash, quantity, price, recovered_units, excess_units, occurred_at_ms, recorded_at_ms";

    internal static readonly RowShape<AdlFillRow> Shape = new(
        "adl_fill",
        [
            RowColumn.Number("sequence"), RowColumn.Number("liquidation_sequence"), RowColumn.Text("source", 128), RowColumn.Binary("external_id", 128),
            RowColumn.Binary("content_hash", 32), RowColumn.Text("quantity", 48), RowColumn.Text("price", 48), RowColumn.Number("recovered_units"),
            RowColumn.Number("excess_units"), RowColumn.Number("occurred_at_ms"), RowColumn.Number("recorded_at_ms"),
        ],
        static (row, values) =>
        {
            values.Put(row.Sequence);
            values.Put(row.LiquidationSequence);
            values.Put(row.Source);
            values.Put(row.ExternalId);
            values.Put(row.ContentHash);
            values.Put(row.Quantity);
            values.Put(row.Price);
            values.Put(row.RecoveredUnits);
            values.Put(row.ExcessUnits);
            values.Put(row.OccurredAtMs);
            values.Put(row.RecordedAtMs);
        });
}
