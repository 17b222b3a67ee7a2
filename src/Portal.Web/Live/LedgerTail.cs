using System.Data.Common;
using Microsoft.Extensions.Options;
using Portal.Settlement.Ledger;
using Portal.Storage.Database;
using Portal.Storage.Ledger;
using Portal.Worker.Telemetry;

namespace Portal.Web.Live;

/// <summary>Follows the ledger by sequence and keeps <see cref="LiveState"/> current. Every web node has one: the sequence number is the backplane.</summary>
public sealed partial class LedgerTail(
    LiveReader reader,
    LedgerStore ledger,
    LedgerSignal signal,
    LiveState live,
    SettlingWatch settling,
    IndexPriceWatch prices,
    IOptions<LiveOptions> options,
    TimeProvider time,
    ILogger<LedgerTail> logger) : BackgroundService
{
    // A ledger that grows a thousand times a second is shown forty times a second.
    private static readonly TimeSpan SnapshotPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan RetryPauseMin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryPauseMax = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LiveLedger? copy = null;
        var retryPause = RetryPauseMin;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                copy ??= await BeginAsync(stoppingToken);
                await FollowAsync(copy, () => retryPause = RetryPauseMin, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is LedgerBrokenException or FormatException)
            {
                // The figures stand at the last entry that followed, and say that they are old.
                LogBroken(exception);
                copy = null;
            }
            catch (Exception exception) when (exception is DbException or TransientStorageException or TimeoutException or InvalidOperationException or IOException)
            {
                LogOutOfReach(exception);
            }

            await Task.Delay(retryPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            retryPause = retryPause * 2 < RetryPauseMax ? retryPause * 2 : RetryPauseMax;
        }
    }

    private async Task<LiveLedger> BeginAsync(CancellationToken cancellation)
    {
        var copy = await reader.ReadAsync(cancellation);
        live.Heard();
        live.Publish(copy.Snapshot(live.Current, time.GetUtcNow()) with { Prices = prices.Current });
        LogBegun(copy.Sequence);
        return copy;
    }

    private async Task FollowAsync(LiveLedger copy, Action wentWell, CancellationToken cancellation)
    {
        var pageMax = options.Value.PageEntries;
        while (true)
        {
            var rows = await ledger.ReadEntriesAsync(copy.Sequence, pageMax, cancellation);
            var readAt = time.GetTimestamp();
            live.Heard();
            wentWell();
            var now = time.GetUtcNow();
            if (rows.Count > 0)
            {
                copy.Take(rows);
            }

            var (stoppedSince, known) = (settling.StoppedSince, prices.Current);
            if (rows.Count > 0 || MinuteOf(now) != MinuteOf(live.Current.AsOf) || stoppedSince != live.Current.StoppedSince || known != live.Current.Prices)
            {
                using var trace = rows.Count > 0 ? PortalActivities.Announce(signal.TraceOf(copy.Sequence), copy.Sequence) : null;
                live.Publish(copy.Snapshot(live.Current, now) with { StoppedSince = stoppedSince, Prices = known });
            }

            if (rows.Count < pageMax)
            {
                await signal.WaitAsync(copy.Sequence, options.Value.PollPause, cancellation);
                var rest = SnapshotPause - time.GetElapsedTime(readAt);
                if (rows.Count > 0 && rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, time, cancellation);
                }
            }
        }
    }

    private static long MinuteOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;

    [LoggerMessage(1, LogLevel.Information, "Figures are live from entry {Sequence} on.")]
    private partial void LogBegun(long sequence);

    [LoggerMessage(2, LogLevel.Warning, "The database is out of reach; figures stay as they are until it is back.")]
    private partial void LogOutOfReach(Exception exception);

    [LoggerMessage(3, LogLevel.Critical, "The ledger can't be followed; figures stay as they are.")]
    private partial void LogBroken(Exception exception);
}
