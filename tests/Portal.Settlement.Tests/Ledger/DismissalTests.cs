using Portal.Settlement.Ledger;

namespace Portal.Settlement.Tests.Ledger;

/// <summary>A record that does not count leaves an entry with its fingerprint, and so does one that is put right.</summary>
public sealed class DismissalTests
{
    private static readonly RecordDismissed Sound = new("engine", DismissedKind.Liquidation, "conflict", new string('a', 64), 12, "Sent twice.", "anna") { ApprovedBy = ["bob"] };

    [Fact]
    public void A_dismissal_belongs_to_no_fund_and_is_possible_in_a_freeze()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100");
        Assert.Null(ledger.Decide((state, now) => StandingDecisions.SetFreeze(state, new FreezeChanged(true, "Because.", "olga"), now)));

        Assert.Null(ledger.Decide((state, now) => QuarantineDecisions.Dismiss(state, Sound, now)));

        var entry = LedgerEntry.Read(ledger.Entries[^1].ToBytes());
        Assert.Equal((null, null, null, null), (entry.FundId, entry.FundSequence, entry.BalanceBefore, entry.BalanceAfter));
        Assert.Equal(Sound, entry.Body);
        Assert.Same(ledger.State.Rulebook, ledger.State.Rulebook.With(entry));
    }

    [Fact]
    public void What_is_wrong_with_one_is_named()
    {
        (RecordDismissed Dismissal, string Field)[] wrong =
        [
            (Sound with { Reason = string.Empty }, "reason"),
            (Sound with { Reason = new string('x', 501) }, "reason"),
            (Sound with { Source = string.Empty }, "source"),
            (Sound with { Source = new string('x', 129) }, "source"),
            (Sound with { ProblemCode = "a\u0001" }, "problem"),
            (Sound with { PayloadHash = new string('A', 64) }, "payloadHash"),
            (Sound with { PayloadHash = new string('a', 63) }, "payloadHash"),
            (Sound with { PayloadBytes = -1 }, "payloadBytes"),
        ];
        var state = LedgerState.Empty();

        Assert.All(wrong, one => Assert.Equal(one.Field, QuarantineDecisions.Dismiss(state, one.Dismissal, TestLedger.Start).Problem?.Field));
        Assert.Equal(0, state.Sequence);
    }

    [Fact]
    public void A_correction_changes_no_figure_and_names_what_it_puts_right()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100");
        var plain = ledger.Settled(TestLedger.Totals("1", "3"), "USDT");
        ledger.CorrectedPayloads = [new string('1', 64), new string('2', 64)];

        var corrected = ledger.Settled(TestLedger.Totals("1", "3"), "USDT");

        Assert.Equal(plain with { CorrectedPayloads = corrected.CorrectedPayloads }, corrected);
        Assert.Equal(ledger.CorrectedPayloads, Assert.IsType<LiquidationSettled>(LedgerEntry.Read(ledger.Entries[^1].ToBytes()).Body).CorrectedPayloads);
    }

    [Fact]
    public void Fingerprints_are_in_order_each_once_and_few()
    {
        var (one, two) = (new string('1', 64), new string('2', 64));
        string[][] wrong = [[two, one], [one, one], [one[..63]], [.. Enumerable.Range(16, 17).Select(static number => $"{number}{new string('0', 62)}")]];
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100");

        Assert.All(wrong, hashes =>
        {
            ledger.CorrectedPayloads = [.. hashes];
            Assert.Equal("correctedPayloads", ledger.Settle(TestLedger.Totals("1", "3"), "USDT").Problem?.Field);
        });
    }
}
