using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Settlement.Liquidations;
using Portal.Web.Features.Liquidations;

namespace Portal.Web.Tests.Features.Liquidations;

public sealed class LiquidationsPageTests : PageContext
{
    [Fact]
    public void The_newest_page_is_live_and_leads_to_older_ones_only()
    {
        var page = Open("liquidations");

        Assert.Equal("liquidations", page.Find("[data-live-view]").GetAttribute("data-live-view"));
        Assert.Equal(LiquidationsView.PageMax, page.FindAll("tbody tr").Count);
        Assert.Equal(["liquidations?before=18155"], page.FindAll(".pager a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void An_older_page_is_not_live_and_leads_both_ways()
    {
        var page = Open("liquidations?before=18155");

        Assert.Empty(page.FindAll("[data-live-view]"));
        Assert.Equal("liquidation-18154", page.Find("tbody tr").Id);
        Assert.Equal(
            ["liquidations?after=18154", "liquidations?before=18105"],
            page.FindAll(".pager a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void The_way_back_leads_to_the_page_it_came_from()
    {
        var page = Open("liquidations?after=18154");

        Assert.Equal("liquidation-18204", page.Find("tbody tr").Id);
    }

    [Fact]
    public void A_filtered_page_keeps_its_filter_on_the_way()
    {
        var page = Open("liquidations?outcome=surplus&symbol=ethusdt&before=18200");

        Assert.All(page.FindAll(".liquidation-link"), link => Assert.Equal("ETHUSDT", link.TextContent));
        Assert.All(page.FindAll(".pager a"), link => Assert.StartsWith("liquidations?symbol=ETHUSDT&outcome=surplus&", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(page.FindAll(".downloads a"), link => Assert.EndsWith("?symbol=ETHUSDT&outcome=surplus", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal("surplus", page.Find("#filter-outcome option[selected]").GetAttribute("value"));
    }

    [Fact]
    public void A_filter_that_finds_nothing_says_so()
    {
        var page = Open("liquidations?symbol=NONE");

        Assert.Equal("Nothing found", page.Find(".empty-title").TextContent);
    }

    [Fact]
    public void What_an_address_says_beyond_understanding_does_not_filter()
    {
        Assert.Equal(LiquidationsView.PageMax, Open("liquidations?before=-1&after=x&outcome=great&fund=%20").FindAll("tbody tr").Count);
    }

    [Fact]
    public void A_search_that_gave_up_says_how_far_it_looked()
    {
        var view = new LiquidationsView { Sequence = 9, Query = new() { Outcome = LiquidationOutcome.Uncovered }, Next = 4_000, SearchedTo = 4_000 };

        var pager = Render<LiquidationPager>(parameters => parameters.Add(one => one.View, view));

        Assert.Equal("Searched back to entry 4,000", pager.Find(".note").TextContent);
        Assert.Equal("liquidations?outcome=uncovered&before=4000", pager.Find("a").GetAttribute("href"));
        Assert.Equal("Search on", pager.Find("a").TextContent);
    }

    [Fact]
    public void Every_filter_has_a_chip_that_takes_it_away_and_leaves_the_others()
    {
        var page = Open("liquidations?fund=usdt&symbol=ETHUSDT&side=short&outcome=covered&minAmount=1.50&maxAmount=2000&from=2026-01-31T12:00&to=2026-02-01&sort=oldest&after=18100");

        var chips = page.FindAll(".chip-filter");

        Assert.Equal(
            [
                "USDT perpetuals", "ETHUSDT", "Short", "Fund paid all that was missing", "At least 1.5", "At most 2,000", "From 2026-01-31 12:00 UTC", "Before 2026-02-01 00:00 UTC", "Oldest first",
            ],
            chips.Select(chip => chip.QuerySelector("span")!.TextContent));
        Assert.Equal(
            "liquidations?fund=usdt&symbol=ETHUSDT&outcome=covered&minAmount=1.5&maxAmount=2000&from=2026-01-31T12%3A00&to=2026-02-01T00%3A00&sort=oldest",
            chips[2].GetAttribute("href"));
    }

    [Fact]
    public void The_largest_draws_come_first_and_lead_on_by_the_last_one()
    {
        var page = Open("liquidations?sort=draw");

        Assert.Equal("Liquidations, largest draw first", page.Find("table").GetAttribute("aria-label"));
        Assert.Empty(page.FindAll("[data-live-view]"));
        Assert.Equal("draw", page.Find("#filter-sort option[selected]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("liquidations?fund=&symbol=ETHUSDT&side=&outcome=&minAmount=&maxAmount=&from=&to=&sort=newest", "liquidations?symbol=ETHUSDT")]
    [InlineData("liquidations?fund=&symbol=&side=&outcome=&minAmount=&maxAmount=&from=&to=&sort=draw", "liquidations?sort=draw")]
    [InlineData("liquidations?id=18204", "liquidations/18204")]
    public void A_form_leads_to_the_short_address(string sent, string address)
    {
        Open(sent);

        Assert.EndsWith($"/{address}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_is_no_liquidation_is_said_to_be_none()
    {
        Assert.Contains("Entry 1 is not a liquidation.", Open("liquidations?id=1").Find("[role='status']").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<LiquidationsPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<LiquidationsPage>();
    }
}
