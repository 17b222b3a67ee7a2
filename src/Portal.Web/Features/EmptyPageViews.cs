using Portal.Web.Components.Shell;
using Portal.Web.Features.Deleveraging;
using Portal.Web.Features.Funds;
using Portal.Web.Features.HowItWorks;
using Portal.Web.Features.Liquidations;
using Portal.Web.Features.Overview;
using Portal.Web.Features.Rates;

namespace Portal.Web.Features;

/// <summary>A portal without a single fund: what its pages show before anything was opened.</summary>
public sealed class EmptyPageViews(TimeProvider time) : IPageViews
{
    /// <inheritdoc/>
    public ValueTask<SiteView> ReadSiteAsync(CancellationToken cancellation) =>
        new(new SiteView { Sequence = 0, AsOf = time.GetUtcNow() });

    /// <inheritdoc/>
    public ValueTask<OverviewView> ReadOverviewAsync(CancellationToken cancellation) => new(new OverviewView(0, [], []));

    /// <inheritdoc/>
    public ValueTask<LiquidationsView> ReadLiquidationsAsync(LiquidationsQuery query, CancellationToken cancellation) =>
        new(new LiquidationsView { Sequence = 0, Query = query });

    /// <inheritdoc/>
    public ValueTask<LiquidationView?> ReadLiquidationAsync(long sequence, CancellationToken cancellation) => default;

    /// <inheritdoc/>
    public ValueTask<FundView?> ReadFundAsync(string fundId, CancellationToken cancellation) => default;

    /// <inheritdoc/>
    public ValueTask<AdlPageView> ReadAdlAsync(long? before, CancellationToken cancellation) => new(new AdlPageView { Sequence = 0 });

    /// <inheritdoc/>
    public ValueTask<AdlEventPageView?> ReadAdlEventAsync(long sequence, long? before, CancellationToken cancellation) => default;

    /// <inheritdoc/>
    public ValueTask<AdlRecoveryView?> ReadRecoveryAsync(long liquidationSequence, CancellationToken cancellation) => default;

    /// <inheritdoc/>
    public ValueTask<RatesView> ReadRatesAsync(CancellationToken cancellation) => new(new RatesView(0, [], null));

    /// <inheritdoc/>
    public ValueTask<HowItWorksView> ReadHowItWorksAsync(CancellationToken cancellation) => new(new HowItWorksView(0, []));
}
