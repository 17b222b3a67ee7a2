using System.Text.Json.Nodes;
using Portal.Settlement.Auditing;
using Portal.Settlement.Ledger;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Auditing;

/// <summary>A reversal that is not the opposite of the entry it names, or may not be, is found at its own place.</summary>
public sealed class ReversalAuditTests
{
    private static readonly TestLedger Honest = Ledger();

    private static readonly List<byte[]> HonestBytes = AuditedLedger.Bytes(Honest);

    private static readonly LedgerEntry Reversal = Honest.Entries.First(static entry => entry.Body is EntryReversed { ReversedKind: "injection" });

    private static readonly LedgerEntry OfDraw = Honest.Entries.First(static entry => entry.Body is EntryReversed { IsOfLiquidation: true });

    [Fact]
    public void An_honest_one_passes()
    {
        var audit = AuditedLedger.Audit(HonestBytes);

        Assert.Null(audit.Finding);
        var totals = audit.Totals.Funds.First(static fund => fund.FundId == "usdt");
        Assert.Equal((0, 0, 9_00000000 - 7_00000000), (totals.Liquidations, totals.UncoveredUnits, totals.ReversalUnits));
    }

    [Theory]
    [InlineData("amount", "\"-6.00000000\"", "amount")]
    [InlineData("amount", "\"7.00000000\"", "amount")]
    [InlineData("reversedLeafHash", "\"0000000000000000000000000000000000000000000000000000000000000000\"", "reversedLeafHash")]
    [InlineData("reversedKind", "\"fee\"", "reversedKind")]
    [InlineData("reversedSequence", "2", "reversedSequence")]
    [InlineData("reversedSequence", "0", "reversedSequence")]
    [InlineData("reversedSequence", "1000", "reversedSequence")]
    [InlineData("uncovered", "\"1.00000000\"", "uncovered")]
    [InlineData("reason", "\"\"", "reason")]
    [InlineData("balanceAfter", "\"1.00000000\"", "balanceAfter")]
    public void One_field_written_otherwise_is_found(string field, string value, string named) =>
        AssertFound(Reversal, named, fields => fields[field] = JsonNode.Parse(value));

    [Fact]
    public void A_loss_that_is_kept_in_the_statistics_is_found() => AssertFound(OfDraw, "uncovered", static fields => fields.Remove("uncovered"));

    [Fact]
    public void One_that_takes_back_another_entry_of_the_same_amount_is_found_by_the_hash() =>
        AssertFound(Reversal, "reversedLeafHash", static fields => fields["reversedSequence"] = 5);

    [Fact]
    public void One_in_another_fund_is_found() => AssertFound(Reversal, "fund", static fields =>
    {
        var other = Honest.Fund("usdc");
        fields["fund"] = "usdc";
        fields["fundSequence"] = other.FundSequence + 1;
    });

    [Fact]
    public void A_second_one_of_the_same_entry_is_found()
    {
        var second = Next(Reversal);

        Assert.Equal((second.Sequence, "reversedSequence"), Found([.. HonestBytes, second.ToBytes()]));
    }

    [Fact]
    public void A_second_one_is_found_by_an_audit_that_goes_on_from_a_saved_one()
    {
        var second = Next(Reversal).ToBytes();
        var audit = SavedAudit.Read(SavedAudit.Write(AuditedLedger.Audit(HonestBytes)));

        AuditedLedger.Take(audit, [second], HonestBytes);

        Assert.Equal("reversedSequence", audit.Finding?.Field);
        Assert.Contains("was taken back by entry", audit.Finding!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("floor", "amount")]
    [InlineData("adl", "fund")]
    [InlineData("freeze", null)]
    public void One_that_takes_out_what_may_not_go_out_is_found(string why, string? field)
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "20", floor: "15");
        ledger.Inject("usdt", "7");
        var injection = ledger.State.Sequence;
        var honest = LedgerCopy(ledger);
        Assert.Null(honest.Reverse(injection));
        var body = honest.Entries[^1].Body;
        if (why == "freeze")
        {
            Assert.Null(ledger.Decide((state, now) => StandingDecisions.SetFreeze(state, new FreezeChanged(true, "Because.", "olga"), now)));
        }
        else if (why == "floor")
        {
            ledger.Withdraw("usdt", "6");
        }
        else
        {
            ledger.Settled(TestLedger.Totals("0", "9"), "USDT");
        }

        ledger.Post("usdt", body);

        var bytes = AuditedLedger.Bytes(ledger);
        var sequence = ledger.Entries.First(static entry => entry.Body is EntryReversed).Sequence;
        Assert.Equal((sequence, field), Found(bytes));
    }

    [Fact]
    public void The_earlier_entry_has_to_be_handed_over()
    {
        var audit = AuditedLedger.Audit(HonestBytes.Take((int)Reversal.Sequence - 1));
        var read = AuditedEntry.Read(Reversal.Sequence, HonestBytes[(int)Reversal.Sequence - 1], new CanonicalObject());

        Assert.Equal(3, read.EarlierSequence);
        Assert.Throws<ArgumentException>(() => audit.Take(read));
        Assert.Null(audit.Take(read, HonestBytes[2]));
    }

    private static void AssertFound(LedgerEntry entry, string named, Action<JsonObject> change) =>
        Assert.Equal((entry.Sequence, named), Found(AuditedLedger.With(HonestBytes, entry.Sequence, change)));

    private static (long Sequence, string? Field) Found(IReadOnlyList<byte[]> entries) => AuditedLedger.Find(entries) is { } finding ? (finding.Sequence, finding.Field) : default;

    // The same reversal once more, at the balance that the fund has now.
    private static LedgerEntry Next(LedgerEntry reversal)
    {
        var fund = Honest.Fund(reversal.FundId!);
        return reversal with
        {
            Sequence = Honest.State.Sequence + 1,
            FundSequence = fund.FundSequence + 1,
            RecordedAt = fund.LastRecordedAt,
            OccurredAt = fund.LastRecordedAt,
            BalanceBefore = fund.Balance,
            BalanceAfter = fund.Balance + ((EntryReversed)reversal.Body).Amount,
        };
    }

    private static TestLedger LedgerCopy(TestLedger ledger)
    {
        var copy = new TestLedger { Now = ledger.Now };
        foreach (var entry in ledger.Entries)
        {
            copy.State.Apply(entry);
            copy.Entries.Add(entry);
        }

        return copy;
    }

    // Entries: 1 asset, 2 opening, 3 and 4 and 5 injections, then what takes back 3, then a loss uncovered and what takes that back.
    private static TestLedger Ledger()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "2", floor: "0");
        ledger.Inject("usdt", "7");
        ledger.Inject("usdt", "1");
        ledger.Inject("usdt", "6");
        ledger.Open("usdc", "USDC", "16");
        Assert.Null(ledger.Reverse(3));
        Assert.Null(ledger.Decide((state, now) => FundDecisions.Inject(state, "usdc", new Injected(ledger.Amount("usdc", "1"), "Because.", null, "anna"), now)));
        ledger.Settled(TestLedger.Totals("0", "10"), "USDT");
        Assert.Null(ledger.Reverse(ledger.Entries.FindLast(static entry => entry.Body is LiquidationSettled)!.Sequence));
        return ledger;
    }
}
