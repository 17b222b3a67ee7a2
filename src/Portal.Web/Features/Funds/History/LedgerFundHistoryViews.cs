using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;
using Portal.Storage.StressEvents;
using Portal.Web.Components.Charts;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Funds.History;

/// <summary>Answers pages about a fund's past from rollups and indexes: as many rows as the page needs, however long the ledger is.</summary>
public sealed class LedgerFundHistoryViews(
    RequestSnapshot request,
    HistoryReader history,
    FundMarkReader marks,
    RangeRecordReader records,
    RollupStore rollups,
    LedgerStore ledger,
    StressEventFinder finder,
    StressEventReader events) : IFundHistoryViews
{
    private const int LinePoints = 240;

    /// <inheritdoc/>
    public async ValueTask<FundHistoryView?> ReadHistoryAsync(string fundId, string? range, string? from, string? to, CancellationToken cancellation)
    {
        var snapshot = request.Value;
        if (snapshot.Find(fundId) is not { } fund)
        {
            return null;
        }

        var shown = HistoryRange.Read(range, from, to, fund.OpenedAt, fund.Clock);
        IReadOnlyList<RollupRow> rows = (await history.ReadAsync(fund, "auto", shown.From, shown.To, cancellation)).Value;
        var begin = rows.Count > 0 && rows[0].StartMs > shown.From.ToUnixTimeMilliseconds() && shown.Name is HistoryRange.All
            ? DateTimeOffset.FromUnixTimeMilliseconds(rows[0].StartMs)
            : shown.From;
        var step = HistoryStep.For(shown.To - begin);
        var falls = await finder.ReadAsync(fund.Id, cancellation);
        var contracts = ContractsOf(fund, snapshot.Rulebook);
        return new FundHistoryView
        {
            Asset = fund.Asset,
            Range = shown,
            Step = step,
            Line = await LineAsync(fund, shown, rows, cancellation),
            Bars = [.. HistoryBar.Of(rows, step, fund.Asset)],
            Marks = await marks.ReadAsync(fund, snapshot, shown, rows, cancellation),
            Record = await records.ReadAsync(fund.Id, rows, fund.Asset, cancellation),
            DeepestEver = falls.Deepest is { } fall ? await records.WithTimesAsync(fund.Id, fall, cancellation) : null,
            Events = [.. await events.ReadAsync([fund.Id], null, FundHistoryView.EventsMax, cancellation)],
            EventCount = falls.Events.Length,
            Contracts = [.. contracts.Take(FundHistoryView.ContractsMax)],
            ContractCount = contracts.Length,
            Policies = await PoliciesAsync(fund, snapshot.Rulebook, cancellation),
        };
    }

    private async Task<BalanceLine> LineAsync(LiveFund fund, HistoryRange range, IReadOnlyList<RollupRow> rows, CancellationToken cancellation)
    {
        var fromMs = range.From.ToUnixTimeMilliseconds();
        var before = await rollups.ReadLastAsync(fund.Id, RollupRow.Minute, fromMs - 1, cancellation);
        var toMs = Math.Min(range.To.ToUnixTimeMilliseconds(), fund.Clock.ToUnixTimeMilliseconds());
        return BalanceLines.Of(rows, before?.CloseUnits, fromMs, toMs, LinePoints, fund.Asset);
    }

    // The newest, and the one that the fund was opened with. The rulebook knows their entries, so nobody has to look for them.
    private async Task<ImmutableArray<PolicyStep>> PoliciesAsync(LiveFund fund, Rulebook rulebook, CancellationToken cancellation)
    {
        var policies = rulebook.PoliciesOf(fund.Id);
        var steps = ImmutableArray.CreateBuilder<PolicyStep>();
        foreach (var policy in policies.Skip(1).TakeLast(FundHistoryView.PoliciesMax).Reverse().Append(policies[0]))
        {
            if (await ledger.ReadEntryAsync(policy.Sequence, cancellation) is { } row && PolicyStep.Of(LedgerEntry.Read(row.Bytes), policies) is { } step)
            {
                steps.Add(step);
            }
        }

        return steps.ToImmutable();
    }

    private static ImmutableArray<CoveredContract> ContractsOf(LiveFund fund, Rulebook rulebook)
    {
        var named = fund.Symbols.Where(static symbol => symbol != FundPolicy.AllOtherSymbols)
            .Select(symbol => new CoveredContract(symbol, rulebook.FindContractAt(symbol, fund.Clock)));
        var others = fund.Symbols.Contains(FundPolicy.AllOtherSymbols)
            ? rulebook.Contracts.Where(listing => listing.Terms.SettleAssetCode == fund.Asset.Code && rulebook.FindFundOf(listing.Terms.Symbol) is null)
                .Select(static listing => new CoveredContract(listing.Terms.Symbol, listing))
            : [];
        return [.. named.Concat(others).DistinctBy(static contract => contract.Symbol).OrderBy(static contract => contract.Symbol, StringComparer.Ordinal)];
    }
}
