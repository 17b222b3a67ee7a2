using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Liquidations;

public sealed class SurplusCapTests
{
    [Theory]
    [InlineData(0, "0", "10")]
    [InlineData(1, "0.000201", "9.999799")]
    [InlineData(5_000, "1.005", "8.995")]
    [InlineData(49_751, "9.999951", "0.000049")]
    [InlineData(49_752, "10", "0")]
    [InlineData(1_000_000, "10", "0")]
    public void The_fund_takes_its_share_of_the_fill_and_the_trader_the_rest(int capPpm, string surplus, string toTrader)
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USDT", "0", surplusCapPpm: capPpm);

        // 2 contracts filled at 100.5: notional 201, residual 10.
        var result = ledger.Settled(TestLedger.Bankruptcy("2", "95.5", "100.5"), "USDT").Result;

        Assert.Equal((ledger.Amount("fund", surplus), ledger.Amount("fund", toTrader)), (result.Surplus, result.ToTrader));
    }

    [Fact]
    public void The_cap_is_rounded_down_once_and_the_notional_shown_is_rounded_down_too()
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USD", "0", surplusCapPpm: 500_000, scale: 0);

        // Notional 3.9998: shown as 3; half of it is 1.9999, so 1 to the fund.
        var settled = ledger.Settled(TestLedger.Bankruptcy("2", "0.0001", "1.9999"), "USD");

        Assert.Equal("3", settled.Check.FillNotional.ToString());
        Assert.Equal("3", settled.Check.Residual.ToString());
        Assert.Equal("1", settled.Cap.ToString());
        Assert.Equal("1", settled.Result.Surplus.ToString());
        Assert.Equal("2", settled.Result.ToTrader.ToString());
    }

    [Fact]
    public void The_cap_comes_from_the_exact_notional_and_not_from_the_rounded_one()
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USD", "0", surplusCapPpm: 800_000, scale: 0);

        // Notional 2.5, exactly; 80 % of it is 2. Of the rounded 2 it would be 1.
        var settled = ledger.Settled(TestLedger.Bankruptcy("1", "0.1", "2.5"), "USD");

        Assert.Equal("2", settled.Cap.ToString());
    }

    [Theory]
    [InlineData("100", 999_999, "9.99999")]
    [InlineData("0", 5_000, "0")]
    [InlineData("100", 5_000, "0.5")]
    public void Amounts_are_capped_by_the_notional_that_came_with_them(string notional, int capPpm, string surplus)
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USDT", "0", surplusCapPpm: capPpm);

        var settled = ledger.Settled(TestLedger.Totals("99.99999", "90", notional), "USDT");

        Assert.Equal(ledger.Amount("fund", surplus), settled.Result.Surplus);
    }

    [Theory]
    [InlineData("2", "1", true)]
    [InlineData("1", "1", false)]
    [InlineData("1", "2", false)]
    public void A_capped_fund_needs_the_notional_of_a_surplus_alone(string margin, string totalLoss, bool isNeeded)
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USDT", "10", surplusCapPpm: 5_000);

        var problem = ledger.Settle(TestLedger.Totals(margin, totalLoss), "USDT").Problem;

        Assert.Equal(isNeeded ? "fillNotional" : null, problem?.Field);
    }

    [Fact]
    public void A_deficit_alone_needs_no_notional()
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USDT", "10", surplusCapPpm: 5_000);

        Assert.Equal("3.00000000", ledger.Settled(new Settlement.Liquidations.LiquidationForm.Deficit(TestLedger.Number("3")), "USDT", side: null).Result.Draw.ToString());
        Assert.Equal("0.00000000", ledger.Settled(new Settlement.Liquidations.LiquidationForm.Deficit(TestLedger.Number("0")), "USDT", side: null).Result.Draw.ToString());
    }
}
