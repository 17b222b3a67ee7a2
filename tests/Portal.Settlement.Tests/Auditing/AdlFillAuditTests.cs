using System.Text.Json.Nodes;
using Portal.Settlement.Auditing;
using Portal.Settlement.Ledger;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Auditing;

/// <summary>A fill that recovers more or less than it can, or another's loss, is found at its own place.</summary>
public sealed class AdlFillAuditTests
{
    private static readonly TestLedger Honest = OneOfEachKind.Ledger();

    private static readonly List<byte[]> HonestBytes = AuditedLedger.Bytes(Honest);

    private static readonly LedgerEntry[] Fills = [.. Honest.Entries.Where(static entry => entry.Body is AdlFilled)];

    [Fact]
    public void Honest_ones_pass_also_in_an_audit_that_goes_on_from_a_saved_one()
    {
        var cut = (int)Fills[1].Sequence - 1;
        var audit = AuditedLedger.Audit(HonestBytes.Take(cut));
        var again = SavedAudit.Read(SavedAudit.Write(audit));
        AuditedLedger.Take(again, HonestBytes.Skip(cut), HonestBytes.Take(cut));

        Assert.Null(AuditedLedger.Find(HonestBytes));
        Assert.Null(again.Finding);
        Assert.Equal(4, again.Totals.Kinds["adl-fill"]);
    }

    [Theory]
    [InlineData("recovered", "\"16.66666667\"", "recovered")]
    [InlineData("outstanding", "\"0.00000000\"", "outstanding")]
    [InlineData("excess", "\"0.00000001\"", "excess")]
    [InlineData("outstandingBefore", "\"99.00000000\"", "outstandingBefore")]
    [InlineData("quantity", "\"10001\"", "outstanding")]
    [InlineData("price", "\"12000\"", "price")]
    [InlineData("liquidationFillPrice", "\"12001\"", "liquidationFillPrice")]
    [InlineData("positionSide", "\"long\"", "positionSide")]
    [InlineData("symbol", "\"OTHER\"", "symbol")]
    [InlineData("contractSequence", "1", "contractSequence")]
    [InlineData("liquidationSequence", "8", "liquidationExternalId")]
    [InlineData("liquidationSequence", "1000", "liquidationExternalId")]
    [InlineData("balanceAfter", "\"1.00000000\"", "balanceAfter")]
    public void One_field_written_otherwise_is_found(string field, string value, string named)
    {
        var finding = AuditedLedger.Find(AuditedLedger.With(HonestBytes, Fills[0].Sequence, fields => fields[field] = JsonNode.Parse(value)));

        Assert.Equal((Fills[0].Sequence, named), (finding?.Sequence, finding?.Field));
    }

    [Fact]
    public void A_second_one_that_forgets_what_the_first_recovered_is_found()
    {
        var first = (AdlFilled)Fills[0].Body;
        var finding = AuditedLedger.Find(AuditedLedger.With(HonestBytes, Fills[1].Sequence, fields =>
        {
            fields["outstandingBefore"] = first.OutstandingBefore.ToString();
        }));

        Assert.Equal((Fills[1].Sequence, "outstandingBefore"), (finding?.Sequence, finding?.Field));
    }
}
