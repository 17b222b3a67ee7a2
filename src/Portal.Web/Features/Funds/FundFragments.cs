using Portal.Settlement.Ledger;
using Portal.Web.Live;

namespace Portal.Web.Features.Funds;

/// <summary>The live parts of a fund's page.</summary>
public sealed class FundFragments : IViewFragments
{
    private const string Prefix = "fund/";

    /// <inheritdoc/>
    public bool Owns(string view) => ViewName.After(Prefix, view) is not null;

    /// <inheritdoc/>
    public bool Exists(string view, LiveSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.Find(ViewName.After(Prefix, view)!) is not null;
    }

    /// <inheritdoc/>
    public async Task AddAsync(FragmentList fragments, string view, LiveSnapshot from, LiveSnapshot to)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (to.Find(ViewName.After(Prefix, view)!) is { } fund && from.Find(fund.Id) is var earlier && !ReferenceEquals(earlier, fund))
        {
            await AddPanelsAsync(fragments, earlier, fund);
            var rows = fund.Entries.Where(entry => entry.Sequence > (earlier?.Sequence ?? 0)).Reverse().Take(FundView.EntriesMax);
            await fragments.PrependAsync<FundEntryRow, LedgerEntry>(
                FundEntryRow.RowsId, FundView.EntriesMax, null, rows, static entry => new() { [nameof(FundEntryRow.Entry)] = FundViews.Entry(entry) });
        }
    }

    private static async Task AddPanelsAsync(FragmentList fragments, LiveFund? earlier, LiveFund fund)
    {
        await FundStandings.AddBalanceAsync(fragments, earlier, fund);
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
    }
}
