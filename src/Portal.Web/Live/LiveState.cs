namespace Portal.Web.Live;

/// <summary>Where everybody who shows figures finds the newest snapshot, and is told of the next one. Written by <see cref="LedgerTail"/>.</summary>
public sealed class LiveState(TimeProvider time)
{
    /// <summary>From this age on the figures are called stale.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private LiveSnapshot _current = LiveSnapshot.Empty;
    private TaskCompletionSource _next = NewRound();
    private long _heardTimestamp;
    private long _heardUnixMs;

    /// <summary>The newest snapshot.</summary>
    public LiveSnapshot Current => Volatile.Read(ref _current);

    /// <summary>When the database last said where the ledger stands; null when it never did.</summary>
    public DateTimeOffset? LastHeard =>
        Volatile.Read(ref _heardUnixMs) is var unixMs and not 0 ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs) : null;

    /// <summary>Whether the database has been silent for too long to call the figures current.</summary>
    public bool IsStale => Volatile.Read(ref _heardTimestamp) is not (var timestamp and not 0) || time.GetElapsedTime(timestamp) > StaleAfter;

    /// <summary>Returns as soon as there is a newer snapshot than <paramref name="seen"/>, at the latest after the time limit.</summary>
    public async Task<LiveSnapshot> WaitAsync(LiveSnapshot seen, TimeSpan timeout, CancellationToken cancellation)
    {
        Task next;
        lock (_gate)
        {
            if (_current.Revision != seen.Revision)
            {
                return _current;
            }

            // Taken under the same lock as the comparison: the next snapshot completes exactly this round.
            next = _next.Task;
        }

        // Running into the time limit is a usual end of a wait, so it does not become an exception.
        await next.WaitAsync(timeout, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        return Current;
    }

    /// <summary>Takes note that the database answered.</summary>
    internal void Heard()
    {
        Volatile.Write(ref _heardUnixMs, time.GetUtcNow().ToUnixTimeMilliseconds());
        Volatile.Write(ref _heardTimestamp, time.GetTimestamp());
    }

    /// <summary>Shows the next snapshot to everybody.</summary>
    internal void Publish(LiveSnapshot next)
    {
        TaskCompletionSource ended;
        lock (_gate)
        {
            Volatile.Write(ref _current, next);
            ended = _next;
            _next = NewRound();
        }

        ended.SetResult();
    }

    // Whoever waits continues on its own thread, never on the tail's.
    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
