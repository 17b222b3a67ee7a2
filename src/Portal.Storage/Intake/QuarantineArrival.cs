using Portal.Storage.Database;

namespace Portal.Storage.Intake;

/// <summary>A record that could not be settled, to be kept as it was sent. The same payload again only raises the count of the row it has.</summary>
/// <param name="Source">Who sent it.</param>
/// <param name="Kind">0 liquidation, 1 fee.</param>
/// <param name="ExternalId">The sender's id, its ASCII bytes; empty when there is none that can be read.</param>
/// <param name="Reason"><see cref="QuarantineRow.Rejected"/> or <see cref="QuarantineRow.Conflict"/>.</param>
/// <param name="ProblemCode">The problem's stable name.</param>
/// <param name="ProblemField">The field at fault.</param>
/// <param name="ProblemDetail">One sentence for a person.</param>
/// <param name="PayloadHash">SHA-256 of the payload.</param>
/// <param name="Payload">The record as it was sent.</param>
/// <param name="StoredSequence">The settled entry a conflict collides with.</param>
/// <param name="SeenAtMs">When it came, Unix ms.</param>
/// <param name="Times">How often it came in this append.</param>
public sealed record QuarantineArrival(
    string Source,
    long Kind,
    byte[] ExternalId,
    string Reason,
    string ProblemCode,
    string? ProblemField,
    string ProblemDetail,
    byte[] PayloadHash,
    byte[] Payload,
    long? StoredSequence,
    long SeenAtMs,
    long Times = 1)
{
    internal static readonly RowShape<QuarantineArrival> Shape = new(
        "quarantine",
        [
            RowColumn.Text("source", 128), RowColumn.Number("kind"), RowColumn.Binary("external_id", SettledRecordRow.ExternalIdMax),
            RowColumn.Text("reason", 16), RowColumn.Text("problem_code", 64), RowColumn.Text("problem_field", 128),
            RowColumn.Text("problem_detail", -1), RowColumn.Binary("payload_hash", 32), RowColumn.Binary("payload", -1),
            RowColumn.Number("stored_sequence"), RowColumn.Number("seen_at_ms"), RowColumn.Number("times"), RowColumn.Number("payload_bytes"),
        ],
        static (row, values) =>
        {
            values.Put(row.Source);
            values.Put(row.Kind);
            values.Put(row.ExternalId);
            values.Put(row.Reason);
            values.Put(row.ProblemCode);
            values.Put(row.ProblemField);
            values.Put(row.ProblemDetail);
            values.Put(row.PayloadHash);
            values.Put(row.Payload);
            values.Put(row.StoredSequence);
            values.Put(row.SeenAtMs);
            values.Put(row.Times);
            values.Put(row.Payload.Length);
        });
}
