using System.Collections.Immutable;
using Portal.Web.Components.Liquidations;
using Portal.Web.Features.Liquidations;

namespace Portal.Web.Features.Overview;

/// <summary>All funds at a glance and the newest liquidations.</summary>
/// <param name="Sequence">The ledger's sequence that this shows.</param>
/// <param name="Funds">In the order to show them.</param>
/// <param name="Latest">Newest first, at most <see cref="LatestMax"/>.</param>
public sealed record OverviewView(long Sequence, ImmutableArray<FundCardView> Funds, ImmutableArray<LiquidationLine> Latest)
{
    /// <summary>How many liquidations the overview keeps; the <c>keep</c> of its rows.</summary>
    public const int LatestMax = 12;

    /// <summary>What all funds hold together.</summary>
    public TotalsView Totals { get; init; } = new();

    /// <summary>What they were needed for today.</summary>
    public TodayView Today { get; init; } = new() { Began = DateTimeOffset.UnixEpoch };

    /// <summary>The funds by name.</summary>
    public ImmutableArray<FundChoice> Choices => [.. Funds.Select(static fund => new FundChoice(fund.Id, fund.Name))];
}
