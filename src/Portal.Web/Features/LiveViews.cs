using Portal.Web.Features.Deleveraging;
using Portal.Web.Features.Entries;
using Portal.Web.Features.Events;
using Portal.Web.Features.Funds;
using Portal.Web.Features.HowItWorks;
using Portal.Web.Features.Liquidations;
using Portal.Web.Features.Overview;
using Portal.Web.Features.Rates;
using Portal.Web.Live;

namespace Portal.Web.Features;

/// <summary>Every page that is kept current while it is open.</summary>
internal static class LiveViews
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SnapshotReads>();
        services.AddSingleton<IViewFragments, OverviewFragments>();
        services.AddSingleton<IViewFragments, FundFragments>();
        services.AddSingleton<IViewFragments, FundEntriesFragments>();
        services.AddSingleton<IViewFragments, LiquidationListFragments>();
        services.AddSingleton<IViewFragments, LiquidationFragments>();
        services.AddSingleton<IViewFragments, AdlFragments>();
        services.AddSingleton<IViewFragments, EventListFragments>();
        services.AddSingleton<IViewFragments, EventFragments>();
        services.AddSingleton<IViewFragments, RateFragments>();
        services.AddSingleton<IViewFragments, HowItWorksFragments>();
    }
}
