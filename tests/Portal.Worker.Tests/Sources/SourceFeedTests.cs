using Portal.Storage.Audit;
using Portal.Worker.Settling;
using Portal.Worker.Sources;
using Portal.Worker.Tests.Settling;

namespace Portal.Worker.Tests.Sources;

public sealed class SourceFeedTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Records_that_no_worker_could_settle_are_kept_and_settle_once_there_is_one()
    {
        await using var worker = await PrepareAsync();
        var feed = new SourceFeed(worker.Queue, "mirror:test", TestSettlement.Limit, worker.Time);
        worker.Queue.Open();
        await feed.HandOverAsync([TestSettlement.Totals("1", "1", "2"), TestSettlement.Totals("2", "1", "2")], gaps: 1, Cancellation);
        worker.Queue.Close(new NotSettledException("test"));
        await worker.StartWorkerAsync();

        await feed.CatchUpAsync(Cancellation).WaitAsync(TestSettlement.Limit, Cancellation);

        var state = Assert.Single(await worker.Sources.ReadAllAsync(Cancellation));
        Assert.Equal((2, 1), (state.Settled, state.Gaps));
        await worker.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_full_queue_ends_the_readers_patience_and_loses_nothing()
    {
        await using var worker = await PrepareAsync();
        var feed = new SourceFeed(worker.Queue, "mirror:test", TimeSpan.FromMilliseconds(50), worker.Time);
        worker.Queue.Open();
        var crowd = new IntakeSubmission("engine", [.. Enumerable.Repeat(TestSettlement.Totals("crowd", "1", "1"), IntakeQueue.RecordsMax)], isReplay: false);
        Assert.True(worker.Queue.TryEnqueue(crowd));
        await Assert.ThrowsAsync<SourceLostException>(() => feed.HandOverAsync([TestSettlement.Totals("1", "1", "2")], gaps: 0, Cancellation));

        worker.Queue.Close(new NotSettledException("test"));
        await worker.StartWorkerAsync();
        await feed.CatchUpAsync(Cancellation).WaitAsync(TestSettlement.Limit, Cancellation);

        Assert.Equal(1, Assert.Single(await worker.Sources.ReadAllAsync(Cancellation)).Settled);
        await worker.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Records_that_came_while_an_operator_paused_are_kept_and_settle_once_after_a_resume()
    {
        await using var worker = await PrepareAsync();
        await worker.StartWorkerAsync();
        await worker.Pauses.PauseAsync("mirror:test", "test", Draft(), Cancellation);
        await TestPolling.UntilAsync(() => worker.Queue is { IsOpen: true } queue && !queue.IsOpenTo("mirror:test"), "the pause");
        var feed = new SourceFeed(worker.Queue, "mirror:test", TimeSpan.FromMilliseconds(50), worker.Time);

        await Assert.ThrowsAsync<SourceLostException>(() => feed.HandOverAsync([TestSettlement.Totals("1", "1", "2")], gaps: 1, Cancellation));
        Assert.Empty(await worker.Sources.ReadAllAsync(Cancellation));
        await worker.Pauses.ResumeAsync("mirror:test", Draft(), Cancellation);
        await feed.CatchUpAsync(Cancellation).WaitAsync(TestSettlement.Limit, Cancellation);

        var state = Assert.Single(await worker.Sources.ReadAllAsync(Cancellation));
        Assert.Equal((1, 0, 1), (state.Settled, state.Duplicates, state.Gaps));
        await worker.AssertLedgerHoldsAsync();
    }

    private static AuditDraft Draft() => new(DateTimeOffset.UtcNow, "tester", "test", "test", "test");

    private async Task<TestSettlement> PrepareAsync()
    {
        var settlement = new TestSettlement(_folder.Path);
        await settlement.MigrateAsync();
        await settlement.OpenFundAsync("usdt", "1000", isDemo: true);
        return settlement;
    }
}
