using System.Collections.Immutable;
using Bunit;
using Portal.Admin.Dashboard;
using Portal.Admin.Pages.Dashboard;

namespace Portal.Web.Tests.Admin.Dashboard;

public sealed class TrendChartTests : BunitContext
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_minute_of_which_nothing_is_known_breaks_the_line_and_is_no_zero()
    {
        var chart = Draw([4, 2, null, 0, 4]);

        Assert.Equal("M0 2L1 25M3 48L4 2", chart.Find(".trend-line").GetAttribute("d"));
        Assert.Equal("M0 2L1 25V48H0ZM3 48L4 2V48H3Z", chart.Find(".trend-area").GetAttribute("d"));
        Assert.Contains("Last 4 records, highest 4 at 09:00.", chart.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_known_and_nothing_happened_are_told_apart()
    {
        Assert.Contains("Nothing is known yet.", Draw([null, null]).Markup, StringComparison.Ordinal);
        Assert.Contains("0 records throughout.", Draw([0, null]).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_table_says_the_same_by_quarters_of_an_hour()
    {
        var rows = Draw([.. Enumerable.Range(0, 30).Select(minute => minute < 15 ? (long?)minute : null)]).FindAll("tbody tr");

        Assert.Equal(["09:00147.0", "09:15––"], rows.Select(row => row.TextContent.Trim()));
    }

    [Theory]
    [InlineData(99, "99 s")]
    [InlineData(100, "1 min")]
    [InlineData(6_000, "1 h")]
    [InlineData(172_800, "2 days")]
    [InlineData(-3, "0 s")]
    public void Durations_have_one_unit(int seconds, string text) => Assert.Equal(text, DurationText.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(1_536, "1.5 KiB")]
    [InlineData(-5_242_880, "-5.0 MiB")]
    [InlineData(107_374_182_400, "100 GiB")]
    public void Sizes_have_one_unit(long bytes, string text) => Assert.Equal(text, ByteText.Of(bytes));

    private IRenderedComponent<TrendChart> Draw(ImmutableArray<long?> points) => Render<TrendChart>(parameters => parameters
        .Add(chart => chart.Title, "Settled a minute").Add(chart => chart.Unit, "records").Add(chart => chart.Start, Start).Add(chart => chart.Points, points));
}
