using System.Numerics;
using Portal.Settlement.Amounts;

namespace Portal.Settlement.Tests.Amounts;

public sealed class DollarsTests
{
    [Theory]
    [InlineData("1", 8, "96412.5", "96412.50")]
    [InlineData("0.00000001", 8, "96412.5", "0.00")]
    [InlineData("99850.00", 2, "0.9998", "99830.03")]
    [InlineData("1.999", 3, "1", "1.99")]
    [InlineData("-0.001", 3, "1", "-0.01")]
    [InlineData("-1.999", 3, "1", "-2.00")]
    [InlineData("3", 0, "0.000000000000000001", "0.00")]
    [InlineData("0", 2, "5", "0.00")]
    public void A_balance_times_a_price_is_rounded_down_to_the_cent(string amount, int scale, string price, string dollars)
    {
        var worth = Dollars.Of(Money.Read(amount, new Asset("X", scale), "amount").Value, Price.Read(price, "price").Value);

        Assert.Equal(dollars, worth.ToString());
    }

    [Fact]
    public void The_largest_balance_at_the_largest_price_is_exact()
    {
        var worth = Dollars.Of(new Money(long.MaxValue, new Asset("X", 0)), Price.Read("99999999999999999999.999999999999999999", "price").Value);

        var exact = (BigInteger)long.MaxValue * BigInteger.Parse("99999999999999999999999999999999999999", System.Globalization.CultureInfo.InvariantCulture) * 100;
        Assert.Equal(exact / BigInteger.Pow(10, 18), worth.Cents);
    }

    [Fact]
    public void What_is_shown_adds_up()
    {
        var sum = new Dollars(199) + new Dollars(-300);

        Assert.Equal("-1.01", sum.ToString());
        Assert.True(sum < Dollars.Zero);
    }
}
