using AngleSharp.Dom;
using Bunit;
using Portal.Web.Features.Funds;
using Portal.Web.Features.Funds.History;

namespace Portal.Web.Tests.Features.Funds.History;

/// <summary>What a fund's page shows of its past, over sample figures.</summary>
public sealed class FundHistoryTests : PageContext
{
    [Fact]
    public void Ranges_are_links_that_work_without_script_and_the_one_shown_is_marked()
    {
        var page = Open();

        var ranges = page.FindAll("[data-chart-choice]");
        Assert.Equal(HistoryRange.Names, ranges.Select(static link => link.GetAttribute("data-chart-choice")));
        Assert.All(ranges, static link => Assert.Equal($"funds/usdt?range={link.GetAttribute("data-chart-choice")}", link.GetAttribute("href")));
        Assert.Equal(HistoryRange.Usual, Assert.Single(page.FindAll("[data-chart-choice][aria-current]")).GetAttribute("data-chart-choice"));
    }

    [Fact]
    public void The_chart_has_a_table_behind_it_newest_first_with_what_came_in_and_went_out()
    {
        var rows = Open().FindAll("[data-range-part=table] tbody tr");

        Assert.Equal(2, rows.Count);
        Assert.Equal("0.00011 0.000115 0.000105 0.000112", string.Join(' ', rows[0].QuerySelectorAll("td").Take(4).Select(PlainText.Of)));
        Assert.Contains("−0.000003", PlainText.Of(rows[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_that_follows_the_range_is_there_once()
    {
        var page = Open();

        Assert.All(["table", "stats", "marks", "dates"], part => Assert.Single(page.FindAll($"[data-range-part={part}]")));
    }

    [Fact]
    public void Marks_say_in_words_what_happened_and_lead_to_it()
    {
        var marks = Open().FindAll(".marks li");

        Assert.Equal(["A", "D"], marks.Select(static mark => PlainText.Of(mark.QuerySelector(".mark")!)));
        Assert.Equal("entries/7", marks[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Fund paid for 2 liquidations −3.00 USDT 3.00% of the balance", PlainText.Of(marks[1]), StringComparison.Ordinal);
        Assert.StartsWith("liquidations?fund=usdt&from=2026-11-22T11:04:05Z", marks[1].QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_deepest_fall_of_the_range_says_what_was_lost_and_how_long_coming_back_took()
    {
        var stats = PlainText.Of(Open().Find("[data-range-part=stats]"));

        Assert.Contains("−20.00%", stats, StringComparison.Ordinal);
        Assert.Contains("lost 20.00 USDT in 1 h", stats, StringComparison.Ordinal);
        Assert.Contains("3 h", stats, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_without_an_entry_says_so()
    {
        var stats = Render<RangeStats>();

        Assert.Contains("Nothing was recorded", stats.Markup, StringComparison.Ordinal);
        Assert.Contains("No ADL", Render<MarkList>(parameters => parameters.Add(list => list.FundId, "usdt").Add(list => list.Marks, [])).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_say_what_was_changed_by_whom_and_why()
    {
        var steps = Open().FindAll(".policy-history li");

        var newest = PlainText.Of(steps[0]);
        Assert.Contains("Floor: 1,000.00 → 2,000.00", newest, StringComparison.Ordinal);
        Assert.Contains("Surplus to the fund: all of it → at most 0.5% of the fill", newest, StringComparison.Ordinal);
        Assert.Contains("proposed by anna, approved by bob: A thicker cushion.", newest, StringComparison.Ordinal);
        Assert.Contains("Fund opened", PlainText.Of(steps[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Contracts_are_listed_with_their_terms_and_the_entry_that_set_them()
    {
        var contracts = Open().FindAll(".contracts li");

        Assert.StartsWith("BTCUSD inverse, value 1, since", PlainText.Of(contracts[0]), StringComparison.Ordinal);
        Assert.Equal("entries/3", contracts[0].QuerySelectorAll("a")[1].GetAttribute("href"));
        Assert.Contains("no terms listed", PlainText.Of(contracts[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Stress_events_are_named_and_lead_to_their_pages()
    {
        var events = Open().FindAll(".event-lines li");

        Assert.Equal(["events/usdt/200", "events/usdt/100"], events.Select(static one => one.QuerySelector("a")!.GetAttribute("href")));
        Assert.Contains("The morning cascade lost 20.00 USDT in 1 h, recovered in 3 h", PlainText.Of(events[1]), StringComparison.Ordinal);
        Assert.Contains("not recovered yet", PlainText.Of(events[0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.4, "1 s")]
    [InlineData(61, "1 min 1 s")]
    [InlineData(3_600, "1 h")]
    [InlineData(90_061, "1 d 1 h")]
    [InlineData(366 * 86_400, "1 y 1 d")]
    public void Durations_are_told_in_two_units(double seconds, string text) =>
        Assert.Equal(text, Portal.Web.Components.Figures.DurationText.Of(TimeSpan.FromSeconds(seconds)));

    private IRenderedComponent<FundPage> Open() => Render<FundPage>(parameters => parameters.Add(page => page.Id, "usdt"));
}
