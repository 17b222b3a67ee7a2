using System.Globalization;
using Portal.Settlement.Contracts;
using Portal.Web.Features.Liquidations;
using Portal.Web.Features.Liquidations.Worked;

namespace Portal.Web.Tests.Features.Liquidations;

/// <summary>The cases are those of the contract ("Outcomes").</summary>
public sealed class WorkedCalculationTests
{
    public WorkedCalculationTests() => CultureInfo.CurrentCulture = new CultureInfo("en");

    [Fact]
    public void A_short_position_is_worked_out_from_its_prices_to_what_nobody_covered()
    {
        var steps = Steps(Sample.Liquidation(
            Sample.Position("2", "100", "112", "20", "0.5", "-0.2"), PositionSide.Short, balance: "10", floor: "8"));

        Assert.Equal(
            [
                "What closing the position lost: (112 − 100) × 2 = 24.00",
                "Fees and funding: 24.00 + 0.50 + (−0.20) = 24.30",
                "Did the margin cover it?: 20.00 − 24.30 = −4.30",
                "What the fund paid: 10.00 − 8.00 = 2.00",
                "What the fund paid: smaller of 4.30 and 2.00 = −2.00",
                "What nobody covered: 4.30 − 2.00 = 2.30",
                "What that made of the fund: 10.00 − 2.00 = 8.00",
                "Nothing created, nothing lost: 20.00 + 2.00 + 2.30 = 24.30 + 0.00 + 0.00",
            ],
            steps);
    }

    [Fact]
    public void An_inverse_long_is_divided_by_both_prices_and_says_that_it_was_rounded()
    {
        var liquidation = Sample.Liquidation(
            Sample.Position("10000", "10000", "9000", "0.1"), balance: "10", contract: Sample.Inverse, asset: Sample.Btc, symbol: "BTCUSD");

        Assert.Equal(
            [
                "What closing the position lost: (10,000 − 9,000) × 10,000 ÷ (10,000 × 9,000) = 0.11111112",
                "Did the margin cover it?: 0.10 − 0.11111112 = −0.01111112",
                "What the fund paid: 10.00 − 0.00 = 10.00",
                "What the fund paid: smaller of 0.01111112 and 10.00 = −0.01111112",
                "What that made of the fund: 10.00 − 0.01111112 = 9.98888888",
                "Nothing created, nothing lost: 0.10 + 0.01111112 + 0.00 = 0.11111112 + 0.00 + 0.00",
            ],
            Steps(liquidation));
        Assert.Contains("Rounded once to the 8 decimals of BTC", WorkedCalculation.Of(liquidation)[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_capped_surplus_is_split_between_fund_and_trader()
    {
        Assert.Equal(
            [
                "What closing the position lost: (10,000 − 9,500) × 10,000 ÷ (10,000 × 9,500) = 0.05263158",
                "Did the margin cover it?: 0.10 − 0.05263158 = 0.04736842",
                "Where the rest of the margin went: 1.05263157 × 0.5% = 0.00526315",
                "Where the rest of the margin went: smaller of 0.04736842 and 0.00526315 = +0.00526315",
                "Where the rest of the margin went: 0.04736842 − 0.00526315 = 0.04210527",
                "What that made of the fund: 10.00 + 0.00526315 = 10.00526315",
                "Nothing created, nothing lost: 0.10 + 0.00 + 0.00 = 0.05263158 + 0.00526315 + 0.04210527",
            ],
            Steps(Sample.Liquidation(
                Sample.Position("10000", "10000", "9500", "0.1"), balance: "10", capPpm: 5_000, contract: Sample.Inverse, asset: Sample.Btc, symbol: "BTCUSD")));
    }

    [Fact]
    public void A_bankruptcy_price_is_compared_with_the_fill_and_needs_no_margin()
    {
        Assert.Equal(
            [
                "How the fill compares with the bankruptcy price: (51,000 − 51,100) × 0.1 = −10.00",
                "Fees and funding: −10.00 − 1.50 − (−0.50) = −11.00",
                "What the fund paid: 1,000.00 − 0.00 = 1,000.00",
                "What the fund paid: smaller of 11.00 and 1,000.00 = −11.00",
                "What that made of the fund: 1,000.00 − 11.00 = 989.00",
                "Nothing created, nothing lost: 11.00 + 0.00 = 11.00",
            ],
            Steps(Sample.Liquidation(Sample.Bankruptcy("0.1", "51100", "51000", "1.5", "-0.5"))));
    }

    [Fact]
    public void Sums_that_were_reported_as_such_are_only_subtracted()
    {
        Assert.Equal(
            [
                "Did the margin cover it?: 1.00 − 1.20 = −0.20",
                "What the fund paid: 10.00 − 0.00 = 10.00",
                "What the fund paid: smaller of 0.20 and 10.00 = −0.20",
                "What that made of the fund: 10.00 − 0.20 = 9.80",
                "Nothing created, nothing lost: 1.00 + 0.20 + 0.00 = 1.20 + 0.00 + 0.00",
            ],
            Steps(Sample.Liquidation(Sample.Totals("1", "1.2"), balance: "10", asset: Sample.Btc)));
    }

    [Fact]
    public void A_recording_that_tells_the_deficit_alone_is_said_to()
    {
        var steps = WorkedCalculation.Of(Sample.Liquidation(Sample.Deficit("4.3"), side: null));

        Assert.Empty(steps[0].Sums);
        Assert.Contains("the loss exceeded the margin by 4.30 USDT", steps[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_position_that_earned_is_not_said_to_have_lost()
    {
        var steps = WorkedCalculation.Of(Sample.Liquidation(Sample.Position("2", "100", "112", "20")));

        Assert.Equal("What closing the position earned", steps[0].Title);
        Assert.Equal("(100 − 112) × 2 = −24.00", Write(steps[0].Sums[0]));
    }

    [Fact]
    public void A_contract_that_stands_for_more_than_one_coin_says_so()
    {
        var contract = new Contract(ContractKind.Linear, Sample.Quantity("0.001"));

        Assert.StartsWith(
            "What closing the position lost: (100 − 90) × 5 × 0.001 = 0.05",
            Steps(Sample.Liquidation(Sample.Position("5", "100", "90", "1"), contract: contract))[0],
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100.1", "90", false)]
    [InlineData("100.123456789", "90", true)]
    public void Rounding_is_mentioned_only_where_it_happened(string entry, string fill, bool isRounded)
    {
        var step = WorkedCalculation.Of(Sample.Liquidation(Sample.Position("1", entry, fill, "20")))[0];

        Assert.Equal(isRounded, step.Explanation.Contains("Rounded", StringComparison.Ordinal));
    }

    private static string[] Steps(LiquidationView liquidation) =>
        [.. WorkedCalculation.Of(liquidation).SelectMany(step => step.Sums.Select(sum => $"{step.Title}: {Write(sum)}"))];

    private static string Write(WorkedSum sum) =>
        string.Join(' ', sum.Terms.SelectMany(term => new[] { term.Operator, term.Value }).Where(part => part.Length > 0));
}
