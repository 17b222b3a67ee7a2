using System.Globalization;
using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>Random but repeatable life of three funds.</summary>
internal static class RandomLedger
{
    public static readonly (string FundId, string Asset, string Symbol)[] Funds = [("usdt", "USDT", "BTCUSDT"), ("usdc", "USDC", "BTCUSDC"), ("btc", "BTC", "XBTUSD")];

    public static TestLedger Open()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "1000", floor: "50", surplusCapPpm: 5_000, scale: 6);
        ledger.Open("usdc", "USDC", "0");
        ledger.Open("btc", "BTC", "10", floor: "0.5");
        Assert.Null(ledger.List("XBTUSD", "BTC", ContractKind.Inverse, "10", "btc"));
        return ledger;
    }

    /// <summary>One random step in one fund; what it does depends on the random numbers and on that fund alone.</summary>
    public static void Step(TestLedger ledger, Random random, int fund)
    {
        var (fundId, asset, symbol) = Funds[fund];
        var balance = ledger.Fund(fundId).BalanceUnits;
        switch (random.Next(12))
        {
            case 0:
                ledger.Post(fundId, new Injected(Part(ledger, fundId, random, 100_000_000), "Because.", null, "operator"));
                break;
            case 1 when balance > 100:
                // Refused now and then: below the floor, or ADL is on.
                _ = ledger.Decide((state, now) => FundDecisions.Withdraw(
                    state, fundId, new Withdrawn(Part(ledger, fundId, random, balance / 4), "Because.", null, "operator"), now));
                break;
            case 2:
                Assert.Null(ledger.SetRate(fundId, random.Next(0, 1_000_001), ledger.Now.AddMinutes(random.Next(0, 600)), random.Next(2) == 0 ? symbol : null));
                break;
            case 3 or 4:
                Assert.Null(ledger.Settle(new FeeAccrual
                {
                    ExternalId = "fee",
                    Symbol = symbol,
                    AssetCode = asset,
                    Amount = random.Decimal(3, 6),
                    PeriodStart = ledger.Now.AddMinutes(-random.Next(1, 600)),
                    PeriodEnd = ledger.Now,
                }).Problem);
                break;
            case 5:
                ledger.ChangePolicy(fundId, policy => policy with { Floor = new Money(random.NextInt64(0, 1_000_000_000), policy.Asset) });
                break;
            case 6:
                ledger.Tick(fundId);
                break;
            case 7:
                // Any entry of the fund: many are refused, some because they were taken back before.
                var own = ledger.Entries.Where(entry => entry.FundId == fundId).ToArray();
                _ = ledger.Reverse(own[random.Next(own.Length)].Sequence);
                break;
            default:
                Assert.Null(ledger.Settle(Liquidation(ledger, random, asset, symbol)).Problem);
                break;
        }
    }

    private static Liquidation Liquidation(TestLedger ledger, Random random, string asset, string symbol)
    {
        var inverse = asset == "BTC";
        var price = random.Next(20_000, 60_000);
        string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
        string Coins(int value) => (value / 100m).ToString(CultureInfo.InvariantCulture);
        var quantity = inverse ? Text(random.Next(1, 2_000)) : Coins(random.Next(1, 20));
        var fill = Text(price + random.Next(-900, 900));
        var form = random.Next(3) switch
        {
            0 => TestLedger.Totals(Coins(random.Next(0, 200)), Coins(random.Next(-20, 250)), "500"),
            1 => TestLedger.Position(quantity, Text(price), fill, inverse ? "0.01" : "30", inverse ? "0.0001" : Coins(random.Next(-5, 20)), inverse ? null : Coins(random.Next(-5, 5))),
            _ => TestLedger.Bankruptcy(quantity, Text(price), fill),
        };
        var late = ledger.Now.AddMinutes(-random.Next(0, 1_000));
        return ledger.Liquidation(form, asset, symbol, random.Next(2) == 0 ? PositionSide.Long : PositionSide.Short) with { OccurredAt = late };
    }

    private static Money Part(TestLedger ledger, string fundId, Random random, long unitsMax) => new(random.NextInt64(1, unitsMax + 1), ledger.Fund(fundId).Asset);
}
