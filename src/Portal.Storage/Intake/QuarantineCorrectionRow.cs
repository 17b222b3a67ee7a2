namespace Portal.Storage.Intake;

/// <summary>What somebody typed to put a record in quarantine right.</summary>
/// <param name="Id">Rises with every new one.</param>
/// <param name="QuarantineId">The record's row in quarantine.</param>
/// <param name="Payload">The corrected record as it was typed, UTF-8; empty once it was deleted.</param>
/// <param name="PayloadHash">SHA-256 of it.</param>
/// <param name="PersonId">Who typed it.</param>
/// <param name="CreatedAtMs">When, Unix ms.</param>
/// <param name="DeletedAtMs">When the text was deleted, Unix ms; null while it is kept.</param>
public sealed record QuarantineCorrectionRow(
    long Id, long QuarantineId, byte[] Payload, byte[] PayloadHash, string PersonId, long CreatedAtMs, long? DeletedAtMs)
{
    /// <summary>The longest text, bytes: a record as it is kept, with room to indent it.</summary>
    public const int PayloadBytesMax = 2 * QuarantineRow.PayloadBytesMax;

    internal const string Columns = "id, quarantine_id, payload, payload_hash, person_id, created_at_ms, deleted_at_ms";
}
