using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Tests.Settling;

/// <summary>Decisions about what was wrong: taken back, dismissed, put right; beside a worker that settles, and kept over a restart.</summary>
public sealed class TakingBackTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_reversal_is_written_once_and_known_after_a_restart()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");
        var draw = Assert.Single(await portal.SettleAsync(TestSettlement.Totals("1", "1", "31"))).Sequence!.Value;
        var earlier = await portal.Ledger.ReadEntryAsync(draw, Cancellation);
        Task<Checked<ImmutableArray<LedgerEntry>>> ReverseAsync() => portal.Decisions.WriteAsync(
            state => ReversalDecisions.Reverse(state, new EntryReversed(draw, "A test system's.", "anna") { ApprovedBy = ["bob"] }, earlier!.Bytes, DateTimeOffset.UtcNow), Cancellation);

        var written = await ReverseAsync();
        await portal.StopWorkerAsync();
        await portal.StartWorkerAsync();
        var again = await ReverseAsync();
        await portal.SettleAsync(TestSettlement.Totals("2", "5", "1"));

        Assert.Null(written.Problem);
        Assert.Equal("reversed-already", again.Problem?.Code);
        var position = await portal.Positions.ReadAsync(Cancellation);
        Assert.Equal(written.Value[0].Sequence, position.State.Rulebook.FindReversalOf(draw)?.Sequence);
        Assert.Equal("104.00000000", position.State.Find("usdt")!.Balance.ToString());
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task The_peak_read_from_storage_knows_what_reversals_took_out()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");
        var surplus = Assert.Single(await portal.SettleAsync(TestSettlement.Totals("1", "60", "10"))).Sequence!.Value;
        var earlier = await portal.Ledger.ReadEntryAsync(surplus, Cancellation);
        var written = await portal.Decisions.WriteAsync(
            state => ReversalDecisions.Reverse(state, new EntryReversed(surplus, "Because.", "anna"), earlier!.Bytes, DateTimeOffset.UtcNow), Cancellation);

        var fund = (await portal.Positions.ReadAsync(Cancellation)).State.Find("usdt")!;

        Assert.Null(written.Problem);
        Assert.Equal((100_00000000, 50_00000000), (fund.PeakAtTime(fund.LastRecordedAt).Units, fund.WithdrawnUnits));
        Assert.Equal((50_00000000, -50_00000000), (fund.Rollups[^1].SurplusUnits, fund.Rollups[^1].ReversalUnits));
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_dismissal_closes_its_record_alone_and_is_counted_for_its_source()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");
        await portal.SettleAsync(TestSettlement.Totals("1", "1", "3"), TestSettlement.Totals("2", "-1", "3"));
        await portal.SettleAsync(TestSettlement.Totals("1", "1", "4"));
        var conflict = Assert.Single((await portal.Quarantine.ReadPageAsync(new QuarantineFilter { ProblemCode = "conflict" }, null, 10, Cancellation)).Rows);

        var written = await portal.Dismissals.DismissAsync(conflict.Id, "Sent twice.", "anna", ["bob"], Cancellation);

        var body = Assert.IsType<RecordDismissed>(Assert.Single(written.Value).Body);
        Assert.Equal(("engine", DismissedKind.Liquidation, "conflict", "Sent twice.", "anna", "bob"), (body.Source, body.RecordKind, body.ProblemCode, body.Reason, body.By, Assert.Single(body.ApprovedBy)));
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData("{}"u8)), 2L), (body.PayloadHash, body.PayloadBytes));
        var rows = (await portal.Quarantine.ReadPageAsync(new QuarantineFilter(), null, 10, Cancellation)).Rows;
        Assert.Equal([(QuarantineRow.Dismissed, written.Value[0].Sequence), (QuarantineRow.Open, (long?)null)], rows.Select(static row => (row.Status, row.ClosedBySequence)));
        Assert.Equal((1, 1, 1), Assert.Single(await portal.Sources.ReadAllAsync(Cancellation)) is var source ? (source.Dismissed, source.Conflicts, source.Rejected) : default);
        Assert.Contains(await portal.Ledger.ReadDecisionsAsync(0, 10, Cancellation), row => row.Sequence == written.Value[0].Sequence);
        Assert.DoesNotContain(await portal.Ledger.ReadRulesAsync(0, 10, Cancellation), row => row.Sequence == written.Value[0].Sequence);
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_closed_or_not_there_is_not_dismissed()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");
        await portal.SettleAsync(TestSettlement.Totals("1", "-1", "3"));
        Assert.Equal("reason", (await portal.Dismissals.DismissAsync(1, " ", "anna", ["bob"], Cancellation)).Problem?.Field);
        Assert.Null((await portal.Dismissals.DismissAsync(1, "Because.", "anna", ["bob"], Cancellation)).Problem);
        var sequence = (await portal.Ledger.ReadHeadAsync(Cancellation)).Sequence;

        Assert.Equal("not-open", (await portal.Dismissals.DismissAsync(1, "Because.", "anna", ["bob"], Cancellation)).Problem?.Code);
        Assert.Equal("unknown-record", (await portal.Dismissals.DismissAsync(7, "Because.", "anna", ["bob"], Cancellation)).Problem?.Code);
        Assert.Equal(sequence, (await portal.Ledger.ReadHeadAsync(Cancellation)).Sequence);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_record_and_what_puts_it_right_may_come_together_and_a_second_one_puts_nothing_right()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");
        static IntakeRecord Correction(string id) => TestSettlement.Seal(TestSettlement.Totals(id, "1", "3").Liquidation! with { Corrects = "wrong" });

        var results = await portal.SettleAsync(TestSettlement.Totals("wrong", "-1", "3"), Correction("right"), Correction("more"));

        var entries = await portal.ReadLedgerAsync();
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData("{}"u8))], Assert.IsType<LiquidationSettled>(entries[(int)results[1].Sequence!.Value - 1].Body).CorrectedPayloads);
        Assert.Empty(Assert.IsType<LiquidationSettled>(entries[(int)results[2].Sequence!.Value - 1].Body).CorrectedPayloads);
        var row = Assert.Single((await portal.Quarantine.ReadPageAsync(new QuarantineFilter(), null, 10, Cancellation)).Rows);
        Assert.Equal((QuarantineRow.Corrected, results[1].Sequence), (row.Status, row.ClosedBySequence));
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Payloads_are_deleted_when_they_were_kept_long_enough()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");
        await portal.SettleAsync(TestSettlement.Totals("1", "-1", "3"));
        Assert.Equal(0, await portal.Cleaner.CleanAsync(Cancellation));

        var later = new PayloadCleanerClock(TimeProvider.System, TimeSpan.FromDays(31));
        var cleaner = new PayloadCleaner(
            portal.Quarantine,
            portal.Corrections,
            Options.Create(new QuarantineOptions { PayloadDaysMax = 30 }),
            later,
            NullLogger<PayloadCleaner>.Instance);

        Assert.Equal(1, await cleaner.CleanAsync(Cancellation));
        var row = await portal.Quarantine.ReadAsync(1, Cancellation);
        Assert.Equal((0, 2L, true), (row!.Payload.Length, row.PayloadBytes, row.PayloadDeletedAtMs is not null));
        Assert.Null((await portal.Dismissals.DismissAsync(1, "Too old.", "anna", ["bob"], Cancellation)).Problem);
    }

    private sealed class PayloadCleanerClock(TimeProvider inner, TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + ahead;
    }
}
