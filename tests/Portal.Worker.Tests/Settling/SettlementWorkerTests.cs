using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Storage.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Tests.Settling;

public sealed class SettlementWorkerTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task The_customers_example_is_settled_and_can_be_read_when_its_sender_hears_of_it()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("btc", "10", asset: "BTC");

        var result = Assert.Single(await portal.SettleAsync(TestSettlement.Totals("1", "1", "1.2", "BTC")));

        Assert.Equal(RecordStatus.Settled, result.Status);
        var row = await portal.Ledger.ReadEntryAsync(result.Sequence!.Value, Cancellation);
        Assert.Equal("9.80000000", LedgerEntry.Read(row!.Bytes).BalanceAfter!.Value.ToString());
        Assert.True(portal.Signal.Sequence >= result.Sequence);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_same_event_again_returns_the_first_result_and_changes_nothing()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");
        var at = DateTimeOffset.UtcNow;
        var first = Assert.Single(await portal.SettleAsync(TestSettlement.Totals("1", "1", "3", at: at)));

        var again = await portal.SettleAsync(TestSettlement.Totals("1", "1.0", "3.00", at: at), TestSettlement.Totals("1", "1", "3", at: at));

        Assert.All(again, result => Assert.Equal((RecordStatus.Duplicate, first.Sequence), (result.Status, result.Sequence)));
        Assert.All(again, result => Assert.Equal(first.Receipt, result.Receipt));
        Assert.Equal(3, (await portal.ReadLedgerAsync()).Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task Another_event_under_a_settled_id_is_a_conflict_and_goes_to_quarantine()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");

        var results = await portal.SettleAsync(TestSettlement.Totals("1", "1", "3"), TestSettlement.Totals("1", "1", "4"));

        Assert.Equal([RecordStatus.Settled, RecordStatus.Conflict], results.Select(static result => result.Status));
        Assert.Equal(results[0].Sequence, results[1].Sequence);
        var source = Assert.Single(await portal.Sources.ReadAllAsync(Cancellation));
        Assert.Equal((1, 1), (source.Settled, source.Conflicts));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_rejected_record_stops_none_of_its_neighbours_and_may_be_sent_again()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");

        var results = await portal.SettleAsync(
            TestSettlement.Totals("1", "1", "3"), TestSettlement.Totals("2", "-1", "3"), TestSettlement.Totals("3", "1", "3"));
        var mended = await portal.SettleAsync(TestSettlement.Totals("2", "1", "3"));

        Assert.Equal([RecordStatus.Settled, RecordStatus.Rejected, RecordStatus.Settled], results.Select(static result => result.Status));
        Assert.Equal("margin", results[1].Problem!.Field);
        Assert.Equal(RecordStatus.Settled, Assert.Single(mended).Status);
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_record_that_puts_another_right_closes_it_in_quarantine()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");
        await portal.SettleAsync(TestSettlement.Totals("wrong", "-1", "3"));
        var correction = TestSettlement.Totals("right", "1", "3").Liquidation! with { Corrects = "wrong" };

        var settled = Assert.Single(await portal.SettleAsync(TestSettlement.Seal(correction)));

        var row = Assert.Single((await portal.Quarantine.ReadPageAsync(new QuarantineFilter { Status = QuarantineRow.Corrected }, before: null, limit: 10, Cancellation)).Rows);
        Assert.Equal(settled.Sequence, row.ClosedBySequence);
        var body = Assert.IsType<LiquidationSettled>((await portal.ReadLedgerAsync())[^1].Body);
        Assert.Equal([Convert.ToHexStringLower(row.PayloadHash)], body.CorrectedPayloads);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_uncovered_loss_starts_deleveraging_with_an_entry_of_its_own()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "10", floor: "8");

        await portal.SettleAsync(TestSettlement.Totals("1", "20", "24.3"));

        var entries = await portal.ReadLedgerAsync();
        var settled = Assert.IsType<LiquidationSettled>(entries[^2].Body);
        Assert.Equal(("2.00000000", "2.30000000"), (settled.Result.Draw.ToString(), settled.Result.Uncovered.ToString()));
        var adl = Assert.IsType<AdlChanged>(entries[^1].Body);
        Assert.True(adl.Active);
        Assert.Equal(entries[^2].Sequence, adl.CauseSequence);
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task Fees_are_charged_at_the_rate_of_their_own_time()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");
        var now = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var change = now.AddSeconds(5);
        await portal.DecideAsync(state => LedgerDecisions.SetRate(
            state, "usdt", new RateSet(Market: null, FeeKind: null, new PartsPerMillion(100_000), now.AddDays(-1), "first", "operator"), now));
        await portal.DecideAsync(state => LedgerDecisions.SetRate(
            state, "usdt", new RateSet(Market: null, FeeKind: null, new PartsPerMillion(500_000), change, "second", "operator"), now));

        await portal.SettleAsync(TestSettlement.Fee("before", "10", change.AddMilliseconds(-1)), TestSettlement.Fee("at", "10", change));

        var fees = (await portal.ReadLedgerAsync()).Select(static entry => entry.Body).OfType<FeeAllocated>();
        Assert.Equal(["1.00000000", "5.00000000"], fees.Select(static fee => fee.Allocated.ToString()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Missing_numbers_of_a_source_are_counted_as_gaps()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");
        await portal.SettleAsync([.. new long[] { 7, 8, 11 }.Select(static number =>
            TestSettlement.Seal(TestSettlement.Totals($"n{number}", "1", "1").Liquidation! with { SourceSequence = number }))]);

        await portal.SettleAsync(TestSettlement.Seal(TestSettlement.Totals("late", "1", "1").Liquidation! with { SourceSequence = 9 }));

        Assert.Equal(1, Assert.Single(await portal.Sources.ReadAllAsync(Cancellation)).Gaps);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_queue_without_room_refuses_and_one_that_closes_hands_back()
    {
        var queue = new IntakeQueue();
        var large = new IntakeSubmission("engine", [.. Enumerable.Repeat(TestSettlement.Totals("1", "1", "1"), IntakeQueue.RecordsMax)], isReplay: false);
        Assert.False(queue.TryEnqueue(large));
        queue.Open();

        Assert.True(queue.TryEnqueue(large));
        Assert.False(queue.TryEnqueue(new IntakeSubmission("engine", [TestSettlement.Totals("2", "1", "1")], isReplay: false)));
        queue.Close(new NotSettledException("closed"));

        await Assert.ThrowsAsync<NotSettledException>(() => large.Settled.WaitAsync(TestSettlement.Limit, Cancellation));
        Assert.Equal(0, queue.Records);
    }
}
