using Portal.Web.Components.Adl;
using Portal.Web.Components.Charts;
using Portal.Web.Components.Funds;

namespace Portal.Web.Features.Overview;

/// <summary>A fund at a glance.</summary>
public sealed record FundCardView
{
    /// <summary>The fund's id as it stands in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>Its balance and how it changed.</summary>
    public required FundBalanceView Balance { get; init; }

    /// <summary>What it is worth in dollars; null while nobody sends a price of its asset.</summary>
    public FundWorthView? Worth { get; init; }

    /// <summary>How it changed over days.</summary>
    public required FundChangesView Changes { get; init; }

    /// <summary>What changed it today.</summary>
    public required FundTodayView Today { get; init; }

    /// <summary>Its standing against the ADL thresholds.</summary>
    public required AdlView Adl { get; init; }

    /// <summary>Its balance over the last 24 hours; about 96 points are enough.</summary>
    public required BalanceLine Day { get; init; }
}
