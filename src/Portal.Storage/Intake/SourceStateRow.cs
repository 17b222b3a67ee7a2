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
public sealed record SourceStateRow(
    string Source,
    long LastSeenAtMs,
    long? LastSourceSequence,
    long Gaps,
    long Settled,
    long Duplicates,
    long Conflicts,
    long Rejected,
    long Dismissed);
