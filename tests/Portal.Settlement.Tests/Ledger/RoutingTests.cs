using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>Which fund a liquidation reaches, and every way in which it reaches none.</summary>
public sealed class RoutingTests
{
    [Theory]
    [InlineData("LISTED", null, "isolated")]
    [InlineData("LISTED", "USDT", "isolated")]
    [InlineData("NAMED", "USDT", "isolated")]
    [InlineData("GLOBAL", null, "main")]
    [InlineData("ANYTHING", "USDT", "main")]
    [InlineData("ANYTHING", "BTC", "btc")]
    [InlineData("COIN", null, "btc")]
    public void A_symbol_finds_its_fund(string symbol, string? asset, string fundId) =>
        Assert.Equal(fundId, Ledger().Settle(TestLedger.Totals("1", "1"), asset, symbol).Value.FundId);

    [Theory]
    [InlineData("ANYTHING", null, "missing", "asset")]
    [InlineData("NAMED", null, "missing", "asset")]
    [InlineData("NAMED", "BTC", "wrong-asset", "asset")]
    [InlineData("LISTED", "BTC", "wrong-asset", "asset")]
    [InlineData("COIN", "USDT", "wrong-asset", "asset")]
    [InlineData("ANYTHING", "DOGE", "unknown-symbol", "symbol")]
    [InlineData("ANYTHING", "", "unknown-symbol", "symbol")]
    [InlineData("", "USDT", "missing", "symbol")]
    [InlineData("\ud800", "USDT", "bad-text", "symbol")]
    [InlineData("e\u0301", "USDT", "bad-text", "symbol")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", "USDT", "too-long", "symbol")]
    public void A_symbol_that_finds_none_is_a_problem(string symbol, string? asset, string code, string field)
    {
        var ledger = Ledger();
        var before = ledger.State.Sequence;

        var problem = ledger.Settle(TestLedger.Totals("1", "1"), asset, symbol).Problem;

        Assert.Equal((code, field), (problem?.Code, problem?.Field));
        Assert.Equal(before, ledger.State.Sequence);
    }

    [Fact]
    public void The_fund_named_for_unlisted_symbols_takes_them_and_no_others()
    {
        var ledger = Ledger();

        string? Fund(string symbol, string? asset) =>
            ledger.Settle(ledger.Liquidation(TestLedger.Totals("1", "1"), asset, symbol) with { FundForUnlisted = "second" }) is { Problem: null } settled ? settled.Value.FundId : null;

        Assert.Equal("second", Fund("ANYTHING", null));
        Assert.Equal("second", Fund("ANYTHING", "USDT"));
        Assert.Equal("isolated", Fund("NAMED", "USDT"));
        Assert.Equal("isolated", Fund("LISTED", null));
        Assert.Null(Fund("ANYTHING", "BTC"));
        Assert.Equal("unknown-fund", ledger.Settle(ledger.Liquidation(TestLedger.Totals("1", "1"), "USDT", "ANYTHING") with { FundForUnlisted = "nobody" }).Problem?.Code);
    }

    [Fact]
    public void An_asset_without_a_fund_for_other_symbols_takes_none()
    {
        var ledger = new TestLedger();
        ledger.Open("isolated", "USDT", "1", symbols: "X");

        Assert.Equal("unknown-symbol", ledger.Settle(TestLedger.Totals("1", "1"), "USDT", "Y").Problem?.Code);
    }

    [Fact]
    public void Each_fault_of_a_liquidations_figures_is_a_problem_of_its_field()
    {
        var ledger = Ledger();
        (LiquidationForm Form, PositionSide? Side, string Code, string Field)[] faults =
        [
            (TestLedger.Totals("-1", "1"), null, "negative", "margin"),
            (TestLedger.Totals("1.000000001", "1"), null, "too-many-decimals", "margin"),
            (TestLedger.Totals("1", "1.000000001"), null, "too-many-decimals", "totalLoss"),
            (TestLedger.Totals("92233720369", "1"), null, "too-large", "margin"),
            (TestLedger.Totals("92233720368", "-92233720368"), null, "too-large", "totalLoss"),
            (TestLedger.Totals("0", "-92233720368.54775808"), null, "too-large", "totalLoss"),
            (TestLedger.Totals("1", "1", "-1"), null, "negative", "fillNotional"),
            (TestLedger.Position("1", "1", "1", "-0.00000001"), PositionSide.Long, "negative", "margin"),
            (TestLedger.Position("1", "1", "1", "1"), null, "missing", "positionSide"),
            (TestLedger.Position("1", "1", "1", "1", "0.000000001"), PositionSide.Long, "too-many-decimals", "fees"),
            (TestLedger.Position("1", "1", "1", "1", "1", "0.000000001"), PositionSide.Long, "too-many-decimals", "funding"),
            (TestLedger.Position("99999999999999999999", "1", "2", "1"), PositionSide.Long, "too-large", "quantity"),
            (TestLedger.Bankruptcy("1", "1", "1"), null, "missing", "positionSide"),
            (TestLedger.Bankruptcy("1", "1", "1", "92233720368", "92233720368"), PositionSide.Long, "too-large", "quantity"),
            (TestLedger.Bankruptcy("99999999999999999999", "1", "1"), PositionSide.Long, "too-large", "quantity"),
            (new LiquidationForm.Deficit(TestLedger.Number("-1")), null, "negative", "deficit"),
        ];
        var before = ledger.State.Sequence;

        Assert.All(faults, fault =>
        {
            var problem = ledger.Settle(fault.Form, "USDT", side: fault.Side).Problem;
            Assert.Equal((fault.Code, fault.Field), (problem?.Code, problem?.Field));
        });
        Assert.Equal(before, ledger.State.Sequence);
    }

    private static TestLedger Ledger()
    {
        var ledger = new TestLedger();
        ledger.Open("main", "USDT", "100");
        ledger.Open("isolated", "USDT", "100", symbols: "NAMED");
        ledger.Open("second", "USDT", "100", symbols: "SECOND");
        ledger.Open("btc", "BTC", "10");
        Assert.Null(ledger.List("LISTED", "USDT", fundId: "isolated"));
        Assert.Null(ledger.List("GLOBAL", "USDT"));
        Assert.Null(ledger.List("COIN", "BTC", ContractKind.Inverse));
        return ledger;
    }
}
