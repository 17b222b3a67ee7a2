using Portal.Settlement.Amounts;
using Portal.Settlement.Funds;
using Portal.Settlement.Ledger;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>A ledger that was tampered with is refused at the entry at fault, and the state stays where it was.</summary>
public sealed class BrokenLedgerTests
{
    private static readonly Asset Usdt = new("USDT", 8);

    [Fact]
    public void Each_alteration_is_found_at_its_entry()
    {
        (Func<LedgerEntry, LedgerEntry> Alter, string Reason)[] alterations =
        [
            (static entry => entry with { Sequence = entry.Sequence + 1 }, "follows entry"),
            (static entry => entry with { Sequence = entry.Sequence - 1 }, "follows entry"),
            (static entry => entry with { FundSequence = entry.FundSequence + 1 }, "number"),
            (static entry => entry with { FundSequence = null }, "number"),
            (static entry => entry with { FundId = "nobody" }, "not opened"),
            (static entry => entry with { FundId = null }, "no fund"),
            (static entry => entry with { BalanceBefore = null }, "no balance"),
            (static entry => entry with { BalanceAfter = null }, "no balance"),
            (static entry => entry with { BalanceAfter = entry.BalanceAfter!.Value + new Money(1, Usdt) }, "not what it records"),
            (static entry => entry with { BalanceBefore = entry.BalanceBefore!.Value + new Money(1, Usdt), BalanceAfter = entry.BalanceAfter!.Value + new Money(1, Usdt) }, "begins with"),
            (static entry => entry with { BalanceAfter = new Money(entry.BalanceAfter!.Value.Units, new Asset("USDC", 8)) }, "begins with"),
            (static entry => entry with { RecordedAt = entry.RecordedAt.AddMilliseconds(-1) }, "recorded before"),
            (static entry => entry with { Body = new Injected(new Money(3, Usdt), "Because.", null, "x") }, "not what it records"),
            (static entry => entry with { BalanceAfter = new Money(-1, Usdt), Body = new Withdrawn(entry.BalanceBefore!.Value + new Money(1, Usdt), "Because.", null, "x") }, "below zero"),
            (static entry => entry with { Body = new FundOpened(TestLedger.Policy("usdt", "USDT"), Money.Zero(Usdt), "x"), BalanceAfter = entry.BalanceBefore }, "is open"),
            (static entry => entry with { Body = new FundOpened(TestLedger.Policy("other", "USDT"), Money.Zero(Usdt), "x"), FundId = "third" }, "policy of the fund"),
            (static entry => entry with { Body = new FundOpened(TestLedger.Policy("other", "DOGE"), Money.Zero(new Asset("DOGE", 8)), "x"), FundId = "other" }, "not how it was listed"),
            (static entry => entry with { Body = new PolicyChanged(TestLedger.Policy("usdt", "USDT", scale: 6), "Because.", "x") }, "not how it was listed"),
            (static entry => entry with { Body = new AssetListed(Usdt), FundId = null }, "listed before"),
            (static entry => entry with { Body = new AssetListed(new Asset("USDC", 8)) }, "one fund"),
        ];

        Assert.All(alterations, static alteration =>
        {
            var (state, next) = LedgerWithNext();
            var before = (state.Sequence, state.Funds.Count, state.Find("usdt")!.Balance, state.Find("usdt")!.FundSequence);

            var altered = alteration.Alter(next);
            var thrown = Assert.Throws<LedgerBrokenException>(() => state.Apply(altered));

            Assert.Contains(alteration.Reason, thrown.Message, StringComparison.Ordinal);
            Assert.Equal(altered.Sequence, thrown.Sequence);
            Assert.StartsWith($"Entry {altered.Sequence}: ", thrown.Message, StringComparison.Ordinal);
            Assert.Equal(before, (state.Sequence, state.Funds.Count, state.Find("usdt")!.Balance, state.Find("usdt")!.FundSequence));
            state.Apply(next);
            Assert.Equal(next.BalanceAfter, state.Find("usdt")!.Balance);
        });
    }

    [Fact]
    public void A_missing_repeated_or_swapped_entry_is_found()
    {
        var entries = OneOfEachKind.Ledger().Entries;

        Assert.Equal(11, Broken([.. entries.Take(9), .. entries.Skip(10)]));
        Assert.Equal(10, Broken([.. entries.Take(10), .. entries.Skip(9)]));
        Assert.Equal(11, Broken([.. entries.Take(9), entries[10], entries[9], .. entries.Skip(11)]));
        Assert.Null(Broken(entries));
    }

    [Fact]
    public void More_than_can_be_kept_is_refused_and_not_wrapped()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "90000000000");
        ledger.Withdraw("usdt", "80000000000");

        // The balance would fit, but not together with what was withdrawn, in which the peak is counted.
        Assert.Throws<LedgerBrokenException>(() => ledger.Inject("usdt", "80000000000"));
        Assert.Equal("too-large", ledger.Settle(TestLedger.Totals("80000000000", "0"), "USDT").Problem?.Code);
        Assert.Null(ledger.SetRate("usdt", 1_000_000, ledger.Now.AddDays(-1)));
        Assert.Equal("too-large", ledger.Settle(new Settlement.FeeAllocation.FeeAccrual
        {
            ExternalId = "1",
            FundId = "usdt",
            AssetCode = "USDT",
            Amount = TestLedger.Number("80000000000"),
            PeriodStart = ledger.Now.AddHours(-1),
            PeriodEnd = ledger.Now,
        }).Problem?.Code);
        ledger.Inject("usdt", "2000000000");
        Assert.Equal("12000000000.00000000", ledger.Fund("usdt").Balance.ToString());
    }

    [Fact]
    public void A_fork_goes_its_own_way()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100");
        ledger.Open("btc", "BTC", "1");
        var fork = ledger.State.Fork();

        LiquidationSettlement.Settle(fork, ledger.Liquidation(TestLedger.Totals("0", "40"), "USDT"), ledger.Input);
        Assert.Null(LedgerDecisions.OpenFund(fork, TestLedger.Policy("new", "USDT", symbols: "X"), Money.Zero(Usdt), "x", ledger.Now).Problem);

        Assert.Equal((4, "100.00000000"), (ledger.State.Sequence, ledger.Fund("usdt").Balance.ToString()));
        Assert.Equal((6, "60.00000000"), (fork.Sequence, fork.Find("usdt")!.Balance.ToString()));
        Assert.Null(ledger.State.Find("new"));
        Assert.Null(ledger.State.Rulebook.FindPolicy("new"));
        Assert.Equal(40_00000000, fork.Find("usdt")!.DrawnUnits);
        Assert.Equal(0, ledger.Fund("usdt").DrawnUnits);
        Assert.Same(ledger.Fund("btc"), fork.Find("btc"));
    }

    private static (LedgerState State, LedgerEntry Next) LedgerWithNext()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100");
        ledger.Open("btc", "BTC", "1");
        ledger.Now = ledger.Now.AddHours(1);
        ledger.Settled(TestLedger.Totals("2", "1"), "USDT");
        var next = LiquidationSettlement.Settle(ledger.State.Fork(), ledger.Liquidation(TestLedger.Totals("3", "1"), "USDT"), ledger.Input).Value;
        return (ledger.State, next);
    }

    private static long? Broken(IEnumerable<LedgerEntry> entries)
    {
        var state = LedgerState.Empty();
        try
        {
            foreach (var entry in entries)
            {
                state.Apply(entry);
            }

            return null;
        }
        catch (LedgerBrokenException broken)
        {
            return broken.Sequence;
        }
    }
}
