using Portal.Settlement.Amounts;
using Portal.Settlement.FeeAllocation;
using Portal.Settlement.Ledger;
using Portal.Worker.Intake;
using Portal.Worker.Settling;

namespace Portal.Worker.Tests.Settling;

/// <summary>Decisions beside a worker that never pauses.</summary>
public sealed class RateUnderLoadTests : IDisposable
{
    private const int Senders = 4;
    private const int FeesEach = 500;
    private const int BatchFees = 5;
    private const int FeesPerSecond = 100;

    // Half of what a decision tries before it gives up.
    private const int AttemptsMax = 100;

    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_rate_that_changes_under_load_charges_each_fee_at_the_rate_of_its_own_time()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100");
        var now = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

        // As far ahead as a fee's period may begin, less what the test takes; a new rate is public for longer than that before it takes effect.
        var boundary = now.AddMinutes(4);
        await portal.DecideAsync(state => LedgerDecisions.SetRate(state, "usdt", RateOf(10_000, now.AddDays(-1)), now));
        var isUnderWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isDecided = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendAsync(portal, sender, boundary, isUnderWay, isDecided.Task), Cancellation)).ToArray();
        await isUnderWay.Task.WaitAsync(TestSettlement.Limit, Cancellation);
        await portal.DecideAsync(state => LedgerDecisions.SetRate(state, "usdt", RateOf(250_000, boundary), DateTimeOffset.UtcNow));
        isDecided.SetResult();
        await Task.WhenAll(senders);

        var entries = await portal.ReadLedgerAsync();
        await portal.AssertLedgerHoldsAsync();
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(static number => (long)number), entries.Select(static entry => entry.Sequence));
        var fees = entries.Select(static entry => entry.Body).OfType<FeeAllocated>().ToList();
        Assert.Equal(Senders * FeesEach, fees.Count);
        Assert.All(fees, fee => Assert.Equal(fee.PeriodStart < boundary ? 10_000 : 250_000, fee.Share.Value));
        Assert.Equal(Senders, fees.Count(fee => fee.PeriodStart == boundary));
        Assert.Equal(Senders, fees.Count(fee => fee.PeriodStart == boundary.AddMilliseconds(-1)));
        var second = entries.Single(static entry => entry.Body is RateSet { Share.Value: 250_000 }).Sequence;
        Assert.Contains(entries, entry => entry.Body is FeeAllocated && entry.Sequence < second);
        Assert.Contains(entries, entry => entry.Body is FeeAllocated { PeriodStart: var start } && start < boundary && entry.Sequence > second);
        await AssertSumsAsync(portal, fees);
    }

    [Fact(Timeout = 120_000)]
    public async Task Where_the_ledger_stands_can_be_read_while_it_never_stands_still()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100000");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pressure = PressAsync(portal, stop.Token);

        for (var time = 0; time < 25; time++)
        {
            var position = await portal.Positions.ReadAsync(Cancellation);

            // It throws where an entry does not follow from what was read.
            Assert.True((await portal.Positions.FollowAsync(position, Cancellation)).Sequence >= position.Sequence);
        }

        await stop.CancelAsync();
        await pressure;
        await portal.AssertLedgerHoldsAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_decision_gets_through_beside_a_worker_that_settles_batch_after_batch()
    {
        await using var portal = await TestSettlement.StartAsync(_folder.Path);
        await portal.OpenFundAsync("usdt", "100000");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pressure = PressAsync(portal, stop.Token);
        var attempts = new List<int>();

        for (var number = 1; number <= 10; number++)
        {
            // Each in the midst of it: decisions at once after one another would keep the worker out.
            Assert.True(await portal.Signal.WaitAsync(portal.Signal.Sequence + 20, TestSettlement.Limit, Cancellation));
            var (tries, effective) = (0, DateTimeOffset.UtcNow.AddDays(number));
            await portal.DecideAsync(state =>
            {
                tries++;
                return LedgerDecisions.SetRate(state, "usdt", RateOf(10_000 * number, effective), DateTimeOffset.UtcNow);
            });
            attempts.Add(tries);
        }

        await stop.CancelAsync();
        await pressure;
        TestContext.Current.SendDiagnosticMessage("Attempts of ten decisions: {0}.", string.Join(", ", attempts));
        Assert.True(attempts.Max() < AttemptsMax, $"Attempts of ten decisions: {string.Join(", ", attempts)}.");
        var entries = await portal.ReadLedgerAsync();
        Assert.Equal(10, entries.Count(static entry => entry.Body is RateSet));
        Assert.Contains(
            entries.SkipWhile(static entry => entry.Body is not RateSet).Reverse().SkipWhile(static entry => entry.Body is not RateSet),
            static entry => entry.Body is LiquidationSettled);
        await portal.AssertLedgerHoldsAsync();
    }

    private static RateSet RateOf(int ppm, DateTimeOffset effective) => new(Market: null, FeeKind: null, new PartsPerMillion(ppm), effective, "test", "operator");

    // Half of a sender's fees begin before the boundary and half from it on, a hundred a second; one a millisecond before it and one exactly at it.
    private static async Task SendAsync(
        TestSettlement portal, int sender, DateTimeOffset boundary, TaskCompletionSource isUnderWay, Task isDecided)
    {
        var step = TimeSpan.FromSeconds(1) / FeesPerSecond;
        for (var first = 0; first < FeesEach; first += BatchFees)
        {
            if (first == FeesEach / 2)
            {
                await isDecided.WaitAsync(TestSettlement.Limit, Cancellation);
            }

            var results = await portal.SettleAsync([.. Enumerable.Range(first, BatchFees).Select(number =>
            {
                var place = number - (FeesEach / 2);
                var start = place == -1 ? boundary.AddMilliseconds(-1) : boundary + (place * step);
                return TestSettlement.Fee($"fee-{sender}-{number}", $"{1 + number}.{sender}7", start);
            })]);
            Assert.All(results, static result => Assert.Equal(RecordStatus.Settled, result.Status));
            if (first == FeesEach / 10)
            {
                isUnderWay.TrySetResult();
            }
        }
    }

    private static async Task AssertSumsAsync(TestSettlement portal, IReadOnlyList<FeeAllocated> fees)
    {
        var sums = await portal.Fees.ReadSinceAsync("usdt", DateTimeOffset.UnixEpoch, Cancellation);
        var expected = fees.GroupBy(static fee => fee.RateSequence).OrderBy(static group => group.Key).Select(static group => new FeeSum(
            "BTCUSDT", null, group.Key, group.Sum(static fee => fee.Amount.Units), group.Sum(static fee => fee.Allocated.Units), group.Count())).ToList();
        Assert.Equal(expected, sums);
        Assert.Equal(expected.Select(static sum => sum with { Market = null }), await portal.Fees.ReadTotalsAsync("usdt", Cancellation));
    }

    // Keeps the queue full, so that the worker takes the next batch the moment it has committed one.
    private static Task PressAsync(TestSettlement portal, CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(
        async () =>
        {
            var waiting = new Queue<IntakeSubmission>();
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                var submission = new IntakeSubmission("engine", [TestSettlement.Totals($"{sender}-{number}", "2", "1")], isReplay: false);
                await portal.Queue.EnqueueAsync(submission, Cancellation).AsTask().WaitAsync(TestSettlement.Limit, Cancellation);
                waiting.Enqueue(submission);
                if (waiting.Count > 50)
                {
                    await waiting.Dequeue().Settled.WaitAsync(TestSettlement.Limit, Cancellation);
                }
            }

            foreach (var submission in waiting)
            {
                await submission.Settled.WaitAsync(TestSettlement.Limit, Cancellation);
            }
        },
        Cancellation)));
}
