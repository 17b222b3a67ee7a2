using System.Collections.Immutable;
using Bunit;
using Portal.Settlement.Contracts;
using Portal.Web.Components.Liquidations;
using Portal.Web.Features.Liquidations;
using Portal.Web.Tests.Features;

namespace Portal.Web.Tests.Components;

public sealed class LiquidationTableTests : PageContext
{
    [Fact]
    public void An_empty_list_says_so_and_keeps_a_place_for_the_first_row()
    {
        var table = Show([]);

        Assert.Equal("Nothing yet", table.Find(".empty").TextContent);
        Assert.Empty(table.Find($"#{LiquidationTable.RowsId}").Children);
    }

    [Fact]
    public void A_row_is_named_after_its_entry_and_leads_to_it()
    {
        var row = RowOf(Sample.Liquidation(Sample.Totals("20", "24.3"), sequence: 42));

        Assert.Equal("liquidation-42", row.Find("tr").Id);
        Assert.Equal("liquidations/42", row.Find("a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("20", "15", "1000", "Fund received", "+5.00")]
    [InlineData("20", "24.3", "1000", "Fund paid", "−4.30")]
    [InlineData("20", "20", "1000", "Even", "0.00")]
    [InlineData("20", "24.3", "0", "Fund could not pay", "0.00")]
    public void What_happened_to_the_fund_is_told_in_a_word_and_a_signed_amount(string margin, string loss, string balance, string word, string amount)
    {
        var row = RowOf(Sample.Liquidation(Sample.Totals(margin, loss), balance: balance));

        Assert.Equal(word, row.Find(".liquidation-fund-word").TextContent);
        Assert.StartsWith(amount, row.Find(".liquidation-impact .change").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_surplus_that_is_all_the_traders_is_not_called_even()
    {
        var row = RowOf(Sample.Liquidation(Sample.Totals("20", "15", "100"), capPpm: 0));

        Assert.Equal("All to the trader", row.Find(".liquidation-fund-word").TextContent);
    }

    [Fact]
    public void What_stayed_uncovered_is_told_beside_what_the_fund_paid()
    {
        var row = RowOf(Sample.Liquidation(Sample.Totals("20", "24.3"), balance: "10", floor: "8"));

        Assert.Equal(["Fund paid", "Uncovered"], row.FindAll(".liquidation-fund-word").Select(word => word.TextContent));
        Assert.StartsWith("2.30", row.Find(".change-gap").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_that_the_form_does_not_tell_are_said_not_to_be_told()
    {
        var row = RowOf(Sample.Liquidation(Sample.Deficit("4.3"), side: null));

        Assert.Equal(2, row.FindAll(".not-told").Count);
        Assert.Contains("Side not reported", row.Find(".liquidation-side").TextContent, StringComparison.Ordinal);
        Assert.Empty(row.FindAll(".bar rect"));
    }

    [Fact]
    public void A_bankruptcy_price_is_set_against_the_fill_in_the_place_of_margin_and_loss()
    {
        var row = RowOf(Sample.Liquidation(Sample.Bankruptcy("0.1", "51100", "51000.5")));

        Assert.Equal("filled at 51,000.5, bankruptcy at 51,100", PlainText.Of(row.Find(".liquidation-prices")));
        Assert.Equal("2", row.Find(".liquidation-prices").GetAttribute("aria-colspan"));
        Assert.Empty(row.FindAll(".not-told"));
    }

    [Fact]
    public void The_bar_of_a_deficit_shows_margin_fund_and_gap_and_that_of_a_surplus_what_the_margin_became()
    {
        var deficit = RowOf(Sample.Liquidation(Sample.Totals("20", "24.3"), balance: "10", floor: "8"));
        var surplus = RowOf(Sample.Liquidation(Sample.Totals("20", "15", "100"), capPpm: 10_000));

        Assert.Equal(["bar-margin", "bar-draw", "bar-gap"], deficit.FindAll(".bar rect").Select(part => part.ClassName));
        Assert.Equal(["bar-margin", "bar-surplus", "bar-trader"], surplus.FindAll(".bar rect").Select(part => part.ClassName));
    }

    private IRenderedComponent<LiquidationTable> Show(ImmutableArray<LiquidationLine> lines) =>
        Render<LiquidationTable>(parameters => parameters.Add(table => table.Lines, lines).Add(table => table.Empty, "Nothing yet"));

    private IRenderedComponent<LiquidationTableRow> RowOf(LiquidationView liquidation) =>
        Render<LiquidationTableRow>(parameters => parameters.Add(row => row.Line, Sample.Line(liquidation)));
}
