using Portal.Web.Components.Shell;
using Portal.Web.Features.Deleveraging;
using Portal.Web.Features.Funds;
using Portal.Web.Features.HowItWorks;
using Portal.Web.Features.Liquidations;
using Portal.Web.Features.Overview;
using Portal.Web.Features.Rates;

namespace Portal.Web.Features;

/// <summary>Where public pages get what they show: one question a page, answered for one sequence of the ledger.</summary>
/// <remarks>
/// Every answer is of one moment: figures of one view never come from before and after the same entry, and its sequence is the one that the
/// live client goes on from. Pages hold no arithmetic on amounts beyond what a view offers, and know neither storage nor the hub.
/// </remarks>
public interface IPageViews
{
    /// <summary>What surrounds every page.</summary>
    ValueTask<SiteView> ReadSiteAsync(CancellationToken cancellation);

    /// <summary>All funds at a glance and the newest liquidations.</summary>
    ValueTask<OverviewView> ReadOverviewAsync(CancellationToken cancellation);

    /// <summary>One page of liquidations, newest first.</summary>
    ValueTask<LiquidationsView> ReadLiquidationsAsync(LiquidationsQuery query, CancellationToken cancellation);

    /// <summary>One liquidation with everything its margin check needs; null when no such entry is a liquidation.</summary>
    ValueTask<LiquidationView?> ReadLiquidationAsync(long sequence, CancellationToken cancellation);

    /// <summary>One fund; null when there is none of this id.</summary>
    ValueTask<FundView?> ReadFundAsync(string fundId, CancellationToken cancellation);

    /// <summary>Where every fund stands against ADL, every time it was on (those that started before an entry), and the queues.</summary>
    ValueTask<AdlPageView> ReadAdlAsync(long? before, CancellationToken cancellation);

    /// <summary>One time that ADL was on, by the entry that started it, with its losses (those before an entry); null when there is none.</summary>
    ValueTask<AdlEventPageView?> ReadAdlEventAsync(long sequence, long? before, CancellationToken cancellation);

    /// <summary>What became of the loss that a liquidation left uncovered; null where it left none.</summary>
    ValueTask<AdlRecoveryView?> ReadRecoveryAsync(long liquidationSequence, CancellationToken cancellation);

    /// <summary>The share of trading fees that goes to each fund.</summary>
    ValueTask<RatesView> ReadRatesAsync(CancellationToken cancellation);

    /// <summary>The figures behind the answers of <c>/how-it-works</c>.</summary>
    ValueTask<HowItWorksView> ReadHowItWorksAsync(CancellationToken cancellation);
}
