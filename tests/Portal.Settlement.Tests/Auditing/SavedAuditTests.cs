using System.Text.Json.Nodes;
using Portal.Settlement.Auditing;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Auditing;

/// <summary>An audit goes on from where it was saved as if it had never stopped.</summary>
public sealed class SavedAuditTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Saved_at_any_entry_it_finds_the_same_in_the_rest(int seed)
    {
        var bytes = AuditedLedger.Bytes(AuditedLedger.Live(seed, steps: 120));
        var whole = AuditedLedger.Audit(bytes);
        foreach (var size in Enumerable.Range(0, bytes.Count + 1))
        {
            var first = AuditedLedger.Audit(bytes.Take(size));
            var text = SavedAudit.Write(first);

            var second = SavedAudit.Read(text);
            Assert.Equal(text, SavedAudit.Write(second));
            Assert.Equal(first.FindMissing(), second.FindMissing());

            AuditedLedger.Take(second, bytes.Skip(size), bytes.Take(size));
            Assert.Null(second.Finding);
            Assert.Equal(SavedAudit.Write(whole), SavedAudit.Write(second));
        }
    }

    [Fact]
    public void A_wrong_figure_after_it_is_found_alike()
    {
        var bytes = AuditedLedger.Bytes(AuditedLedger.Live(7));
        var honest = AuditedLedger.Live(7).Entries;
        foreach (var entry in honest.Skip(100).Where(static entry => entry.BalanceAfter is not null))
        {
            var tampered = AuditedLedger.With(bytes, entry.Sequence, static fields => fields["balanceBefore"] = "1" + fields["balanceBefore"]!.GetValue<string>());
            var half = SavedAudit.Read(SavedAudit.Write(AuditedLedger.Audit(tampered.Take(100))));
            AuditedLedger.Take(half, tampered.Skip(100), tampered.Take(100));

            Assert.Equal(AuditedLedger.Find(tampered), half.Finding);
            Assert.Equal((entry.Sequence, "balanceBefore"), (half.Finding!.Sequence, half.Finding.Field));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"v\":1}")]
    public void What_is_no_saved_audit_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => SavedAudit.Read(text));
    }

    [Theory]
    [InlineData("v", "2")]
    [InlineData("size", "3")]
    [InlineData("size", "-1")]
    [InlineData("lastEntry", "null")]
    [InlineData("lastEntry", "\"{}\"")]
    [InlineData("decisions", "[]")]
    [InlineData("decisions", "[\"x\"]")]
    [InlineData("funds", "null")]
    [InlineData("funds", "[{\"fund\":\"usdt\"}]")]
    [InlineData("more", "1")]
    public void A_saved_audit_that_was_spoiled_is_refused(string field, string json)
    {
        var saved = JsonNode.Parse(SavedAudit.Write(AuditedLedger.Audit(AuditedLedger.Bytes(OneOfEachKind.Ledger()))))!.AsObject();
        saved[field] = JsonNode.Parse(json);

        Assert.Throws<FormatException>(() => SavedAudit.Read(saved.ToJsonString()));
    }

    [Fact]
    public void An_audit_that_found_something_is_not_saved()
    {
        var audit = AuditedLedger.Audit([[]]);

        Assert.NotNull(audit.Finding);
        Assert.Throws<InvalidOperationException>(() => SavedAudit.Write(audit));
    }
}
