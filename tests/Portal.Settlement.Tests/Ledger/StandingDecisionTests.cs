using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>What becomes of rates that are taken back or whose time comes in a freeze.</summary>
public sealed class StandingDecisionTests
{
    private static readonly DateTimeOffset Start = TestLedger.Start;

    [Fact]
    public void A_cancelled_rate_never_takes_effect_and_the_one_before_it_stays()
    {
        var ledger = WithRates(10_000, 20_000);

        Assert.Null(Cancel(ledger, 4));

        Assert.Equal(10_000, ShareAt(ledger, Start.AddHours(2)));
        Assert.Equal(RateStanding.Cancelled, StandingAt(ledger, 4, Start.AddHours(2)));
        Assert.Equal(RateStanding.InForce, StandingAt(ledger, 3, Start.AddHours(2)));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(55, null)]
    [InlineData(56, "too-late")]
    [InlineData(60, "not-scheduled")]
    [InlineData(90, "not-scheduled")]
    public void A_rate_can_be_taken_back_until_five_minutes_before_its_time(int minute, string? problem)
    {
        var ledger = WithRates(10_000, 20_000);
        ledger.Now = Start.AddMinutes(minute);

        Assert.Equal(problem, Cancel(ledger, 4)?.Code);
    }

    [Fact]
    public void What_is_no_scheduled_rate_of_the_fund_can_t_be_taken_back()
    {
        var ledger = WithRates(10_000, 20_000);
        ledger.Open("other", "BTC", "1");

        Assert.Equal("not-scheduled", Cancel(ledger, 3)?.Code);
        Assert.Equal("unknown-rate", Cancel(ledger, 2)?.Code);
        Assert.Equal("unknown-rate", Cancel(ledger, 4, "other")?.Code);
        Assert.Equal("unknown-fund", Cancel(ledger, 4, "x")?.Code);
        Assert.Null(Cancel(ledger, 4));
        Assert.Equal("not-scheduled", Cancel(ledger, 4)?.Code);
    }

    [Fact]
    public void A_rate_whose_time_comes_in_a_freeze_never_takes_effect()
    {
        var ledger = WithRates(10_000, 20_000);
        ledger.Now = Start.AddMinutes(30);
        Assert.Null(Freeze(ledger, true));
        Assert.Equal(RateStanding.Suspended, StandingAt(ledger, 4, ledger.Now));
        Assert.Equal(10_000, ShareAt(ledger, Start.AddHours(2)));

        ledger.Now = Start.AddMinutes(60);
        Assert.Null(Freeze(ledger, false));

        Assert.Equal(RateStanding.Lapsed, StandingAt(ledger, 4, ledger.Now));
        Assert.Equal(10_000, ShareAt(ledger, Start.AddHours(5)));
    }

    [Fact]
    public void A_rate_whose_time_comes_after_the_freeze_takes_effect_as_if_nothing_had_been()
    {
        var ledger = WithRates(10_000, 20_000);
        ledger.Now = Start.AddMinutes(30);
        Assert.Null(Freeze(ledger, true));
        ledger.Now = Start.AddMinutes(60).AddMilliseconds(-1);
        Assert.Null(Freeze(ledger, false));

        Assert.Equal(RateStanding.Scheduled, StandingAt(ledger, 4, ledger.Now));
        Assert.Equal(10_000, ShareAt(ledger, Start.AddHours(1).AddMilliseconds(-1)));
        Assert.Equal(20_000, ShareAt(ledger, Start.AddHours(1)));
    }

    [Fact]
    public void A_rate_that_began_at_the_very_moment_of_the_freeze_is_in_force()
    {
        var ledger = WithRates(10_000, 20_000);
        ledger.Now = Start.AddHours(1);

        Assert.Null(Freeze(ledger, true));

        Assert.Equal(20_000, ShareAt(ledger, Start.AddHours(1)));
    }

