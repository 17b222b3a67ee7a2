using System.Globalization;
using Portal.Settlement.Amounts;
using Portal.Web.Components.Figures;
using Portal.Web.Tests.Features;

namespace Portal.Web.Tests.Components;

public sealed class FigureTextTests
{
    public FigureTextTests() => CultureInfo.CurrentCulture = new CultureInfo("en");

    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("4.3", "4.30")]
    [InlineData("-4.3", "−4.30")]
    [InlineData("1000", "1,000.00")]
    [InlineData("999999", "999,999.00")]
    [InlineData("793930579.315848", "793,930,579.315848")]
    [InlineData("0.01111112", "0.01111112")]
    public void An_amount_is_grouped_and_keeps_two_decimals_and_every_one_that_counts(string amount, string shown)
    {
        Assert.Equal(shown, FigureText.Of(Sample.Usd(amount)).ToString());
    }

    [Fact]
    public void An_asset_without_decimals_is_shown_without_any()
    {
        Assert.Equal("12,345", FigureText.Of(new Money(12_345, new Asset("PTS", 0))).ToString());
    }

    [Fact]
    public void A_price_is_shown_as_short_as_it_can_be()
    {
        Assert.Equal("91,240.5", FigureText.Of(Sample.Number("91240.50")).ToString());
        Assert.Equal("100", FigureText.Of(Sample.Number("100")).ToString());
    }

    [Theory]
    [InlineData("575034465.66243304", "575,034,465.66")]
    [InlineData("-1000.999", "−1,000.99")]
    [InlineData("999.12345678", "999.12345678")]
    [InlineData("1000", "1,000.00")]
    public void A_brief_amount_drops_the_last_digits_of_large_ones_only(string amount, string shown)
    {
        Assert.Equal(shown, FigureText.Brief(Sample.Usd(amount)).ToString());
    }

    [Fact]
    public void Separators_are_those_of_the_page()
    {
        CultureInfo.CurrentCulture = new CultureInfo("de");

        Assert.Equal("1.234,50", FigureText.Of(Sample.Usd("1234.5")).ToString());
    }

    [Theory]
    [InlineData(1_520, "+0.15%")]
    [InlineData(-681, "−0.06%")]
    [InlineData(0, "0.00%")]
    [InlineData(-12, "−0.0012%")]
    [InlineData(424_000, "+42.40%")]
    public void A_change_says_that_it_is_one_even_when_it_is_tiny(long ppm, string shown)
    {
        Assert.Equal(shown, PercentText.OfChange(ppm));
    }

    [Theory]
    [InlineData(5_000, "0.5%")]
    [InlineData(300_000, "30%")]
    public void A_share_somebody_set_is_shown_without_needless_decimals(int ppm, string shown)
    {
        Assert.Equal(shown, PercentText.OfShare(ppm));
    }
}
