using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.FeeAllocation;

public sealed class FeeSettlementTests
{
    private static readonly DateTimeOffset Noon = TestLedger.Start.AddHours(12);

    [Fact]
    public void Without_a_rate_nothing_goes_to_the_fund_and_the_fee_is_recorded()
    {
        var fee = Allocated(Ledger(), Fee());

        Assert.Equal("0.00000000", fee.Allocated.ToString());
        Assert.Null(fee.RateSequence);
        Assert.Equal(0, fee.Share.Value);
    }

    [Theory]
    [InlineData(-1, 100_000)]
    [InlineData(0, 200_000)]
    [InlineData(1, 200_000)]
    public void The_rate_in_force_at_the_start_of_the_period_applies(int milliseconds, int sharePpm)
    {
        var ledger = Ledger();
        Assert.Null(ledger.SetRate("fund", 100_000, TestLedger.Start));
        Assert.Null(ledger.SetRate("fund", 200_000, Noon));

        var fee = Allocated(ledger, Fee() with { PeriodStart = Noon.AddMilliseconds(milliseconds), PeriodEnd = Noon.AddHours(1) });

        Assert.Equal(sharePpm, fee.Share.Value);
        Assert.Equal(sharePpm * 10_000L, fee.Allocated.Units);
    }

    [Theory]
    [InlineData("BTCUSDT", FeeKind.Taker, 400_000)]
    [InlineData("BTCUSDT", FeeKind.Maker, 300_000)]
    [InlineData("BTCUSDT", null, 300_000)]
    [InlineData("ETHUSDT", FeeKind.Taker, 200_000)]
    [InlineData("ETHUSDT", FeeKind.Liquidation, 100_000)]
    [InlineData("ETHUSDT", null, 100_000)]
    [InlineData(null, FeeKind.Taker, 200_000)]
    [InlineData(null, null, 100_000)]
    public void The_most_specific_rate_applies_whatever_came_later(string? market, FeeKind? kind, int sharePpm)
    {
        var ledger = Ledger();
        Assert.Null(ledger.SetRate("fund", 400_000, TestLedger.Start, "BTCUSDT", FeeKind.Taker));
        Assert.Null(ledger.SetRate("fund", 300_000, TestLedger.Start.AddHours(1), "BTCUSDT"));
        Assert.Null(ledger.SetRate("fund", 200_000, TestLedger.Start.AddHours(2), kind: FeeKind.Taker));
        Assert.Null(ledger.SetRate("fund", 100_000, TestLedger.Start.AddHours(3)));

        Assert.Equal(sharePpm, Allocated(ledger, Fee() with { Market = market, Kind = kind }).Share.Value);
    }

    [Fact]
    public void A_symbol_stands_for_its_market_unless_one_is_given()
    {
        var ledger = Ledger();
        Assert.Null(ledger.SetRate("fund", 300_000, TestLedger.Start, "BTCUSDT"));

        Assert.Equal(300_000, Allocated(ledger, Fee() with { FundId = null, Symbol = "BTCUSDT" }).Share.Value);
        Assert.Equal(0, Allocated(ledger, Fee() with { FundId = null, Symbol = "BTCUSDT", Market = "spot" }).Share.Value);
    }

    [Fact]
    public void A_later_decision_for_the_same_time_replaces_an_earlier_one()
    {
        var ledger = Ledger();
        Assert.Null(ledger.SetRate("fund", 100_000, Noon));
        Assert.Null(ledger.SetRate("fund", 150_000, Noon));

        Assert.Equal(150_000, Allocated(ledger, Fee()).Share.Value);
    }

    [Theory]
    [InlineData("1", 1, "0.00000100")]
    [InlineData("0.00999999", 999_999, "0.00999998")]
    [InlineData("0.00000001", 999_999, "0.00000000")]
    [InlineData("0.00000001", 1_000_000, "0.00000001")]
    [InlineData("0", 1_000_000, "0.00000000")]
    [InlineData("92233720267", 1_000_000, "92233720267.00000000")]
    public void The_funds_share_is_rounded_down(string amount, int sharePpm, string allocated)
    {
        var ledger = Ledger();
        Assert.Null(ledger.SetRate("fund", sharePpm, TestLedger.Start));

        Assert.Equal(allocated, Allocated(ledger, Fee() with { Amount = TestLedger.Number(amount) }).Allocated.ToString());
    }

