using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>An event that is settled: the same id from the same source is never settled again.</summary>
/// <param name="Source">Who sent it.</param>
/// <param name="Kind">0 liquidation, 1 fee.</param>
/// <param name="ExternalId">The sender's id, its ASCII bytes.</param>
/// <param name="Sequence">The ledger entry it became.</param>
/// <param name="ContentHash">Hash over its normalised values, 32 bytes: tells a repeat from a conflict.</param>
public sealed record SettledRecordRow(string Source, long Kind, byte[] ExternalId, long Sequence, byte[] ContentHash)
{
    /// <summary>The longest external id.</summary>
    public const int ExternalIdMax = 128;

    internal static readonly RowShape<SettledRecordRow> Shape = new(
        "settled_record",
        [
            RowColumn.Text("source", 128), RowColumn.Number("kind"), RowColumn.Binary("external_id", ExternalIdMax),
            RowColumn.Number("sequence"), RowColumn.Binary("content_hash", 32),
        ],
        static (row, values) =>
        {
            values.Put(row.Source);
            values.Put(row.Kind);
            values.Put(row.ExternalId);
            values.Put(row.Sequence);
            values.Put(row.ContentHash);
        });
}
