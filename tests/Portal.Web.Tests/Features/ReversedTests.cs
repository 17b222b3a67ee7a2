using Portal.Web.Features;
using Portal.Web.Features.Funds;
using Portal.Web.Tests.Live;

namespace Portal.Web.Tests.Features;

/// <summary>What was taken back is shown with what took it back, wherever it is shown, and no statistic counts either.</summary>
public sealed class ReversedTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_names_the_entry_that_took_it_back()
    {
        await using var portal = await StartAsync();

        var record = await portal.JsonAsync("/api/v1/liquidations/3");
        var list = (await portal.JsonAsync("/api/v1/liquidations")).GetProperty("liquidations").EnumerateArray().ToArray();
        var page = await portal.Client.GetStringAsync(new Uri("/liquidations/3", UriKind.Relative), Cancellation);
        var rows = await portal.Client.GetStringAsync(new Uri("/liquidations", UriKind.Relative), Cancellation);

        Assert.Equal(5, record.GetProperty("reversedBy").GetInt64());
        Assert.False(list[0].TryGetProperty("reversedBy", out _));
        Assert.Equal(5, list[1].GetProperty("reversedBy").GetInt64());
        Assert.Contains("was taken back by entry 5", page, StringComparison.Ordinal);
        Assert.Contains("taken back by entry 5", rows, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fund_shows_the_reversal_its_flow_and_no_count_of_what_was_taken_back()
    {
        await using var portal = await StartAsync();
        var snapshot = await portal.ShownAsync();
        var fund = snapshot.Find("usdt")!;

        var entries = FundViews.Whole(fund, snapshot).Entries;
        var answer = await portal.JsonAsync("/api/v1/funds/usdt");
        var page = await portal.Client.GetStringAsync(new Uri("/funds/usdt", UriKind.Relative), Cancellation);
        var history = Assert.Single((await portal.JsonAsync("/api/v1/funds/usdt/history?interval=1m")).EnumerateArray()).GetProperty("byReason");

        Assert.Equal((FundEntryKind.Reversal, (long?)3), (entries[0].Kind, entries[0].ReversalOf));
        Assert.Equal(5, entries.Single(static entry => entry.Sequence == 3).ReversedBy);
        Assert.Contains("Reversal of entry 3", page, StringComparison.Ordinal);
        Assert.Equal(150_00, FundViews.Flows(fund).Single(static flow => flow.Reason is FlowReason.Reversal).Amount.Units);
        Assert.Equal((1, "0.00"), (answer.GetProperty("liquidations").GetInt64(), answer.GetProperty("drawn").GetString()));
        Assert.Equal(("150.00", "150.00"), (history.GetProperty("draw").GetString(), history.GetProperty("reversal").GetString()));
    }

    [Fact]
    public async Task A_liquidation_held_in_memory_is_taken_back_like_one_that_is_read()
    {
        await using var portal = await StartAsync();

        var held = (await portal.ShownAsync()).Liquidations;

        Assert.Equal([(3, 5L), (4, (long?)null)], held.Select(static liquidation => (liquidation.Sequence, liquidation.ReversedBy)));
    }

    private static async Task<LivePortal> StartAsync()
    {
        var portal = await LivePortal.StartAsync();
        await portal.Market.OpenAsync("usdt", "USDT", "1000");
        await portal.Market.SettleAsync(new TestLiquidation("50", "200"), new TestLiquidation("30", "10"));
        await portal.ShownAsync();
        await portal.Market.ReverseAsync(3);
        await portal.ShownAsync();
        return portal;
    }
}
