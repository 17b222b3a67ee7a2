using System.Text.Json.Nodes;
using Portal.Settlement.Ledger;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Auditing;

/// <summary>A record that operators put right says so, and nobody can make it look like a source's own, or like one person's, unseen.</summary>
public sealed class OperatorCorrectionAuditTests
{
    private static readonly TestLedger Honest = OneOfEachKind.Ledger();

    private static readonly List<byte[]> HonestBytes = AuditedLedger.Bytes(Honest);

    public static TheoryData<string> Kinds => [LiquidationSettled.KindName, FeeAllocated.KindName, AdlFilled.KindName];

    [Fact]
    public void Honest_ones_of_every_kind_pass() => Assert.Null(AuditedLedger.Find(HonestBytes));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whoever_is_not_named_as_has_to_be_is_missed(string kind)
    {
        Assert.Equal("approvedBy", Find(kind, static fields => fields.Remove("approvedBy")));
        Assert.Equal("approvedBy", Find(kind, static fields => fields["approvedBy"] = new JsonArray()));
        Assert.Equal("approvedBy", Find(kind, static fields => fields["approvedBy"] = new JsonArray("anna")));
        Assert.Equal("approvedBy", Find(kind, static fields => fields["approvedBy"] = new JsonArray("bob", "anna")));
        Assert.Equal("approvedBy", Find(kind, static fields => fields["approvedBy"] = new JsonArray("bob", "bob")));
        Assert.Equal("approvedBy", Find(kind, static fields => fields["approvedBy"] = new JsonArray(" ")));
        Assert.Equal("approvedBy", Find(kind, static fields => fields["approvedBy"] = new JsonArray([.. Enumerable.Range(0, 17).Select(static number => JsonValue.Create($"bob{number}"))])));
        Assert.Equal("by", Find(kind, static fields => fields["by"] = " "));
        Assert.Equal("reason", Find(kind, static fields => fields["reason"] = string.Empty));
        Assert.Equal("reason", Find(kind, static fields => fields["reason"] = new string('a', 501)));
        Assert.Equal("correctedPayloads", Find(kind, static fields => fields.Remove("correctedPayloads")));

        // Without who typed it the rest belongs to no such entry, and without the reason it can't be read.
        Assert.Contains(Find(kind, static fields => fields.Remove("by")), new[] { "approvedBy", "reason" });
        Assert.Null(Find(kind, static fields => fields.Remove("reason")));
    }

    [Fact]
    public void Figures_that_people_typed_are_worked_out_again_like_any()
    {
        Assert.Equal("draw", Find(LiquidationSettled.KindName, static fields => fields["draw"] = "0.10000000"));
        Assert.Equal("allocated", Find(FeeAllocated.KindName, static fields => fields["allocated"] = "125.000001"));
        Assert.Equal("recovered", Find(AdlFilled.KindName, static fields => fields["recovered"] = "1.00000000"));
    }

    [Fact]
    public void In_a_freeze_nobody_puts_a_record_right_and_sources_settle_on()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100");
        Assert.Null(ledger.Decide((state, now) => StandingDecisions.SetFreeze(state, new FreezeChanged(true, "A key is missing.", "olga"), now)));
        ledger.Settled(TestLedger.Totals("1", "1.2"), "USDT");
        ledger.CorrectedPayloads = [new('a', 64)];
        ledger.Correction = new OperatorCorrection("anna", ["bob"], "Because.");

        Assert.Equal("frozen", ledger.Settle(TestLedger.Totals("1", "1.2"), "USDT").Problem?.Code);
        Assert.Equal("99.80000000", ledger.Fund("usdt").Balance.ToString());
    }

    // The field at fault in the one entry of a kind that was put right; null where it can't be read at all.
    private static string? Find(string kind, Action<JsonObject> change)
    {
        var entry = Honest.Entries.Last(entry => entry.Body.Kind == kind);
        Assert.NotNull(((entry.Body as LiquidationSettled)?.Correction ?? (entry.Body as FeeAllocated)?.Correction) ?? (entry.Body as AdlFilled)?.Correction);
        var finding = AuditedLedger.Find(AuditedLedger.With(HonestBytes, entry.Sequence, change));
        Assert.Equal(entry.Sequence, finding?.Sequence);
        return finding!.Field;
    }
}
