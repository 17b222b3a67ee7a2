using Portal.Settlement;

namespace Portal.Worker.Positions;

/// <summary>What became of a position snapshot.</summary>
public enum SnapshotStatus
{
    /// <summary>Its queue stands in the place of the one before.</summary>
    Taken,

    /// <summary>It is the one that stands already.</summary>
    Duplicate,

    /// <summary>Another one that is as new or newer stands already; it is ignored.</summary>
    Stale,

    /// <summary>It could not be read or accepted; nothing of it is kept.</summary>
    Rejected,
}

/// <summary>The answer for one snapshot.</summary>
/// <param name="ExternalId">The source's id; null when it could not be read.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Problem">Why it was not taken; null when it was, or was before.</param>
public sealed record SnapshotResult(string? ExternalId, SnapshotStatus Status, Problem? Problem);
