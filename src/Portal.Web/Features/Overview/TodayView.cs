using System.Collections.Immutable;
using Portal.Settlement.Amounts;

namespace Portal.Web.Features.Overview;

/// <summary>What the funds were needed for since 00:00 UTC.</summary>
public sealed record TodayView
{
    /// <summary>When the day began, UTC.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>Liquidations settled.</summary>
    public long Liquidations { get; init; }

    /// <summary>Those of them that a fund paid for, in whole or in part.</summary>
    public long Drawn { get; init; }

    /// <summary>What funds paid, by asset.</summary>
    public ImmutableArray<Money> Covered { get; init; } = [];

    /// <summary>The same in dollars; null where a price is missing.</summary>
    public Dollars? CoveredDollars { get; init; }

    /// <summary>The largest single payment of each asset, the weightiest first.</summary>
    public ImmutableArray<LargestDraw> Largest { get; init; } = [];

    /// <summary>What was left for ADL, by asset.</summary>
    public ImmutableArray<Money> Uncovered { get; init; } = [];

    /// <summary>The same in dollars; null where a price is missing.</summary>
    public Dollars? UncoveredDollars { get; init; }
}

/// <summary>The largest single payment.</summary>
/// <param name="Amount">How much.</param>
/// <param name="Sequence">The liquidation.</param>
/// <param name="IsTakenBack">Whether that was taken back since.</param>
public sealed record LargestDraw(Money Amount, long Sequence, bool IsTakenBack);
