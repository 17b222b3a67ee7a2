using Portal.Web.Live;

namespace Portal.Web.Features.Liquidations;

/// <summary>The live parts of the lists of liquidations, the whole one and those that leave something out.</summary>
public sealed class LiquidationListFragments : IViewFragments
{
    /// <inheritdoc/>
    public bool Owns(string view) => LiquidationFeed.Read(view) is not null;

    /// <inheritdoc/>
    public Task AddAsync(FragmentList fragments, string view, LiveSnapshot from, LiveSnapshot to) =>
        LiquidationRows.AddAsync(fragments, from, to, LiquidationsView.PageMax, LiquidationFeed.Read(view));
}
