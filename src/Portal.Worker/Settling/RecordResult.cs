using Portal.Settlement;

namespace Portal.Worker.Settling;

/// <summary>What became of one record.</summary>
public enum RecordStatus
{
    /// <summary>It is in the ledger.</summary>
    Settled,

    /// <summary>The same event was in the ledger already; nothing was written.</summary>
    Duplicate,

    /// <summary>Another event is in the ledger under its id; it is kept in quarantine.</summary>
    Conflict,

    /// <summary>It could not be read or accepted; it is kept in quarantine.</summary>
    Rejected,
}

/// <summary>The answer for one record, given after the commit.</summary>
/// <param name="ExternalId">The source's id; null when it could not be read.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Sequence">The ledger entry that holds the event, or the one a conflict collides with; null for a rejected record.</param>
/// <param name="Receipt">What opens the entry's commitments; null for a conflict or a rejected record.</param>
/// <param name="Problem">Why it was not settled; null when it was.</param>
/// <param name="LineNumber">Its line in the file or body; null when it has none.</param>
public sealed record RecordResult(
    string? ExternalId, RecordStatus Status, long? Sequence, byte[]? Receipt, Problem? Problem, long? LineNumber);
