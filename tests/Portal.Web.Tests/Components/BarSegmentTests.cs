using Portal.Web.Components.Charts;
using Portal.Web.Tests.Features;

namespace Portal.Web.Tests.Components;

public sealed class BarSegmentTests
{
    [Fact]
    public void Parts_lie_side_by_side_in_proportion_and_fill_the_bar()
    {
        var placed = BarSegment.Place([new("margin", Sample.Usd("20")), new("draw", Sample.Usd("2")), new("gap", Sample.Usd("2.3"))]);

        Assert.Equal([("margin", "0", "82.31"), ("draw", "82.31", "8.23"), ("gap", "90.54", "9.46")], placed.Select(part => (part.Kind, part.X, part.Length)));
    }

    [Fact]
    public void A_part_of_next_to_nothing_can_still_be_seen()
    {
        var placed = BarSegment.Place([new("margin", Sample.Usd("1000000")), new("draw", Sample.Usd("0.00000001"))]);

        Assert.Equal([("margin", "0", "99"), ("draw", "99", "1")], placed.Select(part => (part.Kind, part.X, part.Length)));
    }

    [Fact]
    public void A_part_of_nothing_is_left_out()
    {
        Assert.Equal(["margin"], BarSegment.Place([new("margin", Sample.Usd("1")), new("draw", Sample.Usd("0"))]).Select(part => part.Kind));
        Assert.Empty(BarSegment.Place([new("margin", Sample.Usd("0"))]));
    }
}
