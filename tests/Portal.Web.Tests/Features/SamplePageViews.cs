using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Web.Components.Adl;
using Portal.Web.Components.Charts;
using Portal.Web.Components.Funds;
using Portal.Web.Components.Shell;
using Portal.Web.Features;
using Portal.Web.Features.Deleveraging;
using Portal.Web.Features.Funds;
using Portal.Web.Features.HowItWorks;
using Portal.Web.Features.Liquidations;
using Portal.Web.Features.Overview;
using Portal.Web.Features.Rates;

namespace Portal.Web.Tests.Features;

/// <summary>A portal with three funds and a day of liquidations, always the same, for tests and for looking at pages.</summary>
public sealed class SamplePageViews : IPageViews
{
    private const long Newest = 18_204;
    private const int LiquidationCount = 120;

    private static readonly ImmutableArray<LiquidationView> Liquidations = Settle();

    public ValueTask<SiteView> ReadSiteAsync(CancellationToken cancellation) =>
        new(new SiteView { Sequence = Newest, AsOf = Sample.Now, IsDemo = true });

    public ValueTask<OverviewView> ReadOverviewAsync(CancellationToken cancellation) =>
        new(new OverviewView(
            Newest,
            [
                Card("usdt", "USDT perpetuals", Liquidations[0].BalanceAfter, Sample.Usd("1204310.55"), 1_520, AdlState.Normal, 965),
                Card("btc-inverse", "BTC inverse", Sample.Coins("18204.51833302"), Sample.Coins("-12.40211871"), -681, AdlState.Warning, 780),
                Card("eth", "ETH inverse", Sample.Coins("4210.62"), Sample.Coins("0"), 0, AdlState.Active, 640),
            ],
            [.. Liquidations.Take(OverviewView.LatestMax).Select(Sample.Line)])
        {
            Totals = new TotalsView
            {
                Assets = [new AssetTotal(Sample.Coins("22415.13833302"), 2, Sample.Dollars("2161014512.44")), new AssetTotal(Liquidations[0].BalanceAfter, 1, Sample.Dollars("792806265.13"))],
                Dollars = Sample.Dollars("2953820777.57"),
                PricesOf = Sample.Now.AddSeconds(-4),
            },
            Today = new TodayView
            {
                Began = new DateTimeOffset(Sample.Now.UtcDateTime.Date, TimeSpan.Zero),
                Liquidations = 1_204,
                Drawn = 17,
                Covered = [Sample.Usd("730007.83"), Sample.Coins("0.5")],
                CoveredDollars = Sample.Dollars("778214.33"),
                Largest = [new LargestDraw(Sample.Usd("51004.2"), Newest - 3, IsTakenBack: false)],
            },
        });

    public ValueTask<LiquidationsView> ReadLiquidationsAsync(LiquidationsQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var matching = Liquidations
            .Where(one => query.Symbol is null || one.Symbol == query.Symbol)
            .Where(one => query.Outcome is null || one.Result.Outcome == query.Outcome)
            .Where(one => query.Order is not LiquidationOrder.Draw || one.Result.Draw.Units > 0)
            .ToArray();
        matching = query.Order switch
        {
            LiquidationOrder.Newest => matching,
            LiquidationOrder.Oldest => [.. matching.Reverse()],
            _ => [.. matching.OrderByDescending(one => one.Result.Draw.Units)],
        };
        var place = query.Place is { } named ? Array.FindIndex(matching, one => one.Sequence == named) : -1;
        place = place < 0 && query is { Order: LiquidationOrder.Newest, Place: { } sequence } ? matching.Count(one => one.Sequence >= sequence) - 1 : place;
        var page = query.IsBack
            ? matching.Take(Math.Max(0, place)).TakeLast(LiquidationsView.PageMax).ToArray()
            : [.. matching.Skip(place + 1).Take(LiquidationsView.PageMax)];
        var (first, last) = (page.FirstOrDefault(), page.LastOrDefault());
        return new(new LiquidationsView
        {
            Sequence = Newest,
            Query = query,
            Lines = [.. page.Select(Sample.Line)],
            Next = last is not null && matching[^1] != last ? last.Sequence : null,
            Previous = first is not null && matching[0] != first ? first.Sequence : null,
            Funds = [new FundChoice("usdt", "USDT perpetuals"), new FundChoice("btc-inverse", "BTC inverse"), new FundChoice("eth", "ETH inverse")],
            Symbols = ["BTCUSDT", "ETHUSDT"],
            LiveName = query is { Order: LiquidationOrder.Newest, To: null } && first == matching.FirstOrDefault() ? "liquidations" : null,
        });
    }

