using Portal.Storage.Liquidations;
using Portal.Web.Components.Shell;
using Portal.Web.Features.Deleveraging;
using Portal.Web.Features.Funds;
using Portal.Web.Features.HowItWorks;
using Portal.Web.Features.Liquidations;
using Portal.Web.Features.Overview;
using Portal.Web.Features.PublicApi;
using Portal.Web.Features.Rates;
using Portal.Web.Live;

namespace Portal.Web.Features;

/// <summary>Answers pages from the one snapshot of their request; only lists of the past and single records ask the database.</summary>
public sealed class LedgerPageViews(
    RequestSnapshot request,
    LiveState live,
    SettlingWatch settling,
    LiquidationStore liquidations,
    LiquidationLists lists,
    LiquidationSurroundingsReading surroundings,
    RateViews rates,
    AdlReading adl) : IPageViews
{
    /// <inheritdoc/>
    public ValueTask<SiteView> ReadSiteAsync(CancellationToken cancellation) => new(new SiteView
    {
        Sequence = request.Value.Sequence,
        AsOf = live.LastHeard ?? request.Value.AsOf,
        IsDemo = request.Value.IsDemo,
        StoppedSince = settling.StoppedSince,
    });

    /// <inheritdoc/>
    public ValueTask<OverviewView> ReadOverviewAsync(CancellationToken cancellation)
    {
        var snapshot = request.Value;
        var latest = snapshot.Liquidations.Reverse().Take(OverviewView.LatestMax).Select(LiquidationViews.Line);
        return new(new OverviewView(snapshot.Sequence, FundViews.Cards(snapshot), [.. latest])
        {
            Totals = OverviewViews.Totals(snapshot),
            Today = OverviewViews.Today(snapshot),
        });
    }

    /// <inheritdoc/>
    public async ValueTask<LiquidationsView> ReadLiquidationsAsync(LiquidationsQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await new LiquidationListViews(request.Value, lists).ReadAsync(query, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<LiquidationView?> ReadLiquidationAsync(long sequence, CancellationToken cancellation)
    {
        if (sequence <= 0 || sequence > request.Value.Sequence || await liquidations.ReadAsync(sequence, cancellation) is not { } row)
        {
            return null;
        }

        var liquidation = LiveLiquidation.Read(row.Bytes, request.Value.Rulebook);
        return LiquidationViews.Whole(liquidation, request.Value) with { Surroundings = await surroundings.ReadAsync(liquidation, request.Value, cancellation) };
    }

    /// <inheritdoc/>
    public ValueTask<FundView?> ReadFundAsync(string fundId, CancellationToken cancellation) =>
        new(request.Value.Find(fundId) is { } fund ? FundViews.Whole(fund, request.Value) : null);

    /// <inheritdoc/>
    public async ValueTask<AdlPageView> ReadAdlAsync(long? before, CancellationToken cancellation) => await adl.ReadPageAsync(request.Value, before, cancellation);

    /// <inheritdoc/>
    public async ValueTask<AdlEventPageView?> ReadAdlEventAsync(long sequence, long? before, CancellationToken cancellation) =>
        await adl.ReadEventAsync(request.Value, sequence, before, cancellation);

    /// <inheritdoc/>
    public async ValueTask<AdlRecoveryView?> ReadRecoveryAsync(long liquidationSequence, CancellationToken cancellation) =>
        await adl.ReadRecoveryAsync(request.Value, liquidationSequence, cancellation);

    /// <inheritdoc/>
    public ValueTask<RatesView> ReadRatesAsync(CancellationToken cancellation) => new(rates.ReadAsync(request.Value, cancellation));

    /// <inheritdoc/>
    public ValueTask<HowItWorksView> ReadHowItWorksAsync(CancellationToken cancellation) =>
        new(HowItWorksFragments.Of(request.Value));
}
