using Portal.Web.Components.Funds;
using Portal.Web.Features.Overview;
using Portal.Web.Live;

namespace Portal.Web.Features;

/// <summary>Live parts that every page about a fund's standing has.</summary>
internal static class FundStandings
{
    /// <summary>The balance and the state.</summary>
    public static async Task AddBalanceAsync(FragmentList fragments, LiveFund? earlier, LiveFund fund)
    {
        await fragments.AddAsync<FundBalance>(
            $"fund-{fund.Id}-balance", earlier, fund, static fund => new() { [nameof(FundBalance.Fund)] = FundViews.Balance(fund) });
        await fragments.AddAsync<FundState>($"fund-{fund.Id}-state", earlier, fund, static fund => new()
        {
            [nameof(FundState.FundId)] = fund.Id,
            [nameof(FundState.State)] = fund.Adl,
        });
    }

    /// <summary>How far it is from auto-deleveraging.</summary>
    public static Task AddDistanceAsync(FragmentList fragments, LiveFund? earlier, LiveFund fund) =>
        fragments.AddAsync<FundDistance>($"fund-{fund.Id}-distance", earlier, fund, static fund => new()
        {
            [nameof(FundDistance.FundId)] = fund.Id,
            [nameof(FundDistance.Adl)] = FundViews.Adl(fund),
        });

    /// <summary>Whether a fund has entries that it had not, or any fund where none is named.</summary>
    public static bool HaveMoved(string? fundId, LiveSnapshot from, LiveSnapshot to) =>
        to.Funds.Any(fund => (fundId is null || fund.Id == fundId) && fund.Sequence != from.Find(fund.Id)?.Sequence);

    /// <summary>Whether both snapshots have the same funds under the same names.</summary>
    public static bool AreSame(LiveSnapshot from, LiveSnapshot to) =>
        from.Funds.Select(static fund => (fund.Id, fund.Policy.Name)).SequenceEqual(to.Funds.Select(static fund => (fund.Id, fund.Policy.Name)));
}
