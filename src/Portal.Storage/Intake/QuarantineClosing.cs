using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>Closes what is open in quarantine under one id.</summary>
/// <param name="Source">Who sent it.</param>
/// <param name="Kind">0 liquidation, 1 fee.</param>
/// <param name="ExternalId">The sender's id, its ASCII bytes.</param>
/// <param name="Status"><see cref="QuarantineRow.Corrected"/> or <see cref="QuarantineRow.Dismissed"/>.</param>
/// <param name="BySequence">The ledger entry that settles the matter.</param>
/// <param name="PayloadHash">The one payload meant; null for every open one under the id.</param>
public sealed record QuarantineClosing(
    string Source, long Kind, byte[] ExternalId, string Status, long BySequence, byte[]? PayloadHash = null)
{
    internal static readonly RowShape<QuarantineClosing> Shape = new(
        "quarantine",
        [
            RowColumn.Text("source", 128), RowColumn.Number("kind"), RowColumn.Binary("external_id", SettledRecordRow.ExternalIdMax),
            RowColumn.Text("status", 16), RowColumn.Number("by_sequence"), RowColumn.Binary("payload_hash", 32),
        ],
        static (row, values) =>
        {
            values.Put(row.Source);
            values.Put(row.Kind);
            values.Put(row.ExternalId);
            values.Put(row.Status);
            values.Put(row.BySequence);
            values.Put(row.PayloadHash);
        });
}
