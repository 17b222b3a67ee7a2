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
    public void A_filtered_page_is_not_live_and_keeps_its_filter_on_the_way()
    {
        var page = Open("liquidations?outcome=surplus&symbol=ethusdt&before=18200");

        Assert.Empty(page.FindAll("[data-live-view]"));
        Assert.All(page.FindAll(".liquidation-link"), link => Assert.Equal("ETHUSDT", link.TextContent));
        Assert.Contains("symbol=ETHUSDT&outcome=surplus&after=", page.Find(".pager a").GetAttribute("href"), StringComparison.Ordinal);
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
        var view = new LiquidationsView { Sequence = 9, Query = new(Outcome: LiquidationOutcome.Uncovered), Older = 4_000, SearchedBackTo = 4_000 };

        var pager = Render<LiquidationPager>(parameters => parameters.Add(one => one.View, view));

        Assert.Equal("Searched back to entry 4,000", pager.Find(".note").TextContent);
        Assert.Equal("liquidations?outcome=uncovered&before=4000", pager.Find("a").GetAttribute("href"));
    }

    private IRenderedComponent<LiquidationsPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<LiquidationsPage>();
    }
}
