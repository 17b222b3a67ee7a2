using Portal.Storage.Liquidations;
using Portal.Web.Components.Shell;
using Portal.Web.Features.Funds;
using Portal.Web.Features.Liquidations;
using Portal.Web.Features.Overview;
using Portal.Web.Features.PublicApi;
using Portal.Web.Features.Rates;
using Portal.Web.Live;

namespace Portal.Web.Features;

/// <summary>Answers pages from the one snapshot of their request; only lists of the past and single records ask the database.</summary>
public sealed class LedgerPageViews(RequestSnapshot request, LiveState live, SettlingWatch settling, LiquidationStore liquidations) : IPageViews
{
    /// <inheritdoc/>
    public ValueTask<SiteView> ReadSiteAsync(CancellationToken cancellation) => new(new SiteView
    {
        Sequence = request.Value.Sequence,
        AsOf = live.LastHeard ?? request.Value.AsOf,
        IsDemo = request.Value.IsDemo,
        StoppedSince = settling.StoppedSince,
    });

    /// <inheritdoc/>
    public ValueTask<OverviewView> ReadOverviewAsync(CancellationToken cancellation)
    {
        var snapshot = request.Value;
        var latest = snapshot.Liquidations.Reverse().Take(OverviewView.LatestMax).Select(LiquidationViews.Line);
        return new(new OverviewView(snapshot.Sequence, FundViews.Cards(snapshot), [.. latest])
        {
            Totals = OverviewViews.Totals(snapshot),
            Today = OverviewViews.Today(snapshot),
        });
    }

    /// <inheritdoc/>
    public async ValueTask<LiquidationsView> ReadLiquidationsAsync(LiquidationsQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var snapshot = request.Value;
        if (query.After is { } after && await NewerAsync(query, after, cancellation) is { } newer)
        {
            return newer;
        }

        // The page's sequence is what the live client goes on from, so it shows nothing that came later.
        var before = query.Before ?? snapshot.Sequence + 1;
        var page = await liquidations.ReadPageAsync(FilterOf(query), before, LiquidationsView.PageMax, cancellation);
        return ViewOf(query with { After = null }, page.Rows) with
        {
            Older = page.Next,
            Newer = query.Before is null ? null : page.Rows is [var first, ..] ? first.Sequence : before - 1,
            SearchedBackTo = page.Next is not null && page.Rows.Count < LiquidationsView.PageMax ? page.SearchedBackTo : null,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<LiquidationView?> ReadLiquidationAsync(long sequence, CancellationToken cancellation) =>
        sequence > 0 && sequence <= request.Value.Sequence && await liquidations.ReadAsync(sequence, cancellation) is { } row
            ? LiquidationViews.Whole(LiveLiquidation.Read(row.Bytes, request.Value.Rulebook), request.Value)
            : null;

    /// <inheritdoc/>
    public ValueTask<FundView?> ReadFundAsync(string fundId, CancellationToken cancellation) =>
        new(request.Value.Find(fundId) is { } fund ? FundViews.Whole(fund, request.Value) : null);

    /// <inheritdoc/>
    public ValueTask<RatesView> ReadRatesAsync(CancellationToken cancellation) => new(RatesView.Of(request.Value));

    // Reads forward from the page that was left. What is nearer to the newest than a page is the newest page itself: null.
    private async Task<LiquidationsView?> NewerAsync(LiquidationsQuery query, long after, CancellationToken cancellation)
    {
        var rows = await liquidations.ReadAfterAsync(after, LiquidationStore.ExaminedMax, cancellation);
        var found = rows.Where(row => row.Sequence <= request.Value.Sequence && Matches(query, row)).Take(LiquidationsView.PageMax).Reverse().ToArray();
        var isEnd = rows.Count < LiquidationStore.ExaminedMax && found.Length < LiquidationsView.PageMax;
        if (isEnd || found.Length == 0)
        {
            return null;
        }

        return ViewOf(query, found) with { Older = found[^1].Sequence, Newer = found[0].Sequence };
    }

    private LiquidationsView ViewOf(LiquidationsQuery query, IReadOnlyList<LiquidationEntryRow> rows) => new()
    {
        Sequence = request.Value.Sequence,
        Query = query,
        Lines = [.. rows.Select(row => LiquidationViews.Line(LiveLiquidation.Read(row.Bytes, request.Value.Rulebook)))],
        Funds = [.. request.Value.Funds.Select(static fund => new FundChoice(fund.Id, fund.Policy.Name))],
    };

    private static LiquidationFilter FilterOf(LiquidationsQuery query) => new()
    {
        FundId = query.FundId,
        Symbol = query.Symbol,
        Outcome = query.Outcome is { } outcome ? StoredOutcome.Of(outcome) : null,
    };

    private static bool Matches(LiquidationsQuery query, LiquidationEntryRow row) =>
        (query.FundId is null || query.FundId == row.FundId)
        && (query.Symbol is null || query.Symbol == row.Symbol)
        && (query.Outcome is not { } outcome || StoredOutcome.Of(outcome) == row.Outcome);
}
