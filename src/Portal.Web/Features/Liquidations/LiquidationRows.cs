using Portal.Storage.Liquidations;
using Portal.Web.Components.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features.Liquidations;

/// <summary>New rows for lists of liquidations.</summary>
internal static class LiquidationRows
{
    /// <summary>Adds a row for each liquidation between two snapshots that belongs to the list, the newest first, and says how many were too many.</summary>
    public static Task AddAsync(FragmentList fragments, LiveSnapshot from, LiveSnapshot to, int keep, LiquidationFilter? filter = null)
    {
        var fresh = to.LiquidationsSince(from.Sequence).ToArray().Where(liquidation => filter is null || LiquidationFeed.Takes(filter, liquidation)).Reverse().ToArray();
        return fragments.PrependAsync<LiquidationTableRow, LiveLiquidation>(
            LiquidationTable.RowsId,
            keep,
            from.IsLoaded && fresh.Length > keep ? fresh.Length - keep : null,
            fresh.Take(keep),
            static liquidation => new() { [nameof(LiquidationTableRow.Line)] = LiquidationViews.Line(liquidation) });
    }
}
