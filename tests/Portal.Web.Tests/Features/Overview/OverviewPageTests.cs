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

        Assert.Equal(["No fund yet", "No liquidation yet", "None of the latest matches"], page.FindAll(".empty-title").Select(title => title.TextContent));
        Assert.NotNull(page.Find("#latest-liquidations"));
    }

    [Fact]
    public void The_total_is_told_at_a_glance_with_the_time_of_its_prices()
    {
        var totals = Render<OverviewPage>().Find("#totals");

        Assert.Equal("≈\u00a0$\u00a02.95\u00a0B", totals.QuerySelector(".amount-large")!.TextContent.Trim());
        Assert.Equal("$\u00a02,953,820,777.57", totals.QuerySelector(".amount-large")!.GetAttribute("title"));
        Assert.Equal("2026-11-22T13:04:01.678Z", totals.QuerySelector("time")!.GetAttribute("datetime"));
        Assert.Empty(totals.QuerySelectorAll(".price-old"));
    }

    [Fact]
    public void A_total_without_any_price_is_the_amount_itself_and_leaves_no_gap()
    {
        var one = Render<Totals>(parts => parts.Add(totals => totals.View, new TotalsView { Assets = [new AssetTotal(Sample.Usd("1250.5"), 3, null)] }));

        Assert.Equal("1,250.50", Plain(one.Find(".amount-large .amount-whole")) + Plain(one.Find(".amount-large .amount-fraction")));
        Assert.DoesNotContain("$", one.Markup, StringComparison.Ordinal);
        Assert.Empty(one.FindAll(".asset-totals, .totals-prices"));
        Assert.NotNull(Render<FundWorth>(parts => parts.Add(worth => worth.FundId, "usdt")).Find("#fund-usdt-worth[hidden]"));
    }

    [Fact]
    public void A_total_that_lacks_a_price_or_has_an_old_one_says_so()
    {
        var totals = Render<Totals>(parts => parts.Add(totals => totals.View, new TotalsView
        {
            Assets = [new AssetTotal(Sample.Coins("2"), 1, Sample.Dollars("200.00")), new AssetTotal(Sample.Usd("5"), 1, null)],
            Dollars = Sample.Dollars("200.00"),
            PricesOf = Sample.Now,
            OldPrices = ["BTC"],
            Unpriced = ["USDT"],
        }));

        Assert.Contains("BTC: older than a minute", totals.Find(".price-old").TextContent, StringComparison.Ordinal);
        Assert.Contains("Without USDT", totals.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_headline_leads_to_the_list_that_proves_it()
    {
        var page = Render<OverviewPage>();

        var links = page.FindAll("#headlines a").Select(link => link.GetAttribute("href"));
        Assert.Equal(
            [
                "liquidations?from=2026-11-22T00:00:00Z&sort=largest-draw", "liquidations/18201", "liquidations?from=2026-11-22T00:00:00Z",
                "liquidations?from=2026-11-22T00:00:00Z&outcome=uncovered",
            ],
            links);
        Assert.Contains("1.41%", page.Find("#headlines").TextContent, StringComparison.Ordinal);
        Assert.Contains("17 of 1,204", page.Find("#headlines").TextContent, StringComparison.Ordinal);
        Assert.Equal("Nothing", page.Find(".headline-good dd").TextContent.Trim());
        Assert.Contains("Since 00:00 UTC on", page.Find(".headlines-day").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_on_which_nothing_happened_divides_by_nothing()
    {
        var quiet = Render<Headlines>(parts => parts.Add(headlines => headlines.Today, new TodayView { Began = Sample.Now }));

        Assert.Equal(["Nothing yet", "None yet", "None yet", "Nothing"], quiet.FindAll("dd:not(.note)").Select(figure => figure.TextContent.Trim()));
    }

    [Fact]
    public void A_card_tells_worth_changes_and_todays_flows_and_marks_an_old_price()
    {
        var page = Render<OverviewPage>();

        Assert.Equal("+0.15%", page.Find("#fund-usdt-changes .change").TextContent);
        Assert.Contains("Opened", page.Find("#fund-usdt-changes").TextContent, StringComparison.Ordinal);
        Assert.Contains("$\u00a01.75\u00a0B", page.Find("#fund-btc-inverse-worth").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("#fund-btc-inverse-worth .price-old time"));
        Assert.Equal(
            ["Left over at liquidations", "Paid for losses", "Share of fees"],
            page.FindAll("#fund-usdt-today li > span:first-of-type").Select(word => word.TextContent));
    }

    [Fact]
    public void Rows_of_the_feed_say_what_the_page_filters_by()
    {
        var rows = Render<OverviewPage>().FindAll("#latest-liquidations tr");

        Assert.All(rows, row => Assert.Contains(row.GetAttribute("data-outcome"), (string[])["surplus", "even", "covered", "uncovered"]));
        Assert.All(rows, row => Assert.Equal(row.GetAttribute("data-outcome") is "covered", row.HasAttribute("data-drawn")));
    }

    [Fact]
    public void More_funds_than_can_be_taken_in_as_cards_become_rows()
    {
        var cards = Views().Funds;

        Assert.NotNull(Render<FundGrid>(parts => parts.Add(grid => grid.Funds, cards)).Find(".fund-grid"));
        Assert.NotNull(Render<FundGrid>(parts => parts.Add(grid => grid.Funds, [.. cards, .. cards, .. cards])).Find(".fund-list"));
    }

    private static OverviewView Views() => new SamplePageViews().ReadOverviewAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private static string Plain(AngleSharp.Dom.IElement element) => element.TextContent;

    [Fact]
    public void No_id_stands_twice_on_the_page()
    {
        var ids = Render<OverviewPage>().FindAll("[id]").Select(element => element.Id).ToArray();

        Assert.Equal(ids.Distinct(), ids);
    }
}
