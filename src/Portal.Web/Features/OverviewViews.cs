using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Web.Features.Overview;
using Portal.Web.Live;

namespace Portal.Web.Features;

/// <summary>What the overview shows of all funds together, made once for each snapshot.</summary>
internal static class OverviewViews
{
    private static readonly ConditionalWeakTable<LiveSnapshot, Together> Made = [];

    /// <summary>What all funds hold.</summary>
    public static TotalsView Totals(LiveSnapshot snapshot) => Of(snapshot).Totals;

    /// <summary>What they were needed for today.</summary>
    public static TodayView Today(LiveSnapshot snapshot) => Of(snapshot).Today;

    private static Together Of(LiveSnapshot snapshot) => Made.GetValue(snapshot, static snapshot => Make(snapshot));

    private static Together Make(LiveSnapshot snapshot)
    {
        // Simulated money is never added to real money.
        var real = snapshot.Funds.Where(static fund => !fund.Policy.IsDemo).ToImmutableArray();
        var counted = real.IsEmpty ? snapshot.Funds : real;
        return new Together(
            TotalsOf(counted, snapshot.Prices) with { LeavesOutDemo = counted.Length < snapshot.Funds.Length },
            TodayOf([.. counted.Where(fund => fund.TodayBegan == snapshot.TodayBegan)], snapshot));
    }

    private static TotalsView TotalsOf(ImmutableArray<LiveFund> funds, IndexPrices prices)
    {
        var assets = funds.GroupBy(static fund => fund.Asset).Select(group => new AssetTotal(
            new Money(group.Aggregate(0L, static (sum, fund) => Saturating.AddSigned(sum, fund.Balance.Units)), group.Key),
            group.Count(),
            prices.Find(group.Key.Code) is null ? null : group.Aggregate(Dollars.Zero, (sum, fund) => sum + prices.ValueOf(fund.Balance)!.Value))).ToArray();
        var priced = assets.Where(static asset => asset.Dollars is not null).ToArray();
        var used = priced.Select(asset => prices.Find(asset.Balance.Asset.Code)!).ToArray();
        return new TotalsView
        {
            Assets = [.. assets.OrderByDescending(static asset => asset.Dollars ?? Dollars.Zero)],
            Dollars = priced.Length == 0 ? null : priced.Aggregate(Dollars.Zero, static (sum, asset) => sum + asset.Dollars!.Value),
            PricesOf = used.Length == 0 ? null : used.Min(static price => price.At),
            OldPrices = [.. used.Where(static price => price.IsOld).Select(static price => price.AssetCode)],
            Unpriced = priced.Length == 0 ? [] : [.. assets.Where(static asset => asset.Dollars is null).Select(static asset => asset.Balance.Asset.Code)],
        };
    }

    private static TodayView TodayOf(ImmutableArray<LiveFund> funds, LiveSnapshot snapshot)
    {
        var days = funds.Where(static fund => fund.Today is not null).Select(static fund => (Fund: fund, Day: fund.Today!)).ToArray();
        var covered = Sum(days.Select(static one => new Money(one.Day.DrawUnits, one.Fund.Asset)), snapshot.Prices);
        var uncovered = Sum(days.Select(static one => new Money(one.Day.UncoveredUnits, one.Fund.Asset)), snapshot.Prices);
        var largest = days.Where(static one => one.Day.LargestDrawUnits > 0)
            .GroupBy(static one => one.Fund.Asset)
            .Select(static group => group.MaxBy(static one => one.Day.LargestDrawUnits))
            .Select(one => new LargestDraw(
                new Money(one.Day.LargestDrawUnits, one.Fund.Asset),
                one.Day.LargestDrawSequence,
                snapshot.Rulebook.FindReversalOf(one.Day.LargestDrawSequence) is not null));
        return new TodayView
        {
            Began = snapshot.TodayBegan,
            Liquidations = days.Sum(static one => one.Day.LiquidationCount),
            Drawn = days.Sum(static one => one.Day.DrawCount),
            Covered = covered,
            CoveredDollars = Worth(covered, snapshot.Prices),
            Largest = [.. largest.OrderByDescending(draw => snapshot.Prices.ValueOf(draw.Amount) ?? Dollars.Zero)],
            Uncovered = uncovered,
            UncoveredDollars = Worth(uncovered, snapshot.Prices),
        };
    }

    private static ImmutableArray<Money> Sum(IEnumerable<Money> amounts, IndexPrices prices) =>
    [
        .. amounts.Where(static amount => amount.Units > 0)
            .GroupBy(static amount => amount.Asset)
            .Select(static group => new Money(group.Aggregate(0L, static (sum, amount) => Saturating.Add(sum, amount.Units)), group.Key))
            .OrderByDescending(amount => prices.ValueOf(amount) ?? Dollars.Zero),
    ];

    private static Dollars? Worth(ImmutableArray<Money> amounts, IndexPrices prices)
    {
        var sum = Dollars.Zero;
        foreach (var amount in amounts)
        {
            if (prices.ValueOf(amount) is not { } worth)
            {
                return null;
            }

            sum += worth;
        }

        return amounts.IsEmpty ? null : sum;
    }

    private sealed record Together(TotalsView Totals, TodayView Today);
}
