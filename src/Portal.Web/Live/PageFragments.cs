using System.Globalization;
using Portal.Settlement.Ledger;
using Portal.Storage.Liquidations;
using Portal.Web.Components.Funds;
using Portal.Web.Components.Liquidations;
using Portal.Web.Components.Shell;
using Portal.Web.Languages;
using Portal.Web.Features;
using Portal.Web.Features.Deleveraging;
using Portal.Web.Features.Embeds;
using Portal.Web.Features.Funds;
using Portal.Web.Features.Liquidations;
using Portal.Web.Features.Overview;

namespace Portal.Web.Live;

/// <summary>The live parts of every view: which there are, and which of them changed between two snapshots.</summary>
public sealed class PageFragments(FragmentRenderer renderer, AdlFragments adl)
{
    private const string FundPrefix = "fund/";
    private const string LiquidationPrefix = "liquidation/";

    /// <summary>Whether a page topic names a view and a language that there are.</summary>
    public bool Exists(TopicName topic) => EmbedTarget.Read(topic) is not null || topic is { View: { } view, Culture: { } culture } && PageLanguages.All.Any(language => language.Name == culture)
        && (view is "overview"
            || AdlFragments.IsOne(view)
            || LiquidationFeed.Read(view) is not null
            || (view.StartsWith(FundPrefix, StringComparison.Ordinal) && view.Length > FundPrefix.Length)
            || (view.StartsWith(LiquidationPrefix, StringComparison.Ordinal) && long.TryParse(view.AsSpan(LiquidationPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _)));

    /// <summary>Whether the view shows dollars and today's figures, which change without an entry too.</summary>
    public static bool ShowsPrices(TopicName topic) => topic.View is "overview";

    /// <summary>Whether anything in the view changes while it is open. A settled liquidation does not.</summary>
    public static bool Changes(TopicName topic) => topic.View?.StartsWith(LiquidationPrefix, StringComparison.Ordinal) is not true;

    /// <summary>All live parts of a view.</summary>
    public async Task<IReadOnlyList<Fragment>> WholeAsync(TopicName topic, LiveSnapshot snapshot)
    {
        if (!Changes(topic))
        {
            return [];
        }

        if (EmbedTarget.Read(topic) is { } embed)
        {
            return [.. await EmbedFragments.BetweenAsync(embed, LiveSnapshot.Empty with { StoppedSince = snapshot.StoppedSince }, snapshot, renderer), await EmbedFragments.NoticeAsync(embed, snapshot, renderer)];
        }

        var notice = new FragmentList(renderer, topic.Culture!);
        await AddNoticeAsync(notice, snapshot);
        return [.. await ChangesAsync(topic, LiveSnapshot.Empty with { StoppedSince = snapshot.StoppedSince }, snapshot), .. notice.Found];
    }

    /// <summary>The parts of a view that differ between two snapshots.</summary>
    public async Task<IReadOnlyList<Fragment>> ChangesAsync(TopicName topic, LiveSnapshot from, LiveSnapshot to)
    {
        if (EmbedTarget.Read(topic) is { } embed)
        {
            return await EmbedFragments.BetweenAsync(embed, from, to, renderer);
        }

        var fragments = new FragmentList(renderer, topic.Culture!);
        switch (topic.View)
        {
            case "overview":
                await OverviewFragments.AddAsync(fragments, from, to);
                await AddLiquidationsAsync(fragments, from, to, OverviewView.LatestMax);
                break;
            case AdlFragments.View:
                await AddStandingsAsync(fragments, from, to);
                fragments.Found.AddRange(await adl.BetweenAsync(topic, from, to));
                break;
            case { } view when AdlFragments.IsOne(view):
                fragments.Found.AddRange(await adl.BetweenAsync(topic, from, to));
                break;
            case { } view when LiquidationFeed.Read(view) is { } filter:
                await AddLiquidationsAsync(fragments, from, to, LiquidationsView.PageMax, filter);
                break;
            case { } view when view.StartsWith(FundPrefix, StringComparison.Ordinal) && to.Find(view[FundPrefix.Length..]) is { } fund:
                await AddFundAsync(fragments, from.Find(fund.Id), fund);
                break;
            default:
                break;
        }

        if (from.StoppedSince != to.StoppedSince)
        {
            await AddNoticeAsync(fragments, to);
        }

        return fragments.Found;
    }

    private static Task AddNoticeAsync(FragmentList fragments, LiveSnapshot snapshot) => fragments.AddAsync<DataNotice>(
        "data-notice", snapshot, static snapshot => new() { [nameof(DataNotice.StoppedSince)] = snapshot.StoppedSince });

    private static async Task AddStandingsAsync(FragmentList fragments, LiveSnapshot from, LiveSnapshot to)
    {
        foreach (var fund in to.Funds.Where(fund => !ReferenceEquals(from.Find(fund.Id), fund)))
        {
            await AddBalanceAsync(fragments, from.Find(fund.Id), fund);
            await AddDistanceAsync(fragments, from.Find(fund.Id), fund);
        }
    }

    private static Task AddDistanceAsync(FragmentList fragments, LiveFund? earlier, LiveFund fund) =>
        fragments.AddAsync<FundDistance>($"fund-{fund.Id}-distance", earlier, fund, static fund => new()
        {
            [nameof(FundDistance.FundId)] = fund.Id,
            [nameof(FundDistance.Adl)] = FundViews.Adl(fund),
        });

    private static async Task AddFundAsync(FragmentList fragments, LiveFund? earlier, LiveFund fund)
    {
        if (ReferenceEquals(earlier, fund))
        {
            return;
        }

        await AddBalanceAsync(fragments, earlier, fund);
        await fragments.AddAsync<FundStats>(
            FundStats.ElementId, earlier, fund, static fund => new() { [nameof(FundStats.Record)] = FundViews.Record(fund) });
        await fragments.AddAsync<FundFlows>(
            FundFlows.ElementId, earlier, fund, static fund => new() { [nameof(FundFlows.Flows)] = FundViews.Flows(fund) });
        await fragments.AddAsync<FundAdl>(
            FundAdl.ElementId, earlier, fund, static fund => new() { [nameof(FundAdl.Adl)] = FundViews.Adl(fund) });
        await fragments.AddAsync<FundRules>(
            FundRules.ElementId, earlier, fund, static fund => new() { [nameof(FundRules.Policy)] = fund.Policy });
        await fragments.AddAsync<FundRates>(
            FundRates.ElementId, earlier, fund, static fund => new() { [nameof(FundRates.Rates)] = fund.Rates, [nameof(FundRates.Clock)] = fund.Clock });
        var rows = fund.Entries.Where(entry => entry.Sequence > (earlier?.Sequence ?? 0)).Reverse().Take(FundView.EntriesMax);
        await fragments.PrependAsync<FundEntryRow, LedgerEntry>(
            FundEntryRow.RowsId, FundView.EntriesMax, null, rows, static entry => new() { [nameof(FundEntryRow.Entry)] = FundViews.Entry(entry) });
    }

    internal static async Task AddBalanceAsync(FragmentList fragments, LiveFund? earlier, LiveFund fund)
    {
        await fragments.AddAsync<FundBalance>(
            $"fund-{fund.Id}-balance", earlier, fund, static fund => new() { [nameof(FundBalance.Fund)] = FundViews.Balance(fund) });
        await fragments.AddAsync<Components.Funds.FundState>($"fund-{fund.Id}-state", earlier, fund, static fund => new()
        {
            [nameof(Components.Funds.FundState.FundId)] = fund.Id,
            [nameof(Components.Funds.FundState.State)] = fund.Adl,
        });
    }

    private static Task AddLiquidationsAsync(FragmentList fragments, LiveSnapshot from, LiveSnapshot to, int keep, LiquidationFilter? filter = null)
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
