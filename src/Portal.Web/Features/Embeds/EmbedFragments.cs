using System.Text;
using Microsoft.AspNetCore.Components;
using Portal.Web.Live;

namespace Portal.Web.Features.Embeds;

/// <summary>The live parts of widgets, each rendered once for everybody who has such a widget open.</summary>
internal static class EmbedFragments
{
    /// <summary>How many liquidations a widget keeps.</summary>
    public const int RowsMax = 8;

    /// <summary>What changed for a widget between two snapshots.</summary>
    public static async Task<IReadOnlyList<Fragment>> BetweenAsync(EmbedTarget target, LiveSnapshot from, LiveSnapshot to, FragmentRenderer renderer)
    {
        var found = new List<Fragment>();
        if (target.Kind is EmbedKind.Liquidations)
        {
            await AddRowsAsync(found, target, from, to, renderer);
        }
        else if (to.Find(target.FundId!) is { } fund && !ReferenceEquals(from.Find(fund.Id), fund))
        {
            var html = target.Kind is EmbedKind.Balance
                ? await renderer.RenderAsync<EmbedBalance>(fund, target.Culture, () => new() { [nameof(EmbedBalance.Balance)] = FundViews.Balance(fund), [nameof(EmbedBalance.State)] = fund.Adl })
                : await renderer.RenderAsync<EmbedCoverage>(fund, target.Culture, () => new() { [nameof(EmbedCoverage.FundId)] = fund.Id, [nameof(EmbedCoverage.Adl)] = FundViews.Adl(fund) });
            found.Add(new Fragment(target.ElementId, html, FragmentPlace.Replace));
        }

        if (from.StoppedSince != to.StoppedSince)
        {
            found.Add(await NoticeAsync(target, to, renderer));
        }

        return found;
    }

    /// <summary>The notice that settling has stopped, or its empty place.</summary>
    public static async Task<Fragment> NoticeAsync(EmbedTarget target, LiveSnapshot snapshot, FragmentRenderer renderer) => new(
        target.NoticeId,
        await renderer.RenderAsync<EmbedNotice>(snapshot, target.Culture, () => new() { [nameof(EmbedNotice.StoppedSince)] = snapshot.StoppedSince }),
        FragmentPlace.Replace);

    private static async Task AddRowsAsync(List<Fragment> found, EmbedTarget target, LiveSnapshot from, LiveSnapshot to, FragmentRenderer renderer)
    {
        var newest = to.LiquidationsSince(from.Sequence).ToArray().Reverse()
            .Where(one => target.FundId is null || one.Entry.FundId == target.FundId)
            .Take(RowsMax);
        var html = new StringBuilder();
        foreach (var liquidation in newest)
        {
            html.Append(await renderer.RenderAsync<EmbedLiquidation>(
                liquidation, target.Culture, () => new() { [nameof(EmbedLiquidation.Line)] = LiquidationViews.Line(liquidation) }));
        }

        if (html.Length > 0)
        {
            found.Add(new Fragment(target.ElementId, html.ToString(), FragmentPlace.Prepend, RowsMax));
        }
    }
}