    [Fact]
    public void What_the_fund_receives_is_in_its_balance()
    {
        var ledger = Ledger();
        Assert.Null(ledger.SetRate("fund", 250_000, TestLedger.Start));

        ledger.Now = Noon.AddHours(2);
        var entry = ledger.Settle(Fee()).Value;

        Assert.Equal(("101.00000000", "126.00000000"), (entry.BalanceBefore.ToString(), entry.BalanceAfter.ToString()));
        Assert.Equal(entry.BalanceAfter, ledger.Fund("fund").Balance);
    }

    [Fact]
    public void Each_fault_of_a_fee_is_a_problem_of_its_field()
    {
        var ledger = Ledger();
        ledger.Now = Noon.AddHours(2);
        var fee = Fee();
        (FeeAccrual Fee, string Code, string? Field)[] faults =
        [
            (fee with { PeriodEnd = fee.PeriodStart }, "bad-period", "periodEnd"),
            (fee with { PeriodEnd = fee.PeriodStart.AddTicks(1) }, "bad-period", "periodEnd"),
            (fee with { PeriodEnd = fee.PeriodStart.AddHours(-1) }, "bad-period", "periodEnd"),
            (fee with { PeriodStart = new DateTimeOffset(1999, 12, 31, 23, 59, 59, TimeSpan.Zero) }, "too-old", "periodStart"),
            (fee with { PeriodEnd = ledger.Now.AddMinutes(5).AddMilliseconds(1) }, "too-far-ahead", "periodEnd"),
            (fee with { PeriodStart = ledger.Now.AddHours(1), PeriodEnd = ledger.Now.AddHours(2) }, "too-far-ahead", "periodStart"),
            (fee with { Amount = TestLedger.Number("-1") }, "negative", "amount"),
            (fee with { Amount = TestLedger.Number("-0.000000001") }, "negative", "amount"),
            (fee with { Amount = TestLedger.Number("0.000000001") }, "too-many-decimals", "amount"),
            (fee with { Amount = TestLedger.Number("92233720369") }, "too-large", "amount"),
            (fee with { Symbol = "BTCUSDT" }, "contradictory", "fund"),
            (fee with { FundId = null }, "contradictory", "fund"),
            (fee with { FundId = "nobody" }, "unknown-fund", "fund"),
            (fee with { FundId = null, Symbol = "BTCUSDC", AssetCode = "USDC" }, "unknown-symbol", "symbol"),
            (fee with { AssetCode = "USDC" }, "wrong-asset", "asset"),
            (fee with { Market = "" }, "missing", "market"),
            (fee with { FundId = null, Symbol = "\ud800" }, "bad-text", "symbol"),
            (fee with { SourceSequence = -1 }, "not-a-count", "sourceSequence"),
            (fee with { SourceSequence = long.MaxValue }, "not-a-count", "sourceSequence"),
        ];
        var before = ledger.State.Sequence;

        Assert.All(faults, fault =>
        {
            var problem = ledger.Settle(fault.Fee).Problem;
            Assert.Equal((fault.Code, fault.Field), (problem?.Code, problem?.Field));
        });
        Assert.Equal(before, ledger.State.Sequence);
    }

    [Fact]
    public void A_balance_that_would_not_fit_is_a_problem()
    {
        var ledger = Ledger();
        Assert.Null(ledger.SetRate("fund", 1_000_000, TestLedger.Start));

        ledger.Now = Noon.AddHours(2);
        var problem = ledger.Settle(Fee() with { Amount = TestLedger.Number("92233720368") }).Problem;

        Assert.Equal(("too-large", "amount"), (problem?.Code, problem?.Field));
        Assert.Equal("101.00000000", ledger.Fund("fund").Balance.ToString());
    }

    private static TestLedger Ledger()
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USDT", "101");
        return ledger;
    }

    private static FeeAccrual Fee() => new()
    {
        ExternalId = "1",
        FundId = "fund",
        AssetCode = "USDT",
        Amount = TestLedger.Number("100"),
        PeriodStart = Noon,
        PeriodEnd = Noon.AddHours(1),
    };

    private static FeeAllocated Allocated(TestLedger ledger, FeeAccrual fee)
    {
        ledger.Now = Noon.AddHours(2);
        var settled = ledger.Settle(fee);
        Assert.Null(settled.Problem);
        return Assert.IsType<FeeAllocated>(settled.Value.Body);
    }
}
