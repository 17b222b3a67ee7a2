using System.Data.Common;
using Microsoft.Extensions.Logging;
using Portal.Storage.Database;
using Portal.Storage.Leases;

namespace Portal.Worker.Settling;

/// <summary>Takes the lease to settle, keeps it alive, and tells when it is lost. One process holds it at a time.</summary>
/// <remarks>
/// A stand-by takes over when the holder's beat has not moved for <see cref="Silence"/> by the stand-by's own monotonic clock: clocks of different
/// machines are never compared. The fence, raised with every change of holder, is what keeps a holder that only seemed dead from writing.
/// </remarks>
public sealed partial class LeaseKeeper(LeaseStore leases, TimeProvider time, ILogger<LeaseKeeper> logger)
{
    /// <summary>How long a holder may be silent.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BeatPause = TimeSpan.FromSeconds(1);

    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>Takes the lease as soon as it is free or its holder has gone silent while this method watched.</summary>
    /// <param name="address">Where this process takes records in; null when it does not.</param>
    /// <param name="waits">Whether to go on watching a holder that is alive.</param>
    /// <param name="cancellation">Ends the watching.</param>
    /// <returns>The fence; null when another process is seen to be alive and <paramref name="waits"/> is false.</returns>
    public async Task<long?> TryTakeAsync(string? address, bool waits, CancellationToken cancellation)
    {
        var seen = await leases.ReadAsync(cancellation);
        var seenAt = time.GetTimestamp();
        while (true)
        {
            if (seen.Owner is null || time.GetElapsedTime(seenAt) >= Silence)
            {
                if (await leases.TryTakeAsync(_owner, address ?? string.Empty, seen.Fence, seen.Beat, cancellation) is { } fence)
                {
                    LogTaken(fence, seen.Owner is null ? "it was free" : "its holder was silent");
                    return fence;
                }
            }

            await Task.Delay(BeatPause / 2, time, cancellation);
            var next = await leases.ReadAsync(cancellation);
            if ((next.Fence, next.Beat, next.Owner) != (seen.Fence, seen.Beat, seen.Owner))
            {
                if (!waits && next.Owner is not null)
                {
                    return null;
                }

                (seen, seenAt) = (next, time.GetTimestamp());
            }
        }
    }

    /// <summary>Keeps the lease alive until it is lost or <paramref name="cancellation"/> says stop.</summary>
    /// <returns>When the lease is lost.</returns>
    public async Task KeepAsync(long fence, CancellationToken cancellation)
    {
        var heard = time.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(BeatPause, time, cancellation);
                if (!await leases.BeatAsync(_owner, fence, cancellation))
                {
                    LogLost(fence);
                    return;
                }

                heard = time.GetTimestamp();
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is TransientStorageException or DbException)
            {
                // The fence guards every write, so a beat that fails is only a reason to worry, until others may have taken over.
                LogBeatFailed(exception);
                if (time.GetElapsedTime(heard) >= Silence)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Frees the lease, so that a stand-by takes over at once.</summary>
    public async Task ReleaseAsync(long fence, CancellationToken cancellation)
    {
        await leases.ReleaseAsync(_owner, fence, cancellation);
        LogReleased(fence);
    }

    [LoggerMessage(1, LogLevel.Information, "This process settles, with fence {Fence}: {Reason}.")]
    private partial void LogTaken(long fence, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The lease with fence {Fence} is lost.")]
    private partial void LogLost(long fence);

    [LoggerMessage(3, LogLevel.Warning, "The lease could not be kept alive just now.")]
    private partial void LogBeatFailed(Exception exception);

    [LoggerMessage(4, LogLevel.Information, "The lease with fence {Fence} is free again.")]
    private partial void LogReleased(long fence);
}
