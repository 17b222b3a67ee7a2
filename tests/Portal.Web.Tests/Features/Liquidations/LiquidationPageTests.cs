using Bunit;
using Portal.Settlement.Contracts;
using Portal.Settlement.Liquidations;
using Portal.Web.Features.Liquidations;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Liquidations;

public sealed class LiquidationPageTests : PageContext
{
    public static TheoryData<LiquidationView, string> Verdicts { get; } = new()
    {
        { Sample.Liquidation(Sample.Totals("20", "24.3")), "The margin of 20.00 USDT did not cover the loss of 24.30 USDT. The fund paid the missing 4.30 USDT." },
        { Sample.Liquidation(Sample.Totals("20", "15")), "The margin of 20.00 USDT covered the loss of 15.00 USDT. The fund received the 5.00 USDT left over." },
        { Sample.Liquidation(Sample.Totals("20", "20")), "The margin of 20.00 USDT covered the loss of 20.00 USDT. Nothing was left over and nothing was missing." },
        { Sample.Liquidation(Sample.Totals("20", "-4")), "Closing the position earned 4.00 USDT, on top of a margin of 20.00 USDT. The fund received the 24.00 USDT left over." },
        {
            Sample.Liquidation(Sample.Totals("20", "24.3"), balance: "10", floor: "8"),
            "The margin of 20.00 USDT did not cover the loss of 24.30 USDT. The fund paid 2.00 USDT, all it could above its floor. "
            + "2.30 USDT stayed uncovered and went to auto-deleveraging."
        },
        {
            Sample.Liquidation(Sample.Totals("20", "15", "100"), capPpm: 10_000),
            "The margin of 20.00 USDT covered the loss of 15.00 USDT. Of the 5.00 USDT left over, the fund received 1.00 USDT, the trader 4.00 USDT."
        },
        {
            Sample.Liquidation(Sample.Bankruptcy("1", "100", "90"), PositionSide.Long),
            "The loss was larger than the margin by 10.00 USDT. The fund paid the missing 10.00 USDT."
        },
    };

    [Theory]
    [MemberData(nameof(Verdicts), DisableDiscoveryEnumeration = true)]
    public void The_verdict_tells_the_whole_story_in_two_sentences(LiquidationView liquidation, string verdict)
    {
        var shown = Render<LiquidationVerdict>(parameters => parameters.Add(one => one.Liquidation, liquidation));

        Assert.Equal(verdict, PlainText.Of(shown.Find("p")));
    }

    [Fact]
    public void The_bars_of_margin_and_loss_are_both_full()
    {
        var shown = Render<MarginPicture>(parameters => parameters.Add(
            picture => picture.Liquidation, Sample.Liquidation(Sample.Totals("20", "24.3"), balance: "10", floor: "8")));

        Assert.Equal(2, shown.FindAll(".bar").Count);
        Assert.Equal(["bar-loss", "bar-margin", "bar-draw", "bar-gap"], shown.FindAll(".bar rect").Select(part => part.ClassName));
    }

    [Fact]
    public void Where_margin_and_loss_are_not_published_the_picture_says_so()
    {
        var shown = Render<MarginPicture>(parameters => parameters.Add(
            picture => picture.Liquidation, Sample.Liquidation(Sample.Bankruptcy("1", "100", "90"))));

        Assert.Contains("not part of this record", shown.Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_fund_before_and_after_and_the_rules_that_applied()
    {
        var page = Render<LiquidationPage>(parameters => parameters.Add(one => one.Sequence, 18_204));

        Assert.Equal("SOLUSDT long, entry 18,204", page.Find("h1").TextContent);
        Assert.Equal(["Before", "Fund paid", "After"], page.FindAll(".before-after dt").Select(term => term.TextContent));
        Assert.Contains(page.FindAll("dd"), fact => fact.TextContent == "At most 0.5% of the fill");
        Assert.Equal("liquidation/18204", page.Find("[data-live-view]").GetAttribute("data-live-view"));
    }

    [Fact]
    public void The_page_leads_to_the_neighbours_of_its_contract_and_shows_the_fund_around_it()
    {
        var page = Render<LiquidationPage>(parameters => parameters.Add(one => one.Sequence, 18_204));

        Assert.Single(page.FindAll(".liquidation-neighbours a[rel='prev']"));
        Assert.Empty(page.FindAll(".liquidation-neighbours a[rel='next']"));
        Assert.Equal("liquidations?symbol=SOLUSDT", page.Find(".liquidation-neighbours .button").GetAttribute("href"));
        Assert.Equal(["entry-18204"], page.FindAll(".entries tbody tr").Select(row => row.Id));
    }

    [Fact(Timeout = 60_000)]
    public async Task Neighbours_are_of_the_same_contract_and_entries_of_the_same_fund()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(
            new TestLiquidation("2", "1"), new TestLiquidation("2", "1", "ETHUSDT"), new TestLiquidation("2", "1"), new TestLiquidation("2", "1", "ETHUSDT"), new TestLiquidation("2", "1"));
        await portal.ShownAsync();

        var page = await portal.Client.GetStringAsync(new Uri("/liquidations/5", UriKind.Relative), Xunit.TestContext.Current.CancellationToken);

        Assert.Contains("rel=\"prev\" href=\"liquidations/3\"", page, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\" href=\"liquidations/7\"", page, StringComparison.Ordinal);
        Assert.Equal([7, 6, 5, 4, 3, 2], System.Text.RegularExpressions.Regex.Matches(page, "id=\"entry-(\\d+)\"").Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_record_that_was_taken_back_says_by_what()
    {
        var shown = Render<LiquidationStanding>(parameters => parameters.Add(one => one.ReversedBy, 18_300));

        Assert.Contains("taken back by entry 18,300", shown.Find("#liquidation-standing").TextContent, StringComparison.Ordinal);
    }
}
