using Portal.Settlement.Amounts;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Amounts;

public sealed class MoneyTests
{
    private static readonly Asset Btc = new("BTC", 8);

    [Theory]
    [InlineData("0", "0.00000000", 0)]
    [InlineData("1.2", "1.20000000", 120_000_000)]
    [InlineData("-0.00000001", "-0.00000001", -1)]
    [InlineData("92233720368.54775807", "92233720368.54775807", long.MaxValue)]
    [InlineData("-92233720368.54775808", "-92233720368.54775808", long.MinValue)]
    public void An_amount_is_written_with_exactly_its_assets_decimals(string text, string written, long units)
    {
        var amount = Money.Read(text, Btc, "amount").Value;

        Assert.Equal(units, amount.Units);
        Assert.Equal(written, amount.ToString());
    }

    [Theory]
    [InlineData("0.000000001", "too-many-decimals")]
    [InlineData("92233720368.54775808", "too-large")]
    [InlineData("99999999999999999999", "too-large")]
    [InlineData("one", "not-a-number")]
    public void An_amount_that_can_not_be_kept_is_a_problem_of_its_field(string text, string code)
    {
        var problem = Money.Read(text, Btc, "amount").Problem;

        Assert.Equal((code, "amount"), (problem?.Code, problem?.Field));
    }

    [Fact]
    public void Amounts_of_two_assets_are_never_put_together()
    {
        var (bitcoin, dollar) = (new Money(1, Btc), new Money(1, new Asset("USDT", 8)));

        Assert.Throws<InvalidOperationException>(() => bitcoin + dollar);
        Assert.Throws<InvalidOperationException>(() => bitcoin - dollar);
        Assert.Throws<InvalidOperationException>(() => bitcoin < dollar);
        Assert.Throws<InvalidOperationException>(() => bitcoin + new Money(1, new Asset("BTC", 6)));
        Assert.Throws<InvalidOperationException>(() => default(Money).Asset);
    }

    [Fact]
    public void A_sum_that_does_not_fit_fails_and_never_wraps()
    {
        Assert.Throws<OverflowException>(static () => new Money(long.MaxValue, Btc) + new Money(1, Btc));
        Assert.Throws<OverflowException>(static () => new Money(long.MinValue, Btc) - new Money(1, Btc));
        Assert.Throws<OverflowException>(static () => -new Money(long.MinValue, Btc));
    }

    [Theory]
    [InlineData(999_999, 1, 0)]
    [InlineData(1_000_000, 1, 1)]
    [InlineData(1_999_999, 1, 1)]
    [InlineData(long.MaxValue, 1_000_000, long.MaxValue)]
    [InlineData(long.MaxValue, 0, 0)]
    [InlineData(7, 500_000, 3)]
    public void A_share_is_rounded_down(long units, int ppm, long share) => Assert.Equal(share, new PartsPerMillion(ppm).OfDown(new Money(units, Btc)).Units);

    [Theory]
    [InlineData("", 8)]
    [InlineData("btc", 8)]
    [InlineData("BTC-USD", 8)]
    [InlineData("ABCDEFGHIJKLMNOPQRSTU", 8)]
    [InlineData("BTC", -1)]
    [InlineData("BTC", 13)]
    public void An_asset_with_a_wrong_code_or_scale_is_refused(string code, int scale)
    {
        Assert.NotNull(Asset.Check(code, scale));
        Assert.Throws<ArgumentException>(() => new Asset(code, scale));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("-0.000000000000000001")]
    public void A_price_and_a_quantity_are_above_zero(string text)
    {
        Assert.Equal("not-positive", Price.Read(text, "price").Problem?.Code);
        Assert.Equal("not-positive", Quantity.Read(text, "quantity").Problem?.Code);
        Assert.Equal("0.000000000000000001", TestLedger.Price("0.000000000000000001").ToString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_share_lies_between_nothing_and_all(long value) => Assert.Equal("bad-share", PartsPerMillion.From(value, "share").Problem?.Code);
}
