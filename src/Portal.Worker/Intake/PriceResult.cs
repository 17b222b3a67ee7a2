using Portal.Settlement;

namespace Portal.Worker.Intake;

/// <summary>What became of one price.</summary>
public enum PriceStatus
{
    /// <summary>It is the kept one now.</summary>
    Taken,

    /// <summary>A newer one is kept; nothing was written, and nothing is to be done.</summary>
    Stale,

    /// <summary>It could not be read, or no fund holds its asset.</summary>
    Rejected,
}

/// <summary>The answer for one price.</summary>
/// <param name="Record">The price.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Problem">Why it was rejected; null when it was not.</param>
public sealed record PriceResult(PriceRecord Record, PriceStatus Status, Problem? Problem = null);
