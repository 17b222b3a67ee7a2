using Portal.Storage.Audit;
using Portal.Worker.Settling;
using Portal.Worker.Tests.Sources;

namespace Portal.Worker.Tests.Settling;

/// <summary>A pause holds at the queue, which everything passes, so no source has to think of it.</summary>
public sealed class PauseTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task What_a_paused_source_sends_waits_and_settles_once_while_others_go_on()
    {
        await using var worker = await TestSettlement.StartAsync(_folder.Path);
        await worker.OpenFundAsync("usdt", "1000");
        await worker.Pauses.PauseAsync("engine", "test", Draft(), Cancellation);
        await TestPolling.UntilAsync(() => worker.Queue is { IsOpen: true } queue && !queue.IsOpenTo("engine"), "the pause");

        Assert.False(worker.Queue.TryEnqueue(Submission("engine", "1")));
        var held = Submission("engine", "2");
        var waiting = worker.Queue.EnqueueAsync(held, Cancellation).AsTask();
        var other = Submission("other", "3");
        await worker.Queue.EnqueueAsync(other, Cancellation);
        await other.Settled.WaitAsync(TestSettlement.Limit, Cancellation);
        Assert.False(waiting.IsCompleted);
        Assert.Equal("other", Assert.Single(await worker.Sources.ReadAllAsync(Cancellation)).Source);
        await worker.Pauses.ResumeAsync("engine", Draft(), Cancellation);

        await waiting.WaitAsync(TestSettlement.Limit, Cancellation);
        Assert.Equal(RecordStatus.Settled, Assert.Single(await held.Settled.WaitAsync(TestSettlement.Limit, Cancellation)).Status);
        await worker.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_pause_from_before_the_start_holds_from_the_first_moment()
    {
        await using var worker = new TestSettlement(_folder.Path);
        await worker.MigrateAsync();
        await worker.Pauses.PauseAsync("engine", "test", Draft(), Cancellation);
        var submission = Submission("engine", "1");
        var waiting = worker.Queue.EnqueueAsync(submission, Cancellation).AsTask();

        await worker.StartWorkerAsync();
        await TestPolling.UntilAsync(() => worker.Queue.IsOpen, "the worker");

        Assert.False(worker.Queue.IsOpenTo("engine"));
        Assert.False(waiting.IsCompleted);
        await worker.StopWorkerAsync();
        Assert.False(submission.Settled.IsCompleted);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_the_database_was_asked_about_itself_is_not_held_by_what_the_queue_knew_a_second_ago()
    {
        await using var worker = new TestSettlement(_folder.Path);
        worker.Queue.Open();
        worker.Queue.HoldBack(["engine"]);

        Assert.False(worker.Queue.TryEnqueue(Submission("engine", "1")));
        Assert.True(worker.Queue.TryEnqueue(new IntakeSubmission("engine", [TestSettlement.Totals("1", "1", "1")], isReplay: false) { IsAdmitted = true }));
        worker.Queue.HoldBack([]);
        Assert.True(worker.Queue.TryEnqueue(Submission("engine", "2")));
    }

    private static IntakeSubmission Submission(string source, string id) => new(source, [TestSettlement.Totals(id, "1", "1")], isReplay: false);

    private static AuditDraft Draft() => new(DateTimeOffset.UtcNow, "tester", "test", "test", "test");
}
