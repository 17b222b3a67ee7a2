using Bunit;
using Portal.Web.Components.Rates;
using Portal.Web.Features.Rates;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Rates;

/// <summary>What the share of fees is, was and will be, and what it brought in.</summary>
public sealed class RatesPageTests : PageContext
{
    [Fact]
    public void A_rate_says_what_it_brought_in_who_set_it_and_why()
    {
        var card = Render<RatesPage>().Find(".rate-cards li");

        Assert.Equal("10%", card.QuerySelector(".rate-share")!.TextContent);
        var words = PlainText.Of(card);
        Assert.Contains("of all trading fees", words, StringComparison.Ordinal);
        Assert.Contains("Brought in so far: 402,114.20 USDT of 4,021,142.00 USDT in fees", words, StringComparison.Ordinal);
        Assert.Contains("402.20 USDT today, 2,100.00 USDT in the last 30 days", words, StringComparison.Ordinal);
        Assert.Contains("Proposed by anna, approved by bob: A tenth of all fees.", words, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_to_come_says_when_in_words_and_what_was_says_from_when_on_it_is_counted()
    {
        var page = Render<RatesPage>();

        Assert.Equal("in 2 days", page.Find(".rate-until").TextContent);
        Assert.Contains("taker fees on BTCUSDT", page.Markup, StringComparison.Ordinal);
        Assert.Contains("counted since", page.Find(".rate-past").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_day_has_a_bar_and_a_day_without_income_has_none()
    {
        var bars = Render<RatesPage>().FindAll(".income-bars rect").Select(bar => bar.GetAttribute("height")).ToArray();

        Assert.Equal(FeeIncome.DaysMax, bars.Length);
        Assert.Equal("0", bars[4]);
        Assert.Equal("40", bars[^1]);
    }

    [Theory]
    [InlineData(172_800, "in 2 days")]
    [InlineData(172_799, "in 47 hours")]
    [InlineData(7_199, "in 119 minutes")]
    [InlineData(60, "in 1 minute")]
    [InlineData(59, "within a minute")]
    public void The_time_left_is_told_in_its_largest_unit(int seconds, string words) => Assert.Equal(words, RateText.Until(TimeSpan.FromSeconds(seconds)));

    [Fact(Timeout = 60_000)]
    public async Task A_portal_shows_its_own_rates()
    {
        await using var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SetRateAsync("usdt", 100_000, portal.Clock.Now);
        await portal.Market.SetRateAsync("usdt", 50_000, portal.Clock.Now.AddHours(3));
        await portal.ShownAsync();

        var page = await portal.Client.GetStringAsync(new Uri("/rates", UriKind.Relative), Xunit.TestContext.Current.CancellationToken);

        Assert.Contains(">10%<", page, StringComparison.Ordinal);
        Assert.Contains("in 3 hours", page, StringComparison.Ordinal);
        Assert.Contains("nothing yet", page, StringComparison.Ordinal);
    }
}
