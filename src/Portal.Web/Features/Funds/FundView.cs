using System.Collections.Immutable;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Funds;
using Portal.Web.Components.Adl;
using Portal.Web.Components.Charts;
using Portal.Web.Components.Funds;

namespace Portal.Web.Features.Funds;

/// <summary>One fund in full.</summary>
public sealed record FundView
{
    /// <summary>How many entries the page keeps; the <c>keep</c> of its rows.</summary>
    public const int EntriesMax = 15;

    /// <summary>The ledger's sequence that this shows.</summary>
    public required long Sequence { get; init; }

    /// <summary>The fund's id as it stands in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>Its balance and how it changed.</summary>
    public required FundBalanceView Balance { get; init; }

    /// <summary>Its balance over the last 24 hours, for the drawn line that stands where the chart will be; about 288 points.</summary>
    public required BalanceLine Day { get; init; }

    /// <summary>Where the chart's ranges end when the fund lives by a recording's clock; null when they end now.</summary>
    public DateTimeOffset? RecordingClock { get; init; }

    /// <summary>Peak, trough and recovery.</summary>
    public required FundRecord Record { get; init; }

    /// <summary>What changed the balance in the last 24 hours, a reason each, in the order to show them.</summary>
    public ImmutableArray<FundFlow> Flows { get; init; } = [];

    /// <summary>Its standing against the ADL thresholds.</summary>
    public required AdlView Adl { get; init; }

    /// <summary>The policy in force.</summary>
    public required FundPolicy Policy { get; init; }

    /// <summary>Every share of fees that was set for it, in the order they were set.</summary>
    public ImmutableArray<AllocationRate> Rates { get; init; } = [];

    /// <summary>What counts as now for it.</summary>
    public required DateTimeOffset Clock { get; init; }

    /// <summary>Its newest entries first, at most <see cref="EntriesMax"/>.</summary>
    public ImmutableArray<FundEntry> Entries { get; init; } = [];
}
