using System.Collections.Immutable;
using Bunit;
using Portal.Settlement.Amounts;
using Portal.Web.Components.Charts;
using Portal.Web.Tests.Features;

namespace Portal.Web.Tests.Components;

public sealed class SparklineTests : PageContext
{
    [Fact]
    public void The_lowest_balance_touches_the_bottom_margin_and_the_highest_the_top_one()
    {
        var drawn = SparklineGeometry.Of(Points(100, 200, 150));

        Assert.Equal("M0 52L120 4L240 28", drawn.Line);
        Assert.Equal("M0 52L120 4L240 28V56H0Z", drawn.Area);
        Assert.Equal("M0 52H240", drawn.Start);
    }

    [Fact]
    public void A_balance_that_did_not_move_is_a_level_line_in_the_middle()
    {
        Assert.Equal("M0 28L240 28", SparklineGeometry.Of(Points(7, 7)).Line);
    }

    [Fact]
    public void One_balance_alone_is_a_level_line()
    {
        Assert.Equal("M0 28H240", SparklineGeometry.Of(Points(7)).Line);
    }

    [Fact]
    public void Balances_at_both_ends_of_what_can_be_kept_are_drawn_without_overflow()
    {
        Assert.Equal("M0 52L240 4", SparklineGeometry.Of(Points(-long.MaxValue, long.MaxValue)).Line);
    }

    [Fact]
    public void Nothing_is_drawn_of_nothing()
    {
        var shown = Render<Sparkline>(parameters => parameters
            .Add(line => line.Line, new BalanceLine([], Sample.Usd("0"), Sample.Usd("0")))
            .Add(line => line.Label, "Balance"));

        shown.MarkupMatches(string.Empty);
    }

    [Fact]
    public void The_picture_says_in_words_what_it_shows_and_needs_no_style_attribute()
    {
        var shown = Render<Sparkline>(parameters => parameters
            .Add(line => line.Line, new BalanceLine(Points(1, 2), Sample.Usd("1"), Sample.Usd("2")))
            .Add(line => line.Label, "Balance over a day"));

        Assert.Equal("Balance over a day", shown.Find("svg[role=img]").GetAttribute("aria-label"));
        Assert.DoesNotContain("style=", shown.Markup, StringComparison.Ordinal);
    }

    private static ImmutableArray<Money> Points(params long[] units) => [.. units.Select(unit => new Money(unit, Sample.Usdt))];
}
