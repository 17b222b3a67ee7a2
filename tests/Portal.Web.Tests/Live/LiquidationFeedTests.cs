using Portal.Settlement.Contracts;
using Portal.Storage.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Tests.Live;

/// <summary>Live lists that leave something out.</summary>
public sealed class LiquidationFeedTests
{
    public static TheoryData<LiquidationFilter> Filters { get; } =
    [
        new LiquidationFilter(),
        new LiquidationFilter { FundId = "usdt" },
        new LiquidationFilter { Symbol = "A&B=C:D/E%" },
        new LiquidationFilter { FundId = "usdt", Symbol = "BTCUSDT", PositionSide = 1, Outcome = 2, FromMs = 5, MinimumUnits = 0, MaximumUnits = long.MaxValue },
    ];

    [Theory]
    [MemberData(nameof(Filters), DisableDiscoveryEnumeration = true)]
    public void A_view_says_what_it_shows_and_is_a_topic(LiquidationFilter filter)
    {
        var name = LiquidationFeed.NameOf(filter);

        Assert.Equal(filter, LiquidationFeed.Read(name));
        Assert.Equal(name, TopicName.Read($"page:{name}:zh-Hans")?.View);
    }

    [Theory]
    [InlineData("liquidations/")]
    [InlineData("liquidations/fund")]
    [InlineData("liquidations/side=-1")]
    [InlineData("liquidations/side=1&fund=usdt")]
    [InlineData("liquidations/fund=a&fund=b")]
    [InlineData("liquidations/weight=3")]
    [InlineData("liquidation/3")]
    [InlineData(null)]
    public void Anything_else_is_no_such_view(string? view) => Assert.Null(LiquidationFeed.Read(view));

    [Fact]
    public void Nothing_new_belongs_to_a_list_that_ends_and_a_name_fits_its_topic()
    {
        Assert.Null(LiquidationFeed.NameOf(new LiquidationFilter { ToMs = long.MaxValue }));
        Assert.Null(LiquidationFeed.NameOf(new LiquidationFilter { Symbol = new string('Ä', 64) }));
    }

    [Fact(Timeout = 60_000)]
    public async Task Followers_of_a_filter_get_what_it_lets_through_and_nothing_else()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        var from = await portal.ShownAsync();
        await portal.Market.SettleAsync(
            new TestLiquidation("50", "200"),
            new TestLiquidation("50", "60", "ETHUSDT", PositionSide.Short),
            new TestLiquidation("50", "10", "ETHUSDT"),
            new TestLiquidation("50", "40", Side: PositionSide.Short));
        var to = await portal.ShownAsync();

        Assert.Equal([3, 4, 5, 6], Taken(new LiquidationFilter { FundId = "usdt" }, from, to));
        Assert.Equal([4, 5], Taken(new LiquidationFilter { Symbol = "ETHUSDT" }, from, to));
        Assert.Equal([4, 6], Taken(new LiquidationFilter { PositionSide = 1 }, from, to));
        Assert.Equal([3, 4], Taken(new LiquidationFilter { Outcome = 2 }, from, to));
        Assert.Equal([3, 5], Taken(new LiquidationFilter { MinimumUnits = 4_000 }, from, to));
        Assert.Equal([4, 6], Taken(new LiquidationFilter { MaximumUnits = 1_000 }, from, to));
        Assert.Empty(Taken(new LiquidationFilter { FundId = "btc" }, from, to));
        Assert.Empty(Taken(new LiquidationFilter { FromMs = portal.Clock.Now.ToUnixTimeMilliseconds() + 1 }, from, to));
    }

    private static IEnumerable<long> Taken(LiquidationFilter filter, LiveSnapshot from, LiveSnapshot to) =>
        to.LiquidationsSince(from.Sequence).ToArray().Where(one => LiquidationFeed.Takes(filter, one)).Select(one => one.Sequence);
}
