using Portal.Settlement.Amounts;
using Portal.Settlement.Tests.Contracts;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Amounts;

public sealed class DecimalNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.000", "0")]
    [InlineData("007.50", "7.5")]
    [InlineData("100", "100")]
    [InlineData("-12.340", "-12.34")]
    [InlineData("0.000000000000000001", "0.000000000000000001")]
    [InlineData("99999999999999999999.999999999999999999", "99999999999999999999.999999999999999999")]
    [InlineData("-99999999999999999999.999999999999999999", "-99999999999999999999.999999999999999999")]
    [InlineData("1.0000000000000000000000000", "1")]
    public void A_number_is_written_in_its_shortest_form(string text, string shortest)
    {
        var number = TestLedger.Number(text);

        Assert.Equal(shortest, number.ToString());
        Assert.Equal(number, TestLedger.Number(shortest));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("+1")]
    [InlineData("--1")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("1.2.3")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0x10")]
    [InlineData("١٢")]
    [InlineData("１")]
    [InlineData("\0")]
    [InlineData("100000000000000000000")]
    [InlineData("0.0000000000000000001")]
    public void Anything_else_is_a_problem_of_its_field(string text) => Assert.Equal("price", DecimalNumber.Read(text, "price").Problem?.Field);

    [Fact]
    public void A_long_text_is_not_repeated_in_full()
    {
        var problem = DecimalNumber.Read(new string('x', 10_000), "price").Problem!;

        Assert.InRange(problem.Detail.Length, 1, 200);
    }

    [Fact]
    public void Numbers_compare_as_fractions_do()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 5_000; trial++)
        {
            var left = random.Decimal(random.Next(2) == 0 ? 20 : 1);
            var right = random.Next(4) == 0 ? left : random.Decimal(random.Next(2) == 0 ? 20 : 1);
            left = random.Next(2) == 0 ? left : DecimalNumber.Of(-left.Mantissa, left.Scale);
            right = random.Next(2) == 0 ? right : DecimalNumber.Of(-right.Mantissa, right.Scale);

            Assert.Equal(Fraction.Of(left).Against(Fraction.Of(right)), left.CompareTo(right));
            Assert.Equal(left.CompareTo(right) < 0, left < right);
            Assert.Equal(left.CompareTo(right) >= 0, left >= right);
        }
    }

    [Fact]
    public void Every_number_is_read_back_as_it_was_written()
    {
        var random = new Random(8);
        for (var trial = 0; trial < 5_000; trial++)
        {
            var number = random.Decimal();
            number = random.Next(2) == 0 ? number : DecimalNumber.Of(-number.Mantissa, number.Scale);

            Assert.Equal(number, TestLedger.Number(number.ToString()));
        }
    }

    [Fact]
    public void A_number_that_can_not_be_written_is_not_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => DecimalNumber.Of(1, 19));
        Assert.Throws<ArgumentOutOfRangeException>(static () => DecimalNumber.Of(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => DecimalNumber.Of(PowerOfTen.Of(20), 0));
        Assert.Equal("0.1", DecimalNumber.Of(PowerOfTen.Of(20), 21).ToString());
    }
}
