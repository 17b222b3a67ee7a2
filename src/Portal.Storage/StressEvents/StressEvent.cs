using Portal.Settlement.StressEvents;

namespace Portal.Storage.StressEvents;

/// <summary>A stress event of a fund: from the highest balance so far down by at least <see cref="DrawdownScan.EventPpm"/> of it, until that has come back.</summary>
public sealed record StressEvent
{
    /// <summary>The fund.</summary>
    public required string FundId { get; init; }

    /// <summary>The fall, in units of the fund's asset.</summary>
    public required BalanceFall Fall { get; init; }

    /// <summary>When the peak was reached.</summary>
    public required DateTimeOffset PeakAt { get; init; }

    /// <summary>When the balance was lowest.</summary>
    public required DateTimeOffset TroughAt { get; init; }

    /// <summary>The entry after which it was.</summary>
    public required long TroughSequence { get; init; }

    /// <summary>What happened from the minute of the peak to the minute of the recovery, or to the last entry.</summary>
    public required StressEventTotals Totals { get; init; }

    /// <summary>The name and note that operators gave it; null while they gave none.</summary>
    public StressEventNameRow? Named { get; init; }

    /// <summary>When the loss had come back; null while it has not.</summary>
    public DateTimeOffset? RecoveredAt => Fall.RecoveredAtUnixMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}

/// <summary>What happened while a stress event lasted, in whole minutes; entries that were taken back later are in it as they were posted.</summary>
/// <param name="LiquidationCount">Liquidations settled.</param>
/// <param name="DrawCount">Those of them that the fund paid for, in whole or in part.</param>
/// <param name="DrawUnits">Everything it paid for them.</param>
/// <param name="UncoveredUnits">Losses left for ADL.</param>
/// <param name="SurplusUnits">Received from liquidations.</param>
/// <param name="FeeUnits">Received from fees.</param>
/// <param name="InjectionUnits">Paid in by the operator.</param>
/// <param name="WithdrawalUnits">Taken out by the operator.</param>
/// <param name="AdlStarts">How often ADL started.</param>
public sealed record StressEventTotals(
    long LiquidationCount,
    long DrawCount,
    long DrawUnits,
    long UncoveredUnits,
    long SurplusUnits,
    long FeeUnits,
    long InjectionUnits,
    long WithdrawalUnits,
    int AdlStarts);
