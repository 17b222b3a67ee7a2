using Portal.Settlement.Amounts;
using Portal.Settlement.Auditing;
using Portal.Settlement.Ledger;
using Portal.Settlement.Liquidations;
using Portal.Settlement.Tests.Ledger;

namespace Portal.Settlement.Tests.Auditing;

/// <summary>Whatever the rules write passes: an audit that cried wolf would be worth nothing.</summary>
public sealed class HonestLedgerTests
{
    [Fact]
    public void Random_lives_of_three_funds_pass()
    {
        foreach (var seed in Enumerable.Range(1, 60))
        {
            Assert.Null(AuditedLedger.Find(AuditedLedger.Bytes(AuditedLedger.Live(seed))));
        }
    }

    [Fact]
    public void Random_lives_hold_what_an_audit_could_stumble_over()
    {
        // Otherwise the passing above would be proved of nothing.
        var entries = Enumerable.Range(1, 60).SelectMany(static seed => AuditedLedger.Live(seed).Entries).ToArray();

        Assert.Contains(entries, static entry => entry.Body is AdlChanged { Active: true, CauseSequence: not null });
        Assert.Contains(entries, static entry => entry.Body is AdlChanged { Active: false, CauseSequence: not null });
        Assert.Contains(entries, static entry => entry.Body is AdlChanged { CauseSequence: null });
        Assert.Contains(entries, static entry => entry.Replayed && entry.OccurredAt < entry.RecordedAt);
        Assert.Contains(entries, static entry => !entry.Replayed && entry.OccurredAt < entry.RecordedAt);
        Assert.Contains(entries, static entry => entry.Body is LiquidationSettled { Symbol: "SECRET", Form: LiquidationForm.Bankruptcy });
        Assert.Contains(entries, static entry => entry.Body is LiquidationSettled { Cap: not null, Result: { ToTrader.Units: > 0 } });
        Assert.Contains(entries, static entry => entry.Body is LiquidationSettled { Result: { Uncovered.Units: > 0, Draw.Units: > 0 } });
        Assert.Contains(entries, static entry => entry.Body is FeeAllocated { RateSequence: null });
        Assert.Contains(entries, static entry => entry.Body is FeeAllocated { RateSequence: not null, Market: null, Symbol: not null });
        Assert.All(entries, static entry => Assert.True(entry.Body is not LiquidationSettled settled || settled.Balances));
    }

    [Fact]
    public void A_ledger_with_every_kind_of_entry_passes()
    {
        var ledger = OneOfEachKind.Ledger();

        var audit = AuditedLedger.Audit(AuditedLedger.Bytes(ledger));

        Assert.Null(audit.Finding);
        Assert.Null(audit.FindMissing());
        Assert.Equal(ledger.Entries.Count, audit.Size);
        Assert.Equal(ledger.Entries.Select(static entry => entry.Body.Kind).Distinct().Order(StringComparer.Ordinal), audit.Totals.Kinds.Keys);
        Assert.Equal(ledger.Entries.Count, audit.Totals.Kinds.Values.Sum());
    }

    [Fact]
    public void A_settlement_balances_to_the_unit_or_not_at_all()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100");
        var settled = ledger.Settled(TestLedger.Totals("2", "3"), "USDT");
        var unit = new Money(1, ledger.Fund("usdt").Asset);

        Assert.True(settled.Balances);
        Assert.False((settled with { Result = settled.Result with { Draw = settled.Result.Draw + unit } }).Balances);
        Assert.False((settled with { Check = settled.Check with { Margin = settled.Check.Margin!.Value + unit } }).Balances);
        Assert.True((settled with { Check = settled.Check with { Margin = null } }).Balances);
    }

    [Fact]
    public void An_empty_ledger_passes()
    {
        Assert.Null(AuditedLedger.Find([]));
    }

    [Fact]
    public void Totals_add_up_to_the_balances()
    {
        var ledger = AuditedLedger.Live(5);

        var audit = AuditedLedger.Audit(AuditedLedger.Bytes(ledger));

        Assert.Equal(["btc", "usdc", "usdt"], audit.Totals.Funds.Select(static fund => fund.FundId));
        foreach (var (totals, fund) in audit.Totals.Funds.Zip(audit.Funds))
        {
            var sum = totals.OpeningUnits + totals.SurplusUnits + totals.FeeUnits + totals.InjectionUnits - totals.WithdrawalUnits - totals.DrawUnits + totals.ReversalUnits;
            Assert.Equal((fund.BalanceUnits, fund.FundSequence, fund.LiquidationCount), (sum, totals.Entries, totals.Liquidations));
            Assert.Equal((ledger.Fund(fund.FundId).BalanceUnits, fund.UncoveredUnits), (sum, totals.UncoveredUnits));
            Assert.Equal((sum, fund.AdlSinceSequence is not null), (totals.BalanceUnits, totals.AdlActive));
            var own = ledger.Entries.Where(entry => entry.FundId == fund.FundId).ToArray();
            Assert.Equal((own[0].RecordedAt, own[^1].RecordedAt), (totals.FirstAt, totals.LastAt));
        }
    }

    [Fact]
    public void Numbers_of_a_source_that_no_entry_carries_are_counted()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100");
        foreach (var number in new long[] { 7, 9, 8, 14, 13 })
        {
            Assert.Null(ledger.Settle(ledger.Liquidation(TestLedger.Totals("2", "1"), "USDT") with { SourceSequence = number }).Problem);
        }

        ledger.Settled(TestLedger.Totals("2", "1"), "USDT");

        var source = Assert.Single(AuditedLedger.Audit(AuditedLedger.Bytes(ledger)).Totals.Sources);
        Assert.Equal(("test", 6L, 5L, 7L, 14L, 3L), (source.Source, source.Settled, source.Numbered, source.Lowest, source.Highest, source.Missing));
    }

    [Fact]
    public void Sources_beyond_the_most_are_counted_together()
    {
        var ledger = new TestLedger();
        ledger.Open("usdt", "USDT", "100");
        var audit = AuditedLedger.Audit(AuditedLedger.Bytes(ledger));
        for (var source = 0; source < AuditTotals.SourcesMax + 5; source++)
        {
            var input = ledger.Input with { Source = $"source-{source}" };
            var settled = LiquidationSettlement.Settle(ledger.State, ledger.Liquidation(TestLedger.Totals("1", "1"), "USDT"), input);
            AuditedLedger.Take(audit, [settled.Value.ToBytes()]);
        }

        Assert.Null(audit.Finding);
        Assert.Equal(AuditTotals.SourcesMax + 1, audit.Totals.Sources.Count);
        Assert.Equal((AuditTotals.OtherSources, 5L), audit.Totals.Sources.Select(static source => (source.Source, source.Settled)).First());
    }

    [Fact]
    public void An_entry_is_taken_only_in_its_place()
    {
        var bytes = AuditedLedger.Bytes(OneOfEachKind.Ledger());

        Assert.Throws<ArgumentException>(() => new LedgerAudit().Take(AuditedEntry.Read(2, bytes[1], new CanonicalObject())));
    }
}
