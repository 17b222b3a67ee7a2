using Portal.Settlement.Ledger;
using Portal.Settlement.TransparencyLog;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>What was wrong is taken back once, by its exact opposite, and never at the fund's risk.</summary>
public sealed class ReversalTests
{
    [Fact]
    public void A_draw_comes_back_and_the_reversal_names_what_it_takes_back()
    {
        var ledger = Ledger("100");
        var draw = ledger.Settle(TestLedger.Totals("1", "21"), "USDT").Value;
        ledger.Inject("usdt", "5");

        Assert.Null(ledger.Reverse(draw.Sequence, "A test system's.", "anna", "bob"));

        var entry = ledger.Entries[^1];
        var body = Assert.IsType<EntryReversed>(entry.Body);
        Assert.Equal(("85.00000000", "105.00000000"), (entry.BalanceBefore?.ToString(), entry.BalanceAfter?.ToString()));
        Assert.Equal((draw.Sequence, "liquidation", "20.00000000"), (body.ReversedSequence, body.ReversedKind, body.Amount.ToString()));
        Assert.Equal(Convert.ToHexStringLower(MerkleTree.LeafHash(draw.ToBytes())), body.ReversedLeafHash);
        Assert.Equal(("A test system's.", "anna", "bob"), (body.Reason, body.By, Assert.Single(body.ApprovedBy)));
        Assert.Null(body.Uncovered);
        Assert.Equal(entry.Sequence, ledger.State.Rulebook.FindReversalOf(draw.Sequence)?.Sequence);
    }

    [Theory]
    [InlineData("surplus", "-3.00000000")]
    [InlineData("fee", "-0.50000000")]
    [InlineData("injection", "-7.00000000")]
    [InlineData("withdrawal", "8.00000000")]
    public void Whatever_moved_the_balance_is_undone_to_the_unit(string what, string amount)
    {
        var ledger = Ledger("100");
        Move(ledger, what);
        var moved = ledger.State.Sequence;

        Assert.Null(ledger.Reverse(moved));

        Assert.Equal(amount, Assert.IsType<EntryReversed>(ledger.Entries[^1].Body).Amount.ToString());
        Assert.Equal("100.00000000", ledger.Fund("usdt").Balance.ToString());
    }

    [Fact]
    public void Once_and_no_second_time()
    {
        var ledger = Ledger("100");
        Move(ledger, "injection");
        var injection = ledger.State.Sequence;
        Assert.Null(ledger.Reverse(injection));

        Assert.Equal("reversed-already", ledger.Reverse(injection)?.Code);
        Assert.Equal("not-reversible", ledger.Reverse(ledger.State.Sequence)?.Code);
        Assert.Equal("100.00000000", ledger.Fund("usdt").Balance.ToString());
    }

    [Fact]
    public void What_moved_no_balance_or_began_the_fund_is_not_reversible()
    {
        var ledger = Ledger("10");
        ledger.Settled(TestLedger.Totals("1", "1"), "USDT");
        var even = ledger.State.Sequence;
        ledger.Settled(TestLedger.Totals("0", "11"), "USDT");
        var adl = ledger.State.Sequence;
        ledger.Settled(TestLedger.Totals("0", "3"), "USDT");
        var uncoveredAlone = ledger.State.Sequence;
        Assert.IsType<AdlChanged>(ledger.Entries[(int)adl - 1].Body);

        Assert.All([1, 2, 3, even, adl, uncoveredAlone], sequence => Assert.Equal("not-reversible", ledger.Reverse(sequence)?.Code));
        Assert.All([0, -1, ledger.State.Sequence + 1], sequence => Assert.Equal("unknown-entry", ledger.Reverse(sequence)?.Code));
    }

    [Fact]
    public void Another_entrys_bytes_are_refused()
    {
        var ledger = Ledger("100");
        Move(ledger, "injection");
        Move(ledger, "injection");
        var other = ledger.Entries[^1].ToBytes();

        Assert.Equal("unknown-entry", ledger.Decide((state, now) => ReversalDecisions.Reverse(state, Order(ledger.State.Sequence - 1), other, now))?.Code);
        Assert.Equal("unknown-entry", ledger.Decide((state, now) => ReversalDecisions.Reverse(state, Order(ledger.State.Sequence), "{}"u8.ToArray(), now))?.Code);
        Assert.Equal("reason", ledger.Decide((state, now) => ReversalDecisions.Reverse(state, Order(state.Sequence) with { Reason = " " }, other, now))?.Field);
    }

    [Fact]
    public void What_takes_money_out_is_held_to_what_a_withdrawal_is_held_to()
    {
        var ledger = Ledger("20", floor: "15");
        Move(ledger, "injection");
        var injection = ledger.State.Sequence;
        ledger.Withdraw("usdt", "6");
        Assert.Equal("below-floor", ledger.Reverse(injection)?.Code);
        ledger.Inject("usdt", "1");

        Freeze(ledger, active: true);
        Assert.Equal("frozen", ledger.Reverse(injection)?.Code);
        Freeze(ledger, active: false);

        ledger.Settled(TestLedger.Totals("0", "9"), "USDT");
        Assert.NotNull(ledger.Fund("usdt").AdlSinceSequence);
        Assert.Equal("adl-active", ledger.Reverse(injection)?.Code);
    }

    [Fact]
    public void Down_to_the_floor_and_not_a_unit_below()
    {
        var ledger = Ledger("20", floor: "15");
        Move(ledger, "injection");
        var injection = ledger.State.Sequence;
        ledger.Withdraw("usdt", "5");

        Assert.Null(ledger.Reverse(injection));
        Assert.Equal("15.00000000", ledger.Fund("usdt").Balance.ToString());
    }

