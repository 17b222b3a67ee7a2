namespace Portal.Storage.Intake;

/// <summary>What has come from one source so far.</summary>
/// <param name="Source">The source.</param>
/// <param name="LastSeenAtMs">When anything last came, Unix ms.</param>
/// <param name="LastSourceSequence">The highest number of its own that it gave a record.</param>
/// <param name="Gaps">How many of its numbers are missing.</param>
/// <param name="Settled">Records settled.</param>
/// <param name="Duplicates">Records that were there already.</param>
/// <param name="Conflicts">Records that contradict a settled one.</param>
/// <param name="Rejected">Records that could not be read or accepted.</param>
/// <param name="Dismissed">Records an operator dismissed.</param>
/// <param name="LastSettledAtMs">When the newest settled record was recorded in the ledger, Unix ms.</param>
/// <param name="LastOccurredAtMs">When the event of that record took place, by its own word, Unix ms.</param>
/// <param name="LastProblemAtMs">When a record was last rejected or in conflict, Unix ms.</param>
/// <param name="LastProblemCode">The stable name of what was wrong with it.</param>
/// <param name="LastProblemField">The field at fault; null when the whole record was.</param>
/// <param name="Corrected">Records that operators put right in its place.</param>
public sealed record SourceStateRow(
    string Source,
    long LastSeenAtMs,
    long? LastSourceSequence,
    long Gaps,
    long Settled,
    long Duplicates,
    long Conflicts,
    long Rejected,
    long Dismissed,
    long? LastSettledAtMs = null,
    long? LastOccurredAtMs = null,
    long? LastProblemAtMs = null,
    string? LastProblemCode = null,
    string? LastProblemField = null,
    long Corrected = 0);