    public ValueTask<LiquidationView?> ReadLiquidationAsync(long sequence, CancellationToken cancellation) =>
        new(Liquidations.FirstOrDefault(one => one.Sequence == sequence) is { } found
            ? found with { Surroundings = new LiquidationSurroundings(Sample.Line(Liquidations[^1]), null, [Entry(found)]) }
            : null);

    public ValueTask<AdlPageView> ReadAdlAsync(long? before, CancellationToken cancellation) => new(new AdlPageView { Sequence = Newest });

    public ValueTask<AdlEventPageView?> ReadAdlEventAsync(long sequence, long? before, CancellationToken cancellation) => default;

    public ValueTask<AdlRecoveryView?> ReadRecoveryAsync(long liquidationSequence, CancellationToken cancellation) => default;

    public ValueTask<RatesView> ReadRatesAsync(CancellationToken cancellation) => new(new RatesView(Newest, [Sample.Rates()], null));

    public ValueTask<HowItWorksView> ReadHowItWorksAsync(CancellationToken cancellation)
    {
        var fund = Fund();
        return new(new HowItWorksView(
            Newest,
            [
                new FundInShort
                {
                    Id = fund.Id,
                    Name = fund.Name,
                    Balance = fund.Balance.Balance,
                    Flows = fund.Flows,
                    Adl = fund.Adl,
                    Record = fund.Record,
                    Liquidations = LiquidationCount,
                    Drawn = Sample.Usd("730007.83"),
                    Uncovered = Sample.Usd("0"),
                },
            ]));
    }

    public ValueTask<FundView?> ReadFundAsync(string fundId, CancellationToken cancellation) =>
        new(fundId == "usdt" ? Fund() : null);

    private static FundView Fund()
    {
        var balance = Liquidations[0].BalanceAfter;
        return new FundView
        {
            Sequence = Newest,
            Id = "usdt",
            Name = "USDT perpetuals",
            Balance = Balance("usdt", balance, Sample.Usd("1204310.55"), 1_520),
            Day = Day(balance, 288),
            Record = new FundRecord(balance, Sample.Usd("801220114.2"), Sample.Now.AddDays(-12), Sample.Usd("771020555.01"), Sample.Now.AddDays(-9)),
            Flows =
            [
                new FundFlow(FlowReason.Surplus, Sample.Usd("1532204.18")),
                new FundFlow(FlowReason.Fees, Sample.Usd("402114.2")),
                new FundFlow(FlowReason.Draw, Sample.Usd("-730007.83")),
            ],
            Adl = new AdlView(AdlState.Normal, balance, balance + Sample.Usd("28112004.25"), Sample.Usd("1000000"), AdlThresholds.Standard),
            Policy = Sample.Policy(Sample.Usdt, "1000000", 5_000),
            Clock = Sample.Now,
            Entries = [Injection(balance), .. Liquidations.Skip(1).Take(FundView.EntriesMax - 1).Select(Entry)],
        };
    }

    private static FundEntry Injection(Money balance) => new()
    {
        Sequence = Newest + 1,
        RecordedAt = Sample.Now,
        Kind = FundEntryKind.Injection,
        Note = "Treasury top-up after 20 November",
        Change = Sample.Usd("5000000"),
        BalanceAfter = balance,
    };

    private static FundEntry Entry(LiquidationView liquidation) => new()
    {
        Sequence = liquidation.Sequence,
        RecordedAt = liquidation.RecordedAt,
        Kind = FundEntryKind.Liquidation,
        Note = $"{liquidation.Symbol} {liquidation.Side}",
        Change = liquidation.Result.Change,
        Uncovered = liquidation.Result.Uncovered,
        BalanceAfter = liquidation.BalanceAfter,
    };

