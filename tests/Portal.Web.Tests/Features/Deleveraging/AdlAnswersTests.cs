using System.Net;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features.Deleveraging;

/// <summary>Events, losses and fills as programs and people read them.</summary>
public sealed class AdlAnswersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_tells_why_it_began_what_it_cost_and_what_came_back()
    {
        await using var portal = await StartAsync();

        var events = (await portal.JsonAsync("/api/v1/adl/events")).GetProperty("events");
        var one = events[0];
        Assert.Equal(1, events.GetArrayLength());
        Assert.Equal((4, 3, "uncovered"), (one.GetProperty("sequence").GetInt64(), one.GetProperty("causeSequence").GetInt64(), one.GetProperty("cause").GetString()));
        Assert.Equal(
            ("1900.00", "40.00", "1860.00", 2),
            (one.GetProperty("uncovered").GetString(), one.GetProperty("recovered").GetString(), one.GetProperty("outstanding").GetString(), one.GetProperty("losses").GetInt64()));
        Assert.False(one.TryGetProperty("endedAt", out _));
        Assert.Equal(one.GetRawText(), (await portal.JsonAsync("/api/v1/adl")).GetProperty("history")[0].GetRawText());
        Assert.Equal(0, (await portal.JsonAsync("/api/v1/adl/events?before=4")).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task The_losses_of_an_event_are_paged_and_each_has_its_fills()
    {
        await using var portal = await StartAsync();

        var first = await portal.JsonAsync("/api/v1/adl/events/4?limit=1");
        var second = await portal.JsonAsync($"/api/v1/adl/events/4?limit=1&before={first.GetProperty("next").GetString()}");
        Assert.Equal((5, 3), (first.GetProperty("losses")[0].GetProperty("liquidationSequence").GetInt64(), second.GetProperty("losses")[0].GetProperty("liquidationSequence").GetInt64()));
        var loss = await portal.JsonAsync("/api/v1/adl/losses/3");
        Assert.Equal("40.00", loss.GetProperty("fills")[0].GetProperty("recovered").GetString());
        foreach (var missing in new[] { "/api/v1/adl/events/3", "/api/v1/adl/losses/4", "/api/v1/adl/events/99" })
        {
            using var answer = await portal.GetAsync(missing);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("/adl", "href=\"adl/4\"", "1,860.00")]
    [InlineData("/adl/4", "href=\"liquidations/3\"", "1,860.00")]
    [InlineData("/liquidations/3", "href=\"adl/4\"", "860.00")]
    [InlineData("/zh-Hans/adl/4", "为何启动", "1,860.00")]
    public async Task Pages_lead_from_the_event_to_its_liquidations_and_back(string address, string link, string figure)
    {
        await using var portal = await StartAsync();

        var page = await portal.Client.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation);

        Assert.Contains(link, page, StringComparison.Ordinal);
        Assert.Contains(figure, System.Text.RegularExpressions.Regex.Replace(page, "<[^>]*>", string.Empty, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_page_of_an_event_that_there_was_not()
    {
        await using var portal = await StartAsync();

        using var answer = await portal.GetAsync("/adl/3");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    // 100 contracts, bankrupt at 60 and filled at 50: 1000 lost, 100 paid, 900 uncovered; then 1000 more. A fill of 4 recovers 40.
    private static async Task<LivePortal> StartAsync()
    {
        var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "100");
        var settled = await portal.Market.SettleAsync(TestLiquidation.Bankruptcy("100", "60", "50"), TestLiquidation.Bankruptcy("100", "60", "50"));
        await portal.Market.FillAsync(settled[0], 0, "4", "60");
        await portal.ShownAsync();
        return portal;
    }
}
