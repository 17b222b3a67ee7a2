using System.Globalization;
using Bunit;
using Portal.Settlement.Contracts;
using Portal.Settlement.Deleveraging;
using Portal.Settlement.Funds;
using Portal.Web.Components.Adl;
using Portal.Web.Features.Funds;

namespace Portal.Web.Tests.Features.Funds;

public sealed class FundPageTests : PageContext
{
    [Fact]
    public void The_page_has_every_part_under_the_id_that_the_hub_sends_it_by()
    {
        var page = Render<FundPage>(parameters => parameters.Add(one => one.Id, "usdt"));

        string[] parts =
        [
            "fund-usdt-balance", "fund-usdt-state", FundStats.ElementId, FundFlows.ElementId, FundAdl.ElementId, FundRules.ElementId, FundRates.ElementId, FundEntryRow.RowsId,
        ];
        Assert.All(parts, part => Assert.Single(page.FindAll($"#{part}")));
    }

    [Fact]
    public void The_chart_names_its_script_and_credits_its_makers()
    {
        var chart = Render<FundPage>(parameters => parameters.Add(one => one.Id, "usdt")).Find("[data-balance-chart]");

        Assert.Contains("chart", chart.GetAttribute("data-chart-script"), StringComparison.Ordinal);
        Assert.Equal("group", chart.QuerySelector("[data-chart-canvas]")!.GetAttribute("role"));
        Assert.Equal("https://www.tradingview.com/", chart.QuerySelector(".chart-foot a")!.GetAttribute("href"));
        Assert.NotNull(chart.QuerySelector("svg[role=img]"));
    }

    [Theory]
    [InlineData("90", "100", "60", -100_000, -400_000, 750_000L)]
    [InlineData("60", "100", "60", -400_000, -400_000, 0L)]
    [InlineData("100", "100", "100", 0, 0, null)]
    public void Drawdown_and_recovery_follow_from_peak_and_trough(string balance, string peak, string trough, long drawdown, long deepest, long? recovered)
    {
        var record = new FundRecord(Sample.Usd(balance), Sample.Usd(peak), Sample.Now, Sample.Usd(trough), Sample.Now);

        Assert.Equal((drawdown, deepest, recovered), (record.DrawdownPpm, record.DeepestPpm, record.RecoveredPpm));
    }

    [Fact]
    public void A_fund_that_lost_nothing_since_its_peak_does_not_divide_by_nothing()
    {
        var record = new FundRecord(Sample.Usd("100"), Sample.Usd("100"), Sample.Now, Sample.Usd("100"), Sample.Now);

        Assert.Contains("nothing was lost", Render<FundStats>(parameters => parameters.Add(one => one.Record, record)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void While_ADL_is_off_the_panel_says_how_much_can_be_lost_and_while_it_is_on_when_it_stops()
    {
        Assert.Contains("can lose 20.00 USDT more before ADL starts", Panel(AdlState.Normal), StringComparison.Ordinal);
        Assert.Contains("stops once the balance stays above 75.00 USDT with nothing left uncovered for 10 minutes", Panel(AdlState.Active), StringComparison.Ordinal);
    }

    [Fact]
    public void Flows_are_drawn_against_the_largest_whichever_way_it_went()
    {
        var flows = Render<FundFlows>(parameters => parameters.Add(
            one => one.Flows,
            [
                new FundFlow(FlowReason.Opening, Sample.Usd("90000")),
                new FundFlow(FlowReason.Surplus, Sample.Usd("50")),
                new FundFlow(FlowReason.Draw, Sample.Usd("-200")),
            ]));

        Assert.Equal([("flow-in", "0"), ("flow-in", "25"), ("flow-out", "100")], flows.FindAll("rect").Select(bar => (bar.ClassName!, bar.GetAttribute("width")!)));
    }

    [Fact]
    public void A_balance_that_did_not_change_is_said_not_to_have()
    {
        Assert.Contains("did not change", Render<FundFlows>(parameters => parameters.Add(one => one.Flows, [])).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Listed_contracts_are_named_and_a_fund_for_the_rest_says_so()
    {
        Assert.Contains("All in USDT without a fund of their own", Rules(FundPolicy.AllOtherSymbols), StringComparison.Ordinal);
        Assert.Contains("BTCUSDT, ETHUSDT", Rules("BTCUSDT", "ETHUSDT"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_left_a_loss_uncovered_says_how_much()
    {
        var entry = new FundEntry
        {
            Sequence = 7,
            RecordedAt = Sample.Now,
            Kind = FundEntryKind.Liquidation,
            Change = Sample.Usd("-2"),
            Uncovered = Sample.Usd("2.3"),
            BalanceAfter = Sample.Usd("8"),
        };

        var row = Render<FundEntryRow>(parameters => parameters.Add(one => one.Entry, entry));

        Assert.Equal("entry-7", row.Find("tr").Id);
        Assert.Equal("Fund paid uncovered 2.30", PlainText.Of(row.Find(".entry-what")));
    }

    // One view is rendered for readers of every language, so nothing in it may have one.
    [Fact]
    public void The_side_of_a_liquidated_position_is_said_in_the_reader_s_language()
    {
        var entry = new FundEntry
        {
            Sequence = 7,
            RecordedAt = Sample.Now,
            Kind = FundEntryKind.Liquidation,
            Note = "BTCUSDT",
            Side = PositionSide.Short,
            Change = Sample.Usd("-2"),
            BalanceAfter = Sample.Usd("8"),
        };
        var english = CultureInfo.CurrentUICulture;
        Assert.Equal("Fund paid BTCUSDT short", PlainText.Of(Render<FundEntryRow>(parameters => parameters.Add(one => one.Entry, entry)).Find(".entry-what")));
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-Hans");
            Assert.Equal("基金赔付 BTCUSDT 空", PlainText.Of(Render<FundEntryRow>(parameters => parameters.Add(one => one.Entry, entry)).Find(".entry-what")));
        }
        finally
        {
            CultureInfo.CurrentUICulture = english;
        }
    }

    private string Panel(AdlState state) => PlainText.Of(Render<FundAdl>(parameters => parameters.Add(
        one => one.Adl, new AdlView(state, Sample.Usd("90"), Sample.Usd("100"), Sample.Usd("10"), AdlThresholds.Standard))).Find("p"));

    private string Rules(params string[] symbols) => Render<FundRules>(parameters => parameters.Add(
        one => one.Policy, Sample.Policy(Sample.Usdt, "0") with { Symbols = [.. symbols] })).Markup;
}
