using Portal.Web.Features.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features.Overview;

/// <summary>The live parts of the overview.</summary>
public sealed class OverviewFragments : IViewFragments
{
    /// <summary>The page's view.</summary>
    public const string View = "overview";

    /// <inheritdoc/>
    public bool Owns(string view) => view == View;

    /// <inheritdoc/>
    /// <remarks>Dollars and today's figures change without an entry too.</remarks>
    public bool CanDiffer(string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return from.Sequence != to.Sequence || from.Prices != to.Prices || from.TodayBegan != to.TodayBegan;
    }

    /// <inheritdoc/>
    public async Task AddAsync(FragmentList fragments, string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        await AddTotalsAsync(fragments, from, to);
        await AddFundsAsync(fragments, from, to);
        await LiquidationRows.AddAsync(fragments, from, to, OverviewView.LatestMax);
    }

    private static async Task AddFundsAsync(FragmentList fragments, LiveSnapshot from, LiveSnapshot to)
    {
        // A fund that is new or has another name changes the grid, which then goes whole.
        if (!FundStandings.AreSame(from, to))
        {
            await fragments.AddAsync<FundGrid>(
                FundGrid.ElementId, to, static snapshot => new() { [nameof(FundGrid.Funds)] = FundViews.Cards(snapshot) });
            return;
        }

        foreach (var fund in to.Funds)
        {
            var earlier = from.Find(fund.Id);
            await AddWorthAsync(fragments, from, to, earlier, fund);
            if (ReferenceEquals(earlier, fund))
            {
                continue;
            }

            await FundStandings.AddBalanceAsync(fragments, earlier, fund);
            await AddOverDaysAsync(fragments, to, earlier, fund);
            await fragments.AddAsync<FundRange>($"fund-{fund.Id}-range", earlier, fund, static fund => new()
            {
                [nameof(FundRange.FundId)] = fund.Id,
                [nameof(FundRange.Day)] = FundViews.Day(fund, FundViews.CardPoints),
            });
            await FundStandings.AddDistanceAsync(fragments, earlier, fund);

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

    private static async Task AddTotalsAsync(FragmentList fragments, LiveSnapshot from, LiveSnapshot to)
    {
        await fragments.AddAsync<Totals, TotalsView>(
            Totals.ElementId, OverviewViews.Totals(from), OverviewViews.Totals(to), static view => new() { [nameof(Totals.View)] = view });
        await fragments.AddAsync<Headlines, TodayView>(
            Headlines.ElementId, OverviewViews.Today(from), OverviewViews.Today(to), static view => new() { [nameof(Headlines.Today)] = view });
    }

    // A price changes without the fund, so what is shown is not the fund alone.
    private static async Task AddWorthAsync(FragmentList fragments, LiveSnapshot from, LiveSnapshot to, LiveFund? earlier, LiveFund fund)
    {
        var worth = FundViews.Worth(fund, to.Prices);
        if (earlier is null || worth != FundViews.Worth(earlier, from.Prices))
        {
            await fragments.PutAsync<FundWorth>(
                $"fund-{fund.Id}-worth", (object?)worth ?? new object(), () => new() { [nameof(FundWorth.FundId)] = fund.Id, [nameof(FundWorth.Worth)] = worth });
        }
    }

    private static async Task AddOverDaysAsync(FragmentList fragments, LiveSnapshot to, LiveFund? earlier, LiveFund fund)
    {
        await fragments.AddAsync<FundChanges>($"fund-{fund.Id}-changes", earlier, fund, static fund => new()
        {
            [nameof(FundChanges.FundId)] = fund.Id,
            [nameof(FundChanges.Changes)] = FundViews.Changes(fund),
        });
        await fragments.AddAsync<FundToday>($"fund-{fund.Id}-today", earlier, fund, fund => new()
        {
            [nameof(FundToday.FundId)] = fund.Id,
            [nameof(FundToday.Today)] = FundViews.Today(fund, to.TodayBegan),
        });
    }
}
