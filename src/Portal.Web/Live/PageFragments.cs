using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Settlement.Ledger;
using Portal.Web.Components.Funds;
using Portal.Web.Components.Liquidations;
using Portal.Web.Components.Shell;
using Portal.Web.Languages;
using Portal.Web.Features;
using Portal.Web.Features.Embeds;
using Portal.Web.Features.Funds;
using Portal.Web.Features.Liquidations;
using Portal.Web.Features.Overview;

namespace Portal.Web.Live;

/// <summary>The live parts of every view: which there are, and which of them changed between two snapshots.</summary>
public sealed class PageFragments(FragmentRenderer renderer)
{
    private const string FundPrefix = "fund/";
    private const string LiquidationPrefix = "liquidation/";

    /// <summary>Whether a page topic names a view and a language that there are.</summary>
    public bool Exists(TopicName topic) => EmbedTarget.Read(topic) is not null || topic is { View: { } view, Culture: { } culture } && PageLanguages.All.Any(language => language.Name == culture)
        && (view is "overview" or "liquidations"
            || (view.StartsWith(FundPrefix, StringComparison.Ordinal) && view.Length > FundPrefix.Length)
            || (view.StartsWith(LiquidationPrefix, StringComparison.Ordinal) && long.TryParse(view.AsSpan(LiquidationPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _)));

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
                await AddFundsAsync(fragments, from, to);
                await AddLiquidationsAsync(fragments, from, to, OverviewView.LatestMax);
                break;
            case "liquidations":
                await AddLiquidationsAsync(fragments, from, to, LiquidationsView.PageMax);
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

    private static async Task AddFundsAsync(FragmentList fragments, LiveSnapshot from, LiveSnapshot to)
    {
        // A fund that is new or has another name changes the grid, which then goes whole.
        if (!from.Funds.Select(static fund => (fund.Id, fund.Policy.Name)).SequenceEqual(to.Funds.Select(static fund => (fund.Id, fund.Policy.Name))))
        {
            await fragments.AddAsync<FundGrid>(
                FundGrid.ElementId, to, static snapshot => new() { [nameof(FundGrid.Funds)] = FundViews.Cards(snapshot) });
            return;
        }

        foreach (var fund in to.Funds)
        {
            var earlier = from.Find(fund.Id);
            if (ReferenceEquals(earlier, fund))
            {
                continue;
            }

            await AddBalanceAsync(fragments, earlier, fund);
            await fragments.AddAsync<FundRange>($"fund-{fund.Id}-range", earlier, fund, static fund => new()
            {
                [nameof(FundRange.FundId)] = fund.Id,
                [nameof(FundRange.Day)] = FundViews.Day(fund, FundViews.CardPoints),
            });
            await fragments.AddAsync<FundDistance>($"fund-{fund.Id}-distance", earlier, fund, static fund => new()
            {
                [nameof(FundDistance.FundId)] = fund.Id,
                [nameof(FundDistance.Adl)] = FundViews.Adl(fund),
            });

            // Some kilobytes that look the same for a while: with the minute.
            if (earlier is null || earlier.Clock.ToUnixTimeSeconds() / 60 != fund.Clock.ToUnixTimeSeconds() / 60)
            {
                await fragments.AddAsync<FundDay>($"fund-{fund.Id}-day", earlier, fund, static fund => new()
                {
                    [nameof(FundDay.FundId)] = fund.Id,
                    [nameof(FundDay.Day)] = FundViews.Day(fund, FundViews.CardPoints),
                });
            }
        }
    }

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
            FundEntryRow.RowsId, FundView.EntriesMax, rows, static entry => new() { [nameof(FundEntryRow.Entry)] = FundViews.Entry(entry) });
    }

    private static async Task AddBalanceAsync(FragmentList fragments, LiveFund? earlier, LiveFund fund)
    {
        await fragments.AddAsync<FundBalance>(
            $"fund-{fund.Id}-balance", earlier, fund, static fund => new() { [nameof(FundBalance.Fund)] = FundViews.Balance(fund) });
        await fragments.AddAsync<Components.Funds.FundState>($"fund-{fund.Id}-state", earlier, fund, static fund => new()
        {
            [nameof(Components.Funds.FundState.FundId)] = fund.Id,
            [nameof(Components.Funds.FundState.State)] = fund.Adl,
        });
    }

    private static Task AddLiquidationsAsync(FragmentList fragments, LiveSnapshot from, LiveSnapshot to, int keep)
    {
        var since = to.LiquidationsSince(from.Sequence);
        var newest = since[^Math.Min(keep, since.Length)..].ToArray().Reverse();
        return fragments.PrependAsync<LiquidationTableRow, LiveLiquidation>(
            LiquidationTable.RowsId, keep, newest, static liquidation => new() { [nameof(LiquidationTableRow.Line)] = LiquidationViews.Line(liquidation) });
    }

    private sealed class FragmentList(FragmentRenderer renderer, string culture)
    {
        public List<Fragment> Found { get; } = [];

        /// <summary>A part in the place of the earlier one, unless it looks the same.</summary>
        public async Task AddAsync<TComponent>(string target, LiveFund? earlier, LiveFund fund, Func<LiveFund, Dictionary<string, object?>> parameters)
            where TComponent : IComponent
        {
            var html = await renderer.RenderAsync<TComponent>(fund, culture, () => parameters(fund));
            if (earlier is null || html != await renderer.RenderAsync<TComponent>(earlier, culture, () => parameters(earlier)))
            {
                Found.Add(new Fragment(target, html, FragmentPlace.Replace));
            }
        }

        /// <summary>A part that shows more than one fund.</summary>
        public async Task AddAsync<TComponent>(string target, LiveSnapshot snapshot, Func<LiveSnapshot, Dictionary<string, object?>> parameters)
            where TComponent : IComponent =>
            Found.Add(new Fragment(target, await renderer.RenderAsync<TComponent>(snapshot, culture, () => parameters(snapshot)), FragmentPlace.Replace));

        /// <summary>New rows, the newest first.</summary>
        public async Task PrependAsync<TComponent, TShown>(
            string target, int keep, IEnumerable<TShown> rows, Func<TShown, Dictionary<string, object?>> parameters)
            where TComponent : IComponent
            where TShown : class
        {
            var html = new System.Text.StringBuilder();
            foreach (var row in rows)
            {
                html.Append(await renderer.RenderAsync<TComponent>(row, culture, () => parameters(row)));
            }

            if (html.Length > 0)
            {
                Found.Add(new Fragment(target, html.ToString(), FragmentPlace.Prepend, keep));
            }
        }
    }
}
