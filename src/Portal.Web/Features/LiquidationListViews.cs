using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Funds;
using Portal.Storage.Liquidations;
using Portal.Web.Features.Liquidations;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;
using StoredPage = Portal.Storage.Liquidations.LiquidationPage;

namespace Portal.Web.Features;

/// <summary>Pages of liquidations as of one snapshot.</summary>
internal sealed class LiquidationListViews(LiveSnapshot snapshot, LiquidationLists lists)
{
    private const int LatelyMax = 500;

    /// <summary>The page that a query names.</summary>
    public async Task<LiquidationsView> ReadAsync(LiquidationsQuery asked, CancellationToken cancellation)
    {
        var (query, filter, isSizeLeftOut) = Understand(asked);
        var view = await ReadAsync(query, filter, cancellation);
        return view with
        {
            Funds = [.. snapshot.Funds.Select(static fund => new FundChoice(fund.Id, fund.Policy.Name))],
            Symbols = Symbols(query),
            IsSizeLeftOut = isSizeLeftOut,
            LiveName = query is { Order: LiquidationOrder.Newest } && view.Previous is null ? LiquidationFeed.NameOf(filter) : null,
        };
    }

    private async Task<LiquidationsView> ReadAsync(LiquidationsQuery query, LiquidationFilter filter, CancellationToken cancellation)
    {
        if (query.Order is LiquidationOrder.Draw && filter.FundId is null)
        {
            return ViewOf(query, []);
        }

        // The page's sequence is what the live client goes on from, so it shows nothing that came later.
        var end = snapshot.Sequence + 1;
        if (query is { IsBack: true, Place: { } place })
        {
            // What is nearer to the start than a page is the first page itself.
            var back = await lists.ReadBackAsync(filter, query.Order, place, end, LiquidationsView.PageMax, cancellation);
            if (back.Next is { } previous)
            {
                return ViewOf(query, [.. back.Rows.Reverse()]) with
                {
                    Previous = previous,
                    Next = back.Rows is [var nearest, ..] ? nearest.Sequence : place,
                    SearchedTo = GaveUpAt(back),
                };
            }

            query = query with { Place = null, IsBack = false };
        }

        var page = await lists.ReadAsync(filter, query.Order, query.Place, end, LiquidationsView.PageMax, cancellation);
        return ViewOf(query, page.Rows) with
        {
            Next = page.Next,
            Previous = query.Place is null ? null : page.Rows is [var first, ..] ? first.Sequence : query.Place,
            SearchedTo = GaveUpAt(page),
        };
    }

    private LiquidationsView ViewOf(LiquidationsQuery query, IReadOnlyList<LiquidationEntryRow> rows) => new()
    {
        Sequence = snapshot.Sequence,
        Query = query,
        Lines = [.. rows.Select(row => LiquidationViews.Line(LiveLiquidation.Read(row.Bytes, snapshot.Rulebook)))],
    };

    private static long? GaveUpAt(StoredPage page) => page.Next is not null && page.Rows.Count < LiquidationsView.PageMax ? page.SearchedTo : null;

    private (LiquidationsQuery Query, LiquidationFilter Filter, bool IsSizeLeftOut) Understand(LiquidationsQuery query)
    {
        var filter = new LiquidationFilter
        {
            FundId = query.FundId,
            Symbol = query.Symbol,
            PositionSide = (long?)query.Side,
            Outcome = query.Outcome is { } outcome ? StoredOutcome.Of(outcome) : null,
            FromMs = query.From?.ToUnixTimeMilliseconds(),
            ToMs = query.To?.ToUnixTimeMilliseconds(),
        };

        // Amounts of different assets can't be ranked, so without a choice it is the first fund's that are.
        if (query.Order is LiquidationOrder.Draw && (LiquidationLists.RankedFund(filter, snapshot) ?? snapshot.Funds.FirstOrDefault()) is { } ranked)
        {
            filter = filter with { FundId = ranked.Id };
            query = query with { FundId = ranked.Id };
        }

        if (query.MinAmount is null && query.MaxAmount is null)
        {
            return (query, filter, false);
        }

        return ScaleOf(filter) is { } scale
            ? (query, filter with { MinimumUnits = Units(query.MinAmount, scale, up: true), MaximumUnits = Units(query.MaxAmount, scale, up: false) }, false)
            : (query with { MinAmount = null, MaxAmount = null }, filter, true);
    }

    private int? ScaleOf(LiquidationFilter filter)
    {
        var assets = LiquidationLists.RankedFund(filter, snapshot) is { } fund ? [fund.Asset] : snapshot.Funds.Select(static one => one.Asset).Distinct().ToArray();
        return assets is [var only] ? only.Scale : null;
    }

    // An amount between two units bounds the same liquidations as the next one inside the bounds.
    private static long? Units(DecimalNumber? amount, int scale, bool up)
    {
        if (amount is not { } known)
        {
            return null;
        }

        if (known.Scale <= scale)
        {
            return (long)Int128.Min((Int128)known.Mantissa * PowerOfTen.Of(scale - known.Scale), long.MaxValue);
        }

        var (whole, rest) = Int128.DivRem(known.Mantissa, PowerOfTen.Of(known.Scale - scale));
        return (long)Int128.Min(up && rest > 0 ? whole + 1 : whole, long.MaxValue);
    }

    // A fund that takes every symbol lists none: what was liquidated lately can be chosen too.
    private ImmutableArray<string> Symbols(LiquidationsQuery query) =>
    [
        .. snapshot.Funds
            .Where(fund => query.FundId is null || query.FundId == fund.Id)
            .SelectMany(static fund => fund.Symbols)
            .Where(static symbol => symbol != FundPolicy.AllOtherSymbols)
            .Concat(snapshot.Liquidations
                .TakeLast(LatelyMax)
                .Where(one => query.FundId is null || query.FundId == one.Entry.FundId)
                .Select(static one => one.Settled.Symbol))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Take(LiquidationsView.SymbolsMax),
    ];
}
