using System.Collections.Immutable;
using Portal.Settlement;
using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;

namespace Portal.Worker.Sources.DemoMarket;

/// <summary>A fund of the demo market.</summary>
/// <param name="Policy">Its policy.</param>
/// <param name="Opening">What it opens with.</param>
public sealed record DemoFund(FundPolicy Policy, Money Opening);

/// <summary>A rate of the demo market.</summary>
/// <param name="FundId">The fund it feeds.</param>
/// <param name="Rate">The rate.</param>
public sealed record DemoRate(string FundId, RateSet Rate);

/// <summary>What the demo market needs in the ledger before its first record, in this order: funds, contracts, rates.</summary>
public sealed record DemoSetup(ImmutableArray<DemoFund> Funds, ImmutableArray<ContractListed> Contracts, ImmutableArray<DemoRate> Rates)
{
    /// <summary>The fund of the linear contracts.</summary>
    public const string UsdtFundId = "usdt";

    /// <summary>The fund of the inverse contract.</summary>
    public const string BtcFundId = "btc";

    /// <summary>The isolated fund of the liveliest contract: small, so that it runs dry now and then and ADL can be watched.</summary>
    public const string DogeFundId = "usdt-doge";

    /// <summary>Public handle of who decided all this.</summary>
    public const string By = "demo";

    /// <summary>The share of trading fees that goes to a fund.</summary>
    internal const int FeeSharePpm = 80_000;

    /// <summary>The share of liquidation fees that goes to a fund.</summary>
    internal const int LiquidationFeeSharePpm = 500_000;

    /// <summary>The most of a fill's notional that the BTC fund takes of a surplus.</summary>
    internal const int BtcSurplusCapPpm = 5_000;

    /// <summary>The asset that stands for dollars.</summary>
    internal const string DollarCoin = "USDT";

    private static readonly Asset Usdt = new(DollarCoin, 8);
    private static readonly Asset Btc = new("BTC", 8);

    /// <summary>What each fund opens with, in whole coins.</summary>
    internal static ImmutableArray<(string FundId, int Coins)> Openings { get; } = [(UsdtFundId, 25_000_000), (BtcFundId, 350), (DogeFundId, 50_000)];

    /// <summary>The setup as of a time.</summary>
    public static DemoSetup At(DateTimeOffset time)
    {
        var at = WholeMilliseconds(time);
        return new DemoSetup(
            [
                new DemoFund(Policy(UsdtFundId, "Demo USDT insurance fund (simulated)", Usdt, "1000000", at), OpeningOf(UsdtFundId, Usdt)),
                new DemoFund(
                    Policy(BtcFundId, "Demo BTC insurance fund (simulated)", Btc, "20", at) with { SurplusCap = new PartsPerMillion(BtcSurplusCapPpm) },
                    OpeningOf(BtcFundId, Btc)),
                new DemoFund(Policy(DogeFundId, "Demo DOGE isolated insurance fund (simulated)", Usdt, "45000", at), OpeningOf(DogeFundId, Usdt)),
            ],
            [.. DemoContract.All.Select(static contract => contract.ToListing(By))],
            [
                .. new[] { UsdtFundId, BtcFundId, DogeFundId }.SelectMany(fundId => new[]
                {
                    Rate(fundId, null, FeeSharePpm, at, "Demo: a share of all trading fees"),
                    Rate(fundId, FeeKind.Liquidation, LiquidationFeeSharePpm, at, "Demo: half of the liquidation fees"),
                }),
            ]);
    }

    /// <summary>Takes the whole setup into a ledger's state; rates begin now at the earliest.</summary>
    /// <returns>The entries; or a problem, and then part of them may have been taken: settle into a fork.</returns>
    public Checked<ImmutableArray<LedgerEntry>> Apply(LedgerState state, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(state);
        var now = WholeMilliseconds(time);
        var entries = ImmutableArray.CreateBuilder<LedgerEntry>();
        IEnumerable<Func<Checked<ImmutableArray<LedgerEntry>>>> steps =
        [
            .. Funds.Select(fund => (Func<Checked<ImmutableArray<LedgerEntry>>>)(() => LedgerDecisions.OpenFund(state, fund.Policy, fund.Opening, By, now))),
            .. Contracts.Select(contract => (Func<Checked<ImmutableArray<LedgerEntry>>>)(() => LedgerDecisions.ListContract(state, contract, fundId: null, now))),
            .. Rates.Select(rate => (Func<Checked<ImmutableArray<LedgerEntry>>>)(() => LedgerDecisions.SetRate(state, rate.FundId, NotBefore(now, rate.Rate), now))),
        ];
        foreach (var step in steps)
        {
            var made = step();
            if (made.Problem is { } problem)
            {
                return problem;
            }

            entries.AddRange(made.Value);
        }

        return entries.ToImmutable();
    }

    private static RateSet NotBefore(DateTimeOffset now, RateSet rate) => rate.EffectiveAt < now ? rate with { EffectiveAt = now } : rate;

    private static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static FundPolicy Policy(string fundId, string name, Asset asset, string floor, DateTimeOffset at) => new()
    {
        Sequence = 0,
        EffectiveAt = at,
        FundId = fundId,
        Name = name,
        Asset = asset,
        Floor = Money.Read(floor, asset, "floor").Value,
        Symbols = [.. DemoContract.All.Where(contract => contract.FundId == fundId).Select(static contract => contract.Symbol)],
        IsDemo = true,
    };

    private static Money OpeningOf(string fundId, Asset asset) =>
        Money.From(DecimalNumber.Of(Openings.First(opening => opening.FundId == fundId).Coins, 0), asset, "opening").Value;

    private static DemoRate Rate(string fundId, FeeKind? kind, int sharePpm, DateTimeOffset at, string reason) =>
        new(fundId, new RateSet(Market: null, kind, new PartsPerMillion(sharePpm), at, reason, By));
}
