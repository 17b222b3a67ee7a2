using System.Diagnostics;

namespace Portal.Storage.Ledger;

/// <summary>Wakes those in this process who wait for the ledger to grow.</summary>
/// <remarks>Another process's appends do not ring it: wait with a time limit, then read.</remarks>
public sealed class LedgerSignal(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = NewRound();
    private long _sequence;
    private ActivityContext _trace;

    /// <summary>The highest sequence announced so far.</summary>
    public long Sequence
    {
        get
        {
            lock (_gate)
            {
                return _sequence;
            }
        }
    }

    /// <summary>The trace in which a sequence was announced; nothing when no trace was, or it was another one.</summary>
    public ActivityContext TraceOf(long sequence)
    {
        lock (_gate)
        {
            return sequence == _sequence ? _trace : default;
        }
    }

    /// <summary>Announces that everything up to this sequence is committed.</summary>
    public void Ring(long sequence)
    {
        TaskCompletionSource ended;
        lock (_gate)
        {
            if (sequence <= _sequence)
            {
                return;
            }

            _sequence = sequence;
            _trace = Activity.Current?.Context ?? default;
            ended = _next;
            _next = NewRound();
        }

        ended.SetResult();
    }

    /// <summary>Waits until more than <paramref name="lastSeenSequence"/> is announced, be it before the call; false when the time is over.</summary>
    public async Task<bool> WaitAsync(long lastSeenSequence, TimeSpan timeout, CancellationToken cancellation)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_sequence > lastSeenSequence)
                {
                    return true;
                }

                // Taken under the same lock as the comparison: a ring after it completes exactly this round.
                next = _next.Task;
            }

            var left = timeout - time.GetElapsedTime(begin);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            // Running into the time limit is the usual end of a wait, so it does not become an exception.
            await next.WaitAsync(left, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    // Whoever waits continues on its own thread, never on the writer's.
    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
