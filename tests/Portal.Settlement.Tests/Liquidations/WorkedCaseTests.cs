using Portal.Settlement.Contracts;
using Portal.Settlement.Ledger;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Liquidations;

/// <summary>The cases worked out in the portal's contract, and those it leaves between them.</summary>
public sealed class WorkedCaseTests
{
    [Theory]
    [InlineData(PositionSide.Long, "9000", "-0.01111112", "0.01111112", "0.00000000")]
    [InlineData(PositionSide.Short, "12000", "-0.06666667", "0.06666667", "0.00000000")]
    [InlineData(PositionSide.Long, "9500", "0.04736842", "0.00000000", "0.04736842")]
    public void An_inverse_position_settles_in_coins(PositionSide side, string fill, string residual, string draw, string surplus)
    {
        var settled = Inverse().Settled(TestLedger.Position("10000", "10000", fill, "0.1"), symbol: "XBTUSD", side: side);

        Assert.Equal(residual, settled.Check.Residual.ToString());
        Assert.Equal(draw, settled.Result.Draw.ToString());
        Assert.Equal(surplus, settled.Result.Surplus.ToString());
        AssertIdentity(settled);
    }

    [Fact]
    public void A_capped_inverse_surplus_takes_the_share_of_the_coins_filled()
    {
        var settled = Inverse(surplusCapPpm: 5_000).Settled(TestLedger.Position("10000", "10000", "9500", "0.1"), symbol: "XBTUSD");

        Assert.Equal("1.05263157", settled.Check.FillNotional.ToString());
        Assert.Equal("0.00526315", settled.Result.Surplus.ToString());
        Assert.Equal("0.04210527", settled.Result.ToTrader.ToString());
        AssertIdentity(settled);
    }

    [Theory]
    [InlineData("1000", "0", "4.30000000", "0.00000000")]
    [InlineData("10", "8", "2.00000000", "2.30000000")]
    [InlineData("10", "10", "0.00000000", "4.30000000")]
    [InlineData("4.3", "0", "4.30000000", "0.00000000")]
    [InlineData("4.29999999", "0", "4.29999999", "0.00000001")]
    public void A_linear_short_with_fees_and_funding_draws_down_to_the_floor(string balance, string floor, string draw, string uncovered)
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USDT", balance, floor);

        var settled = ledger.Settled(TestLedger.Position("2", "100", "112", "20", "0.5", "-0.2"), "USDT", side: PositionSide.Short);

        Assert.Equal("24.00000000", settled.Check.GrossLoss.ToString());
        Assert.Equal("24.30000000", settled.Check.TotalLoss.ToString());
        Assert.Equal(draw, settled.Result.Draw.ToString());
        Assert.Equal(uncovered, settled.Result.Uncovered.ToString());
        AssertIdentity(settled);
    }

    [Fact]
    public void A_fund_already_below_its_floor_pays_nothing()
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USDT", "5", floor: "8");

        var settled = ledger.Settled(TestLedger.Totals("1", "3"), "USDT");

        Assert.Equal("0.00000000", settled.Result.Draw.ToString());
        Assert.Equal("2.00000000", settled.Result.Uncovered.ToString());
    }

    [Theory]
    [InlineData(PositionSide.Long, "100", "101", null, null, "2")]
    [InlineData(PositionSide.Long, "100", "99", null, null, "-2")]
    [InlineData(PositionSide.Short, "100", "99", null, null, "2")]
    [InlineData(PositionSide.Short, "100", "101", "0.5", null, "-2.5")]
    [InlineData(PositionSide.Long, "100", "101", "-0.5", "-0.25", "2.75")]
    [InlineData(PositionSide.Long, "100", "100", "0.5", "-0.5", "0")]
    public void A_linear_bankruptcy_price_tells_the_residual(PositionSide side, string bankruptcy, string fill, string? fees, string? funding, string residual)
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USDT", "10");

        var settled = ledger.Settled(TestLedger.Bankruptcy("2", bankruptcy, fill, fees, funding), "USDT", side: side);

        Assert.Equal(ledger.Amount("fund", residual), settled.Check.Residual);
        Assert.Null(settled.Check.Margin);
        Assert.Null(settled.Check.TotalLoss);
        Assert.Null(settled.Check.GrossLoss);
        AssertIdentity(settled);
    }

    [Theory]
    [InlineData(PositionSide.Long, "8000", "10000", null, "0.25")]
    [InlineData(PositionSide.Long, "10000", "8000", null, "-0.25")]
    [InlineData(PositionSide.Short, "10000", "8000", "0.01", "0.24")]
    [InlineData(PositionSide.Short, "8000", "10000", "-0.01", "-0.24")]
    [InlineData(PositionSide.Long, "10000", "9000", null, "-0.11111112")]
    [InlineData(PositionSide.Short, "10000", "9000", null, "0.11111111")]
    public void An_inverse_bankruptcy_price_tells_the_residual(PositionSide side, string bankruptcy, string fill, string? fees, string residual)
    {
        var settled = Inverse().Settled(TestLedger.Bankruptcy("10000", bankruptcy, fill, fees), symbol: "XBTUSD", side: side);

        Assert.Equal(residual, settled.Check.Residual.ToString().TrimEnd('0'));
        AssertIdentity(settled);
    }

    [Theory]
    [InlineData("5", "-1", "6")]
    [InlineData("0", "0", "0")]
    [InlineData("0", "0.00000001", "-0.00000001")]
    public void Amounts_are_taken_as_they_are_and_a_negative_loss_is_a_gain(string margin, string totalLoss, string residual)
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USDT", "10");

        var settled = ledger.Settled(TestLedger.Totals(margin, totalLoss), "USDT", side: PositionSide.Short);

        Assert.Equal(ledger.Amount("fund", residual), settled.Check.Residual);
        AssertIdentity(settled);
    }

    [Theory]
    [InlineData("2", "0.5", "0.5")]
    [InlineData("10", "0.5", "0.5")]
    [InlineData("0.3", "0.5", "0.3")]
    [InlineData("10", "-0.5", "0")]
    public void The_part_of_a_draw_that_paid_fees_is_shown(string balance, string fees, string drawForFees)
    {
        var ledger = new TestLedger();
        ledger.Open("fund", "USDT", balance);

        var settled = ledger.Settled(TestLedger.Bankruptcy("1", "100", "99", fees), "USDT");

        Assert.Equal(ledger.Amount("fund", drawForFees), settled.Result.DrawForFees);
    }

    private static TestLedger Inverse(int? surplusCapPpm = null)
    {
        var ledger = new TestLedger();
        ledger.Open("btc", "BTC", "10", surplusCapPpm: surplusCapPpm);
        Assert.Null(ledger.List("XBTUSD", "BTC", ContractKind.Inverse, fundId: "btc"));
        return ledger;
    }

    // margin + draw + uncovered = total loss + surplus + to trader.
    private static void AssertIdentity(LiquidationSettled settled)
    {
        var result = settled.Result;
        Assert.Equal(settled.Check.Residual, result.Surplus + result.ToTrader - result.Draw - result.Uncovered);
        if (settled.Check is { Margin: { } margin, TotalLoss: { } totalLoss })
        {
            Assert.Equal(margin + result.Draw + result.Uncovered, totalLoss + result.Surplus + result.ToTrader);
        }
    }
}