    private static FundTodayView Today(Asset asset) => new(
        new DateTimeOffset(Sample.Now.UtcDateTime.Date, TimeSpan.Zero),
        IsPast: false,
        new Money(120_430_000_000, asset),
        [
            new FundFlow(FlowReason.Surplus, new Money(153_220_000_000, asset)),
            new FundFlow(FlowReason.Draw, new Money(-73_000_000_000, asset)),
            new FundFlow(FlowReason.Fees, new Money(40_210_000_000, asset)),
        ]);

    private static FundCardView Card(string id, string name, Money balance, Money change, long ppm, AdlState state, int permilleOfPeak) => new()
    {
        Id = id,
        Name = name,
        Balance = Balance(id, balance, change, ppm),
        Worth = balance.Asset == Sample.Btc ? new FundWorthView(Dollars.Of(balance, Sample.Price("96412.5")), Sample.Price("96412.5"), Sample.Now.AddSeconds(-90), IsOld: true) : null,
        Changes = new FundChangesView(Sample.Now.AddDays(-12), new ChangeView(change, ppm), null),
        Today = Today(balance.Asset),
        Adl = new AdlView(
            state, balance, new Money((long)((Int128)balance.Units * 1000 / permilleOfPeak), balance.Asset), Money.Zero(balance.Asset), AdlThresholds.Standard),
        Day = Day(balance, 96),
    };

    private static FundBalanceView Balance(string fundId, Money balance, Money change, long ppm) => new()
    {
        FundId = fundId,
        Balance = balance,
        Change24h = change,
        Change24hPpm = ppm,
        UpdatedAt = Sample.Now,
    };

    private static BalanceLine Day(Money balance, int count)
    {
        var random = new Random(7);
        var units = balance.Units;
        var points = new List<Money>();
        for (var at = 0; at < count; at++)
        {
            points.Add(new Money(units, balance.Asset));
            units += units / 100_000 * (random.Next(20) == 0 ? random.Next(-200, 60) : random.Next(-3, 14));
        }

        // The line ends where the fund stands.
        var shift = balance.Units - points[^1].Units;
        ImmutableArray<Money> shifted = [.. points.Select(point => new Money(point.Units + shift, point.Asset))];
        return new BalanceLine(shifted, shifted.Min(), shifted.Max());
    }

    private static ImmutableArray<LiquidationView> Settle()
    {
        var random = new Random(20_261_122);
        (string Symbol, decimal Price)[] contracts = [("BTCUSDT", 91_240m), ("ETHUSDT", 3_120.5m), ("SOLUSDT", 182.4m), ("DOGEUSDT", 0.2137m)];
        var balance = "792726268.76584800";
        var settled = ImmutableArray.CreateBuilder<LiquidationView>();
        for (var sequence = Newest - LiquidationCount + 1; sequence <= Newest; sequence++)
        {
            var (symbol, price) = contracts[random.Next(contracts.Length)];
            var side = random.Next(5) < 3 ? PositionSide.Long : PositionSide.Short;
            var quantity = decimal.Round(random.Next(200, 90_000) / price, price > 1000 ? 3 : 0) + (price > 1000 ? 0.001m : 1);
            var margin = decimal.Round(quantity * price / random.Next(8, 40), 4);
            var move = margin / quantity * random.Next(80, 118) / 100;
            var fill = decimal.Round(side is PositionSide.Long ? price - move : price + move, 4);
            var isShort = sequence == Newest - 5;
            var view = Sample.Liquidation(
                Sample.Position(Text(quantity), Text(price), Text(fill), Text(margin), Text(decimal.Round(quantity * fill * 0.0005m, 4))),
                side, balance, isShort ? balance : "1000000", capPpm: sequence % 3 == 0 ? 5_000 : null, symbol: symbol, sequence: sequence);
            view = view with { RecordedAt = Sample.Now.AddSeconds((sequence - Newest) * 41), OccurredAt = Sample.Now.AddSeconds((sequence - Newest) * 41 - 1) };
            balance = view.BalanceAfter.ToString();
            settled.Insert(0, view);
        }

        return settled.ToImmutable();
    }

    private static string Text(decimal number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
