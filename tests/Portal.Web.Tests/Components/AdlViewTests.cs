using Portal.Settlement.Deleveraging;
using Portal.Web.Components.Adl;
using Portal.Web.Tests.Features;

namespace Portal.Web.Tests.Components;

public sealed class AdlViewTests
{
    [Fact]
    public void Thresholds_are_shares_of_the_peak()
    {
        var adl = View(balance: "90", peak: "100", floor: "10");

        Assert.Equal((Sample.Usd("80"), Sample.Usd("70"), Sample.Usd("75")), (adl.WarningAt, adl.TriggerAt, adl.StopsAbove));
        Assert.Equal(Sample.Usd("20"), adl.Room);
        Assert.Equal(285_714, adl.RoomPpm);
        Assert.Equal(-100_000, adl.DrawdownPpm);
    }

    [Fact]
    public void A_high_floor_starts_ADL_before_the_drawdown_does()
    {
        var adl = View(balance: "90", peak: "100", floor: "85");

        Assert.Equal((Sample.Usd("85"), Sample.Usd("85")), (adl.TriggerAt, adl.StopsAbove));
    }

    [Fact]
    public void Past_the_trigger_there_is_no_room()
    {
        Assert.Equal(Sample.Usd("0"), View(balance: "60", peak: "100", floor: "0").Room);
    }

    [Fact]
    public void A_fund_that_never_held_anything_has_no_share_to_tell()
    {
        Assert.Null(View(balance: "0", peak: "0", floor: "0").RoomPpm);
    }

    [Theory]
    [InlineData("70", "0")]
    [InlineData("85", "50")]
    [InlineData("100", "100")]
    [InlineData("40", "0")]
    [InlineData("120", "100")]
    public void A_balance_has_its_place_between_two_others(string balance, string place)
    {
        Assert.Equal(place, RailGeometry.Place(Sample.Usd(balance), Sample.Usd("70"), Sample.Usd("100")));
    }

    private static AdlView View(string balance, string peak, string floor) =>
        new(AdlState.Normal, Sample.Usd(balance), Sample.Usd(peak), Sample.Usd(floor), AdlThresholds.Standard);
}
