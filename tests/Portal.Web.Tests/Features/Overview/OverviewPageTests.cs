using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Features;
using Portal.Web.Features.Overview;

namespace Portal.Web.Tests.Features.Overview;

public sealed class OverviewPageTests : PageContext
{
    [Fact]
    public void Each_fund_has_a_card_with_balance_state_and_way_to_its_page()
    {
        var page = Render<OverviewPage>();

        Assert.Equal(["funds/usdt", "funds/btc-inverse", "funds/eth"], page.FindAll(".fund-card-name a").Select(link => link.GetAttribute("href")));
        Assert.Equal(["ADL off", "ADL warning", "ADL active"], page.FindAll(".chip").Select(chip => chip.TextContent));
        Assert.Equal("18204.51833302", page.Find("#fund-btc-inverse-balance").GetAttribute("data-figure"));
    }

    [Fact]
    public void The_page_names_its_view_and_the_sequence_it_shows()
    {
        var live = Render<OverviewPage>().Find("[data-live-view]");

        Assert.Equal(("overview", "18204", "en"), (live.GetAttribute("data-live-view"), live.GetAttribute("data-live-sequence"), live.GetAttribute("data-live-culture")));
    }

    [Fact]
    public void Before_anything_was_opened_the_page_says_what_will_appear_where()
    {
        Services.AddSingleton<IPageViews>(new EmptyPageViews(TimeProvider.System));

        var page = Render<OverviewPage>();

        Assert.Equal(["No fund yet", "No liquidation yet"], page.FindAll(".empty-title").Select(title => title.TextContent));
        Assert.NotNull(page.Find("#latest-liquidations"));
    }

    [Fact]
    public void No_id_stands_twice_on_the_page()
    {
        var ids = Render<OverviewPage>().FindAll("[id]").Select(element => element.Id).ToArray();

        Assert.Equal(ids.Distinct(), ids);
    }
}
