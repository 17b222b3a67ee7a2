using Portal.Settlement.Amounts;

namespace Portal.Settlement.StressEvents;

/// <summary>A balance that fell from its highest so far, and whether it came back.</summary>
/// <remarks>What the operator takes out is no loss and what he pays in counts as coming back, as the ADL rule has it.</remarks>
public readonly record struct BalanceFall
{
    /// <summary>The balance at the peak.</summary>
    public required long PeakUnits { get; init; }

    /// <summary>The entry after which the peak was held first.</summary>
    public required long PeakSequence { get; init; }

    /// <summary>The lowest balance since; the peak itself when nothing was lost since.</summary>
    public required long TroughUnits { get; init; }

    /// <summary>The stretch of time that the lowest balance lies in.</summary>
    public required BalanceSpan Trough { get; init; }

    /// <summary>What was lost from peak to trough; zero or more.</summary>
    public required long LossUnits { get; init; }

    /// <summary>When the loss had come back, Unix ms; null while it has not.</summary>
    public long? RecoveredAtUnixMs { get; init; }

    /// <summary>The entry with which it had; null while it has not.</summary>
    public long? RecoveredSequence { get; init; }

    /// <summary>The loss as a share of the peak in parts per million, rounded down; 0 where the peak was not positive.</summary>
    public long DepthPpm => PeakUnits <= 0 ? 0 : (long)Int128.Min((Int128)LossUnits * PartsPerMillion.Whole / PeakUnits, long.MaxValue);

    /// <summary>Whether the loss was at least a share of the peak, the boundary included.</summary>
    public bool Reaches(long ppm) => PeakUnits > 0 && (Int128)LossUnits * PartsPerMillion.Whole >= (Int128)PeakUnits * ppm;

    /// <summary>Whether the loss was a larger share of the peak than another's.</summary>
    public bool IsDeeperThan(BalanceFall? other) =>
        PeakUnits > 0 && LossUnits > 0 && (other is not { } known || (Int128)LossUnits * known.PeakUnits > (Int128)known.LossUnits * PeakUnits);
}
