using Portal.Storage.Liquidations;
using LiquidationPage = Portal.Storage.Liquidations.LiquidationPage;
using Portal.Web.Features.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features;

/// <summary>Lists of liquidations in any order, for pages and programs alike.</summary>
/// <remarks>A place in a list is the sequence of a liquidation, whatever the list is sorted by.</remarks>
public sealed class LiquidationLists(LiquidationStore liquidations, LargestDrawStore draws)
{
    /// <summary>The page that follows a place.</summary>
    /// <param name="filter">What to show; has to name a fund where draws are sorted.</param>
    /// <param name="order">The order.</param>
    /// <param name="place">The last one of the page before; null for the first page.</param>
    /// <param name="before">Only those with a sequence below this one.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<LiquidationPage> ReadAsync(
        LiquidationFilter filter, LiquidationOrder order, long? place, long before, int limit, CancellationToken cancellation) => order switch
        {
            LiquidationOrder.Newest => liquidations.ReadPageAsync(filter, Math.Min(place ?? before, before), limit, cancellation),
            LiquidationOrder.Oldest => liquidations.ReadForwardAsync(filter, place ?? 0, before, limit, cancellation),
            _ => draws.ReadPageAsync(filter, place, isBack: false, before, limit, cancellation),
        };

    /// <summary>The page that precedes a place, the nearest first.</summary>
    public Task<LiquidationPage> ReadBackAsync(
        LiquidationFilter filter, LiquidationOrder order, long place, long before, int limit, CancellationToken cancellation) => order switch
        {
            LiquidationOrder.Newest => liquidations.ReadForwardAsync(filter, place, before, limit, cancellation),
            LiquidationOrder.Oldest => liquidations.ReadPageAsync(filter, Math.Min(place, before), limit, cancellation),
            _ => draws.ReadPageAsync(filter, place, isBack: true, before, limit, cancellation),
        };

    /// <summary>The fund whose draws are ranked: the one asked for, else that of the contract, else the only one; null where it is not clear which.</summary>
    public static LiveFund? RankedFund(LiquidationFilter filter, LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(snapshot);
        return filter.FundId is { } id ? snapshot.Find(id)
            : filter.Symbol is { } symbol && snapshot.Rulebook.FindFundOf(symbol) is { } owner ? snapshot.Find(owner)
            : snapshot.Funds is [var only] ? only
            : null;
    }
}
