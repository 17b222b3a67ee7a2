namespace Portal.Storage.Intake;

/// <summary>A record that could not be settled.</summary>
/// <param name="Id">Rises with every new one; pages go by it.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Kind">0 liquidation, 1 fee.</param>
/// <param name="ExternalId">The sender's id, its ASCII bytes; empty when there is none that can be read.</param>
/// <param name="Reason"><see cref="Rejected"/> or <see cref="Conflict"/>.</param>
/// <param name="ProblemCode">The problem's stable name.</param>
/// <param name="ProblemField">The field at fault.</param>
/// <param name="ProblemDetail">One sentence for a person.</param>
/// <param name="PayloadHash">SHA-256 of the payload.</param>
/// <param name="Payload">The record as it was sent; empty once it was deleted.</param>
/// <param name="StoredSequence">The settled entry a conflict collides with.</param>
/// <param name="FirstSeenMs">When this payload first came, Unix ms.</param>
/// <param name="LastSeenMs">When it last came, Unix ms.</param>
/// <param name="Times">How often it came.</param>
/// <param name="Status"><see cref="Open"/>, <see cref="Corrected"/> or <see cref="Dismissed"/>.</param>
/// <param name="ClosedBySequence">The ledger entry that closed it.</param>
/// <param name="PayloadDeletedAtMs">When the payload was deleted, Unix ms; null while it is kept.</param>
/// <param name="PayloadBytes">How long the payload is, or was.</param>
public sealed record QuarantineRow(
    long Id,
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
    long FirstSeenMs,
    long LastSeenMs,
    long Times,
    string Status,
    long? ClosedBySequence,
    long? PayloadDeletedAtMs,
    long PayloadBytes)
{
    /// <summary>The most of a record that is kept, bytes; the rest is cut off.</summary>
    public const int PayloadBytesMax = 8 * 1024;

    /// <summary>Reason: it could not be read or accepted.</summary>
    public const string Rejected = "rejected";

    /// <summary>Reason: another event is settled under its id.</summary>
    public const string Conflict = "conflict";

    /// <summary>Status: nobody has dealt with it.</summary>
    public const string Open = "open";

    /// <summary>Status: a later record put it right.</summary>
    public const string Corrected = "corrected";

    /// <summary>Status: an operator decided that it does not count.</summary>
    public const string Dismissed = "dismissed";

    internal const string Columns = """
        id, source, kind, external_id, reason, problem_code, problem_field, problem_detail, payload_hash, payload, stored_sequence,
        first_seen_ms, last_seen_ms, times, status, closed_by_sequence, payload_deleted_at_ms, payload_bytes
        """;
}
