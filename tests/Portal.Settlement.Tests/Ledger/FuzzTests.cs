using Portal.Settlement.Amounts;
using Portal.Settlement.Contracts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>Whatever a source sends is settled or is a problem: nothing throws, nothing is half done, nothing breaks a promise.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "0.5", "0.00000001", "0.000000000001", "0.000000000000000001", "-0.00000001", "100", "92233720368.54775807", "92233720368.54775808", "-92233720368.54775808",
        "9223372036854775807", "-9223372036854775808", "99999999999999999999", "-99999999999999999999", "99999999999999999999.999999999999999999", "12345.678",
    ];

    private static readonly string[] Texts = ["BTCUSDT", "COIN", "SECRET", "*", "", " ", "\0", "\ud800", "\ufffe", "e\u0301", "💥", new string('x', 64), new string('"', 64), new string('x', 9_000)];

    private static readonly string?[] Assets = [null, "USDT", "BTC", "USD", "TINY", "", "usdt", "\0", "DOGE"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_liquidation_of_any_fields_never_throws(int seed)
    {
        var random = new Random(seed);
        var ledger = Ledger();
        var settledCount = 0;
        for (var trial = 0; trial < 8_000; trial++)
        {
            ledger.Now = ledger.Now.AddSeconds(random.Next(0, 100));
            var liquidation = new Liquidation
            {
                ExternalId = "1",
                Symbol = Mutates(random) ? Pick(random, Texts)! : Pick(random, ["BTCUSDT", "COIN", "SECRET"])!,
                OccurredAt = Time(random, ledger.Now),
                Form = Form(random),
                Side = random.Next(5) switch { 0 => null, 1 or 2 => PositionSide.Long, _ => PositionSide.Short },
                AssetCode = Mutates(random) ? Pick(random, Assets) : null,
                SourceSequence = Count(random),
                FundForUnlisted = Mutates(random) ? Pick(random, ["tiny", "nobody", ""]) : "usdt",
            };
            settledCount += AssertSettledOrUntouched(ledger, () => ledger.Settle(liquidation));
        }

        Assert.InRange(settledCount, 300, 8_000);
    }

    [Fact]
    public void A_fee_of_any_fields_never_throws()
    {
        var random = new Random(4);
        var ledger = Ledger();
        var settledCount = 0;
        for (var trial = 0; trial < 8_000; trial++)
        {
            ledger.Now = ledger.Now.AddSeconds(random.Next(0, 100));
            var fee = new FeeAccrual
            {
                ExternalId = "1",
                Symbol = Mutates(random) ? Pick(random, Texts) : null,
                FundId = Mutates(random) ? Pick(random, [null, "btc", "usd", "tiny", "nobody", ""]) : "usdt",
                AssetCode = Mutates(random) ? Pick(random, Assets) ?? "BTC" : "USDT",
                Amount = Number(random),
                PeriodStart = Time(random, ledger.Now.AddHours(-1)),
                PeriodEnd = Time(random, ledger.Now),
                Market = random.Next(3) == 0 ? Pick(random, Texts) : null,
                Kind = random.Next(2) == 0 ? null : FeeKind.Taker,
                SourceSequence = Count(random),
            };
            settledCount += AssertSettledOrUntouched(ledger, () => ledger.Settle(fee));
        }

        Assert.InRange(settledCount, 300, 8_000);
    }

    private static int AssertSettledOrUntouched(TestLedger ledger, Func<Checked<LedgerEntry>> settle)
    {
        var before = (ledger.State.Sequence, string.Join(',', ledger.State.Funds.Select(static fund => (fund.FundId, fund.BalanceUnits, fund.FundSequence))));
        var settled = settle();
        if (settled.Problem is { } problem)
        {
            Assert.Equal(before, (ledger.State.Sequence, string.Join(',', ledger.State.Funds.Select(static fund => (fund.FundId, fund.BalanceUnits, fund.FundSequence)))));
            Assert.NotEmpty(problem.Code);
            Assert.NotEmpty(problem.Detail);
            return 0;
        }

        var bytes = settled.Value.ToBytes();
        Assert.InRange(bytes.Length, 1, LedgerEntry.BytesMax);
        Assert.Equal(bytes, LedgerEntry.Read(bytes).ToBytes());
        return 1;
    }

    private static LiquidationForm Form(Random random)
    {
        Price AnyPrice() => Price.From(Number(random), "x") is { Problem: null } price ? price.Value : TestLedger.Price("100");
        Quantity AnyQuantity() => Quantity.From(Number(random), "x") is { Problem: null } quantity ? quantity.Value : TestLedger.Quantity("1");
        DecimalNumber? Maybe() => random.Next(2) == 0 ? null : Number(random);
        return random.Next(4) switch
        {
            0 => new LiquidationForm.Totals(Number(random), Number(random), Maybe()),
            1 => new LiquidationForm.Position(AnyQuantity(), AnyPrice(), AnyPrice(), Number(random), Maybe(), Maybe()),
            2 => new LiquidationForm.Bankruptcy(AnyQuantity(), AnyPrice(), AnyPrice(), Maybe(), Maybe()),
            _ => new LiquidationForm.Deficit(Number(random)),
        };
    }

    private static DecimalNumber Number(Random random) => random.Next(5) switch
    {
        0 => random.Decimal(),
        1 or 2 => random.Decimal(3, 4),
        _ => TestLedger.Number(Pick(random, Numbers)!),
    };

    private static DateTimeOffset Time(Random random, DateTimeOffset now) => random.Next(12) switch
    {
        0 => DateTimeOffset.MinValue,
        1 => DateTimeOffset.MaxValue,
        2 => now.AddTicks(random.Next(-1_000_000, 1_000_000)),
        3 => now.ToOffset(TimeSpan.FromHours(14)),
        4 => now.AddYears(-20),
        _ => now.AddSeconds(-random.Next(0, 100_000)),
    };

    private static long? Count(Random random) => random.Next(12) switch
    {
        0 => long.MinValue,
        1 => long.MaxValue,
        2 => (1L << 53) + 1,
        3 => -1,
        4 => 1L << 53,
        _ => null,
    };

    private static bool Mutates(Random random) => random.Next(6) == 0;

    private static string? Pick(Random random, string?[] choices) => choices[random.Next(choices.Length)];

    private static TestLedger Ledger()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "1000", floor: "1", surplusCapPpm: 5_000);
        ledger.Open("btc", "BTC", "92233720368.54775807");
        ledger.Open("usd", "USD", "5", scale: 0);
        ledger.Open("tiny", "TINY", "9223372", scale: 12);
        Assert.Null(ledger.List("COIN", "BTC", ContractKind.Inverse, "100", "btc"));
        Assert.Null(ledger.List("SECRET", "USDT", contractValue: "0.001", publication: ContractPublication.Bankruptcy));
        Assert.Null(ledger.SetRate("usdt", 333_333, ledger.Now.AddYears(-1)));
        Assert.Null(ledger.SetRate("btc", 1_000_000, ledger.Now.AddYears(-1)));
        return ledger;
    }
}
