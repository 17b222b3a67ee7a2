using System.Collections.Immutable;
using Portal.Settlement.Amounts;

namespace Portal.Web.Features.Overview;

/// <summary>What all funds hold together.</summary>
public sealed record TotalsView
{
    /// <summary>By asset, the weightiest first.</summary>
    public ImmutableArray<AssetTotal> Assets { get; init; } = [];

    /// <summary>What those with a price are worth; null when nobody sends any.</summary>
    public Dollars? Dollars { get; init; }

    /// <summary>The oldest price that is in it; null without one.</summary>
    public DateTimeOffset? PricesOf { get; init; }

    /// <summary>Assets whose price is more than a minute old.</summary>
    public ImmutableArray<string> OldPrices { get; init; } = [];

    /// <summary>Assets that nobody sends a price of; empty when nobody sends any price.</summary>
    public ImmutableArray<string> Unpriced { get; init; } = [];

    /// <summary>Whether simulated funds stand beside real ones and are left out.</summary>
    public bool LeavesOutDemo { get; init; }
}
