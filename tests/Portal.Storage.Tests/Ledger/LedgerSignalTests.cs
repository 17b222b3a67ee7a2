using Portal.Storage.Ledger;

namespace Portal.Storage.Tests.Ledger;

public sealed class LedgerSignalTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 10_000)]
    public async Task A_ring_before_the_wait_is_not_lost()
    {
        var signal = new LedgerSignal(TimeProvider.System);
        signal.Ring(5);

        Assert.True(await signal.WaitAsync(4, Long, Cancellation));
    }

    [Fact(Timeout = 10_000)]
    public async Task A_ring_wakes_everybody_who_waits()
    {
        var signal = new LedgerSignal(TimeProvider.System);
        var waiting = Enumerable.Range(0, 3).Select(_ => signal.WaitAsync(0, Long, Cancellation)).ToArray();
        Assert.DoesNotContain(waiting, wait => wait.IsCompleted);

        signal.Ring(1);

        Assert.All(await Task.WhenAll(waiting), Assert.True);
    }

    [Fact(Timeout = 10_000)]
    public async Task Nothing_new_within_the_time_limit_is_said_and_not_thrown()
    {
        var signal = new LedgerSignal(TimeProvider.System);
        signal.Ring(5);

        Assert.False(await signal.WaitAsync(5, TimeSpan.FromMilliseconds(1), Cancellation));
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_waits_for_a_sequence_far_ahead_is_not_woken_by_those_before_it()
    {
        var signal = new LedgerSignal(TimeProvider.System);
        var waiting = signal.WaitAsync(10, Long, Cancellation);

        for (var sequence = 1; sequence <= 10; sequence++)
        {
            signal.Ring(sequence);
        }

        await Task.Yield();
        Assert.False(waiting.IsCompleted);
        signal.Ring(11);
        Assert.True(await waiting);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_wait_can_be_given_up()
    {
        using var leaving = new CancellationTokenSource();
        var wait = new LedgerSignal(TimeProvider.System).WaitAsync(0, Long, leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public void An_older_sequence_does_not_set_it_back()
    {
        var signal = new LedgerSignal(TimeProvider.System);
        signal.Ring(5);
        signal.Ring(3);

        Assert.Equal(5, signal.Sequence);
    }

    [Fact(Timeout = 60_000)]
    public async Task Whoever_follows_reaches_the_end_however_ring_and_wait_fall()
    {
        const long Last = 20_000;
        var signal = new LedgerSignal(TimeProvider.System);
        var followers = Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                for (long seen = 0; seen < Last; seen = signal.Sequence)
                {
                    Assert.True(await signal.WaitAsync(seen, Long, Cancellation));
                }
            },
            Cancellation));
        var ringer = Task.Run(
            () =>
            {
                for (var sequence = 1; sequence <= Last; sequence++)
                {
                    signal.Ring(sequence);
                }
            },
            Cancellation);

        await Task.WhenAll([.. followers, ringer]);
    }
}
