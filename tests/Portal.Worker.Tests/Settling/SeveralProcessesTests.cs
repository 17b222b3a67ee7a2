using System.Globalization;
using Portal.Settlement.Amounts;
using Portal.Settlement.Ledger;
using Portal.Worker.Settling;

namespace Portal.Worker.Tests.Settling;

public sealed class SeveralProcessesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Decisions_beside_a_working_worker_make_no_gap_and_lose_nothing()
    {
        await using var worker = await TestSettlement.StartAsync(_folder.Path);
        await using var operators = new TestSettlement(_folder.Path);
        await worker.OpenFundAsync("usdt", "1000000");

        var settling = Task.Run(
            async () =>
            {
                for (var batch = 0; batch < 60; batch++)
                {
                    var results = await worker.SettleAsync([.. Enumerable.Range(0, 50).Select(number =>
                        TestSettlement.Totals(string.Create(CultureInfo.InvariantCulture, $"{batch}-{number}"), "10", "11"))]);
                    Assert.All(results, static result => Assert.Equal(RecordStatus.Settled, result.Status));
                }
            },
            Cancellation);
        for (var decision = 0; decision < 20; decision++)
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()).AddHours(1);
            var share = new PartsPerMillion(decision);
            await operators.DecideAsync(state => LedgerDecisions.SetRate(
                state, "usdt", new RateSet(Market: null, FeeKind: null, share, now, "test", "operator"), now));
        }

        await settling.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);

        var entries = await worker.ReadLedgerAsync();
        Assert.Equal(3000, entries.Count(static entry => entry.Body is LiquidationSettled));
        Assert.Equal(20, entries.Count(static entry => entry.Body is RateSet));
        await worker.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_stand_by_takes_over_at_once_from_a_worker_that_stops()
    {
        await using var first = await TestSettlement.StartAsync(_folder.Path);
        await first.OpenFundAsync("usdt", "100");
        await first.SettleAsync(TestSettlement.Totals("1", "1", "2"));
        await using var second = await TestSettlement.StartAsync(_folder.Path);
        Assert.False(second.Queue.IsOpen);

        await first.StopWorkerAsync();
        var result = Assert.Single(await second.SettleAsync(TestSettlement.Totals("2", "1", "2")));

        Assert.Equal(RecordStatus.Settled, result.Status);
        await second.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_worker_whose_lease_was_taken_writes_nothing_more_and_hands_its_records_back()
    {
        await using var worker = await TestSettlement.StartAsync(_folder.Path);
        await worker.OpenFundAsync("usdt", "100");
        await worker.SettleAsync(TestSettlement.Totals("1", "1", "2"));
        var lease = await worker.Leases.ReadAsync(Cancellation);
        while (await worker.Leases.TryTakeAsync("thief", "nowhere", lease.Fence, lease.Beat, Cancellation) is null)
        {
            lease = await worker.Leases.ReadAsync(Cancellation);
        }

        var submission = new IntakeSubmission("engine", [TestSettlement.Totals("2", "1", "2")], isReplay: false);
        if (worker.Queue.TryEnqueue(submission))
        {
            await Assert.ThrowsAsync<NotSettledException>(() => submission.Settled.WaitAsync(TestSettlement.Limit, Cancellation));
        }

        Assert.Single(await worker.ReadLedgerAsync(), static entry => entry.Body is LiquidationSettled);
    }
}
