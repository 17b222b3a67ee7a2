using Bunit;
using Portal.Settlement.Amounts;
using Portal.Web.Components.Figures;
using Portal.Web.Tests.Features;

namespace Portal.Web.Tests.Components;

public sealed class AmountChangeTests : PageContext
{
    [Theory]
    [InlineData("12.4", "+12.40 USDT", "change-in")]
    [InlineData("-4.3", "−4.30 USDT", "change-out")]
    [InlineData("0", "0.00 USDT", "change-none")]
    public void A_change_carries_its_sign_and_not_only_its_colour(string change, string text, string style)
    {
        var shown = Show(Sample.Usd(change), direction: null);

        Assert.Equal(text, TextOf(shown));
        Assert.Contains(style, shown.Find("span").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_paid_has_no_sign_because_nothing_moved()
    {
        var shown = Show(Sample.Usd("2.3"), ChangeDirection.Gap);

        Assert.Equal("2.30 USDT", TextOf(shown));
    }

    [Fact]
    public void A_brief_amount_tells_the_exact_one_in_its_title()
    {
        var shown = Render<Amount>(parameters => parameters.Add(amount => amount.Value, Sample.Usd("575034465.66243304")).Add(amount => amount.Brief, true));

        Assert.Equal("575,034,465.66243304 USDT", shown.Find("span").GetAttribute("title"));
    }

    private IRenderedComponent<AmountChange> Show(Money change, ChangeDirection? direction) =>
        Render<AmountChange>(parameters => parameters.Add(one => one.Value, change).Add(one => one.Direction, direction));

    private static string TextOf(IRenderedComponent<AmountChange> shown) => shown.Find("span").TextContent.Replace('\u00a0', ' ');
}