    [Fact]
    public void What_comes_back_may_come_in_a_freeze_and_while_ADL_is_on()
    {
        var ledger = Ledger("10");
        ledger.Settled(TestLedger.Totals("0", "11"), "USDT");
        var draw = ledger.State.Sequence - 1;
        Freeze(ledger, active: true);

        Assert.Null(ledger.Reverse(draw));

        Assert.Equal("10.00000000", ledger.Fund("usdt").Balance.ToString());
        Assert.Equal("1.00000000", Assert.IsType<EntryReversed>(ledger.Entries[^1].Body).Uncovered.ToString());
    }

    [Fact]
    public void Statistics_leave_out_both_and_flows_say_what_was_posted()
    {
        var ledger = Ledger("10");
        ledger.Settled(TestLedger.Totals("0", "2"), "USDT");
        ledger.Settled(TestLedger.Totals("0", "9"), "USDT");
        var second = ledger.State.Sequence - 1;

        Assert.Null(ledger.Reverse(second));

        var fund = ledger.Fund("usdt");
        Assert.Equal((1, 1, 2_00000000, 0), (fund.LiquidationCount, fund.DrawCount, fund.DrawnUnits, fund.UncoveredUnits));
        var day = fund.Rollups[^1];
        Assert.Equal((10_00000000, 10_00000000, 8_00000000, 2), (day.OpeningUnits, day.DrawUnits, day.ReversalUnits, day.LiquidationCount));
        Assert.Equal(fund.BalanceUnits, day.OpeningUnits - day.DrawUnits + day.ReversalUnits);
    }

    [Fact]
    public void What_ADL_waits_for_is_not_undone()
    {
        var ledger = Ledger("10");
        ledger.Settled(TestLedger.Totals("0", "11"), "USDT");
        var draw = ledger.State.Sequence - 1;

        Assert.Null(ledger.Reverse(draw));

        // The balance is whole again, and yet nothing may have been left uncovered for 10 minutes first.
        Assert.NotNull(ledger.Fund("usdt").AdlSinceSequence);
        ledger.Now = ledger.Now.AddMinutes(9);
        Assert.Null(ledger.Tick("usdt"));
        ledger.Now = ledger.Now.AddMinutes(1);
        Assert.False(Assert.IsType<AdlChanged>(ledger.Tick("usdt")!.Body).Active);
    }

    [Theory]
    [InlineData("surplus")]
    [InlineData("injection")]
    public void What_goes_out_lowers_the_peak_like_a_withdrawal(string what)
    {
        var ledger = Ledger("10");
        Move(ledger, what);
        var moved = ledger.State.Sequence;

        Assert.Null(ledger.Reverse(moved));

        Assert.Equal(10_00000000, ledger.Fund("usdt").PeakAtTime(ledger.Now).Units);
        Assert.Null(ledger.Fund("usdt").AdlSinceSequence);
    }

    [Fact]
    public void A_withdrawal_that_is_taken_back_never_lowered_the_peak()
    {
        var ledger = Ledger("100");
        ledger.Withdraw("usdt", "50");
        var withdrawal = ledger.State.Sequence;
        ledger.Settled(TestLedger.Totals("0", "10"), "USDT");

        Assert.Null(ledger.Reverse(withdrawal));

        // Ten of a hundred were lost, though for a while they were ten of fifty.
        Assert.Equal((90_00000000, 100_00000000), (ledger.Fund("usdt").BalanceUnits, ledger.Fund("usdt").PeakAtTime(ledger.Now).Units));
        Assert.Equal(0, ledger.Fund("usdt").WithdrawnUnits);
    }

    [Fact]
    public void A_reversal_does_not_follow_where_its_entry_was_taken_back_before()
    {
        var ledger = Ledger("100");
        Move(ledger, "injection");
        var injection = ledger.State.Sequence;
        Assert.Null(ledger.Reverse(injection));
        var reversal = ledger.Entries[^1].Body;

        var thrown = Assert.Throws<LedgerBrokenException>(() => ledger.Post("usdt", reversal));

        Assert.Contains($"took back", thrown.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Room_for_what_comes_back_is_never_missing_where_it_went_out()
    {
        var ledger = Ledger("92233720368");
        ledger.Withdraw("usdt", "92233720367");
        Assert.Null(ledger.Reverse(ledger.State.Sequence));
        Assert.Equal("92233720368.00000000", ledger.Fund("usdt").Balance.ToString());
    }

    private static EntryReversed Order(long sequence) => new(sequence, "Because.", "anna");

    private static void Freeze(TestLedger ledger, bool active) =>
        Assert.Null(ledger.Decide((state, now) => StandingDecisions.SetFreeze(state, new FreezeChanged(active, "Because.", "olga"), now)));

    private static void Move(TestLedger ledger, string what)
    {
        switch (what)
        {
            case "surplus":
                ledger.Settled(TestLedger.Totals("4", "1"), "USDT");
                break;
            case "fee":
                Assert.Null(ledger.SetRate("usdt", 500_000, TestLedger.Start));
                Assert.Null(ledger.Settle(new Settlement.FeeAllocation.FeeAccrual
                {
                    ExternalId = "fee",
                    FundId = "usdt",
                    AssetCode = "USDT",
                    Amount = TestLedger.Number("1"),
                    PeriodStart = TestLedger.Start,
                    PeriodEnd = TestLedger.Start.AddMinutes(1),
                }).Problem);
                break;
            case "injection":
                ledger.Inject("usdt", "7");
                break;
            default:
                ledger.Withdraw("usdt", "8");
                break;
        }
    }

    private static TestLedger Ledger(string opening, string floor = "0")
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", opening, floor);
        Assert.Null(ledger.List("ETHUSDT", "USDT", fundId: "usdt"));
        return ledger;
    }
}