    [Fact]
    public void In_a_freeze_no_rate_is_set_but_a_scheduled_one_may_be_taken_back()
    {
        var ledger = WithRates(10_000, 20_000);
        Assert.Null(Freeze(ledger, true));

        Assert.Equal("frozen", ledger.SetRate("usdt", 1, Start.AddHours(9))?.Code);
        Assert.Null(Cancel(ledger, 4));
        Assert.Null(Freeze(ledger, false));
        Assert.Equal(RateStanding.Cancelled, StandingAt(ledger, 4, ledger.Now));
    }

    [Fact]
    public void A_freeze_begins_once_and_ends_once()
    {
        var ledger = WithRates(1, 2);

        Assert.Equal("not-frozen", Freeze(ledger, false)?.Code);
        Assert.Null(Freeze(ledger, true));
        Assert.Equal((ledger.State.Sequence, "Because."), (ledger.State.Rulebook.Freeze!.Sequence, ledger.State.Rulebook.Freeze.Reason));
        Assert.Equal("frozen", Freeze(ledger, true)?.Code);
        Assert.Null(Freeze(ledger, false));
        Assert.Null(ledger.State.Rulebook.Freeze);
    }

    [Theory]
    [InlineData(9, "too-soon")]
    [InlineData(10, null)]
    public void A_rate_that_needs_notice_is_public_for_so_long_before_it_takes_effect(int minutes, string? problem)
    {
        var ledger = WithRates(1, 2);
        var rate = new RateSet(null, null, new PartsPerMillion(5), ledger.Now.AddMinutes(minutes), "Because.", "anna") { ApprovedBy = ["bob"] };

        Assert.Equal(problem, ledger.Decide((state, now) => LedgerDecisions.SetRate(state, "usdt", rate, now, TimeSpan.FromMinutes(10)))?.Code);
    }

    [Fact]
    public void A_fee_is_charged_at_the_rate_of_its_own_time_through_cancellation_and_freeze()
    {
        var ledger = WithRates(100_000, 200_000);
        ledger.Now = Start.AddMinutes(30);
        Assert.Null(Freeze(ledger, true));
        ledger.Now = Start.AddHours(2);
        Assert.Null(Freeze(ledger, false));
        Assert.Null(ledger.SetRate("usdt", 300_000, Start.AddHours(3)));
        ledger.Now = Start.AddHours(4);

        Assert.Equal(["10.00000000", "10.00000000", "30.00000000"], ((double[])[0.5, 1.5, 3.5]).Select(hour =>
            Assert.IsType<FeeAllocated>(ledger.Settle(Fee(Start.AddHours(hour))).Value.Body).Allocated.ToString()));
    }

    private static FeeAccrual Fee(DateTimeOffset start) => new()
    {
        ExternalId = "fee",
        FundId = "usdt",
        AssetCode = "USDT",
        Amount = TestLedger.Number("100"),
        PeriodStart = start,
        PeriodEnd = start.AddMinutes(1),
    };

    // Entries: 1 asset, 2 opening, 3 the rate of now, 4 the rate of an hour from now.
    private static TestLedger WithRates(int now, int later)
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100");
        Assert.Null(ledger.SetRate("usdt", now, Start));
        Assert.Null(ledger.SetRate("usdt", later, Start.AddHours(1)));
        return ledger;
    }

    private static Problem? Cancel(TestLedger ledger, long sequence, string fundId = "usdt") => ledger.Decide((state, now) =>
        StandingDecisions.CancelRate(state, fundId, new RateCancelled(sequence, "Because.", "anna") { ApprovedBy = ["bob"] }, now));

    private static Problem? Freeze(TestLedger ledger, bool active) => ledger.Decide((state, now) =>
        StandingDecisions.SetFreeze(state, new FreezeChanged(active, "Because.", "olga"), now));

    private static int ShareAt(TestLedger ledger, DateTimeOffset at) => ledger.State.Rulebook.FindRate("usdt", null, null, at)?.Share.Value ?? 0;

    private static RateStanding StandingAt(TestLedger ledger, long sequence, DateTimeOffset at)
    {
        var rates = ledger.State.Rulebook.RatesOf("usdt");
        return AllocationRate.StandingOf(rates.Single(rate => rate.Sequence == sequence), rates, at);
    }
}
