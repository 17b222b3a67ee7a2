using System.Data.Common;
using Portal.Storage.Database;
using Portal.Storage.Leases;

namespace Portal.Web.Live;

/// <summary>Watches whether anybody settles: the holder of the lease shows that it lives by a beat.</summary>
/// <remarks>Judged by this node's monotonic clock alone; clocks of different machines are never compared.</remarks>
public sealed class SettlingWatch(LeaseStore leases, LiveState live, TimeProvider time) : BackgroundService
{
    /// <summary>From this silence on, settling is said to have stopped.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(2);

    private LeaseRow? _seen;
    private Movement _moved = new(time.GetTimestamp(), time.GetUtcNow());

    /// <summary>Since when nothing is being settled, or can be known to be; null while all is well.</summary>
    public DateTimeOffset? StoppedSince
    {
        get
        {
            var moved = Volatile.Read(ref _moved);
            return time.GetElapsedTime(moved.Timestamp) > SilenceMax ? moved.At
                : live.IsStale ? live.LastHeard
                : null;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var lease = await leases.ReadAsync(stoppingToken);
                if (!lease.IsFree && lease != _seen)
                {
                    Volatile.Write(ref _moved, new Movement(time.GetTimestamp(), time.GetUtcNow()));
                }

                _seen = lease;
            }
            catch (Exception exception) when (exception is DbException or TransientStorageException or InvalidOperationException)
            {
                // Nothing is known of the beat, which is what the age of the last one says.
            }

            await Task.Delay(LookPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed record Movement(long Timestamp, DateTimeOffset At);
}
