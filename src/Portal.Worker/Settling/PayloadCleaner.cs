using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Storage.Database;
using Portal.Storage.Intake;

namespace Portal.Worker.Settling;

/// <summary>Deletes payloads in quarantine that were kept long enough, while this process settles. What is said of them in public is their hash, and that stays.</summary>
public sealed partial class PayloadCleaner(
    QuarantineStore quarantine, QuarantineCorrectionStore corrections, IOptions<QuarantineOptions> options, TimeProvider time, ILogger<PayloadCleaner> logger)
{
    // A process that takes over has better things to do first.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan FaultPause = TimeSpan.FromMinutes(1);

    // Between two statements settling comes to its turn.
    private static readonly TimeSpan BatchPause = TimeSpan.FromSeconds(1);

    /// <summary>Looks soon and then every hour until told to stop. A fault ends nothing: it is tried again.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var pause = FirstPause;
        while (true)
        {
            await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            pause = LookPause;
            try
            {
                await CleanAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is DbException or TransientStorageException or InvalidOperationException)
            {
                LogInterrupted(exception);
                pause = FaultPause;
            }
        }
    }

    /// <summary>Deletes what is old enough now, a bounded number at a time; with a record's payload goes what operators typed to put it right.</summary>
    /// <returns>How many payloads.</returns>
    public async Task<int> CleanAsync(CancellationToken cancellation)
    {
        var total = await CleanAsync(
            now => quarantine.DeletePayloadsAsync(now.AddDays(-options.Value.PayloadDaysMax), now, cancellation), QuarantineStore.DeletedMax, cancellation);
        await CleanAsync(now => corrections.DeleteTextsAsync(now, cancellation), QuarantineCorrectionStore.DeletedMax, cancellation);
        if (total > 0)
        {
            LogDeleted(total, options.Value.PayloadDaysMax);
        }

        return total;
    }

    private async Task<int> CleanAsync(Func<DateTimeOffset, Task<int>> delete, int deletedMax, CancellationToken cancellation)
    {
        var total = 0;
        while (true)
        {
            var deleted = await delete(time.GetUtcNow());
            total += deleted;
            if (deleted < deletedMax)
            {
                return total;
            }

            await Task.Delay(BatchPause, time, cancellation);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Deleted the payloads of {Count} records in quarantine that last came more than {Days} days ago.")]
    private partial void LogDeleted(int count, int days);

    [LoggerMessage(2, LogLevel.Warning, "Deleting old payloads was interrupted and is tried again.")]
    private partial void LogInterrupted(Exception exception);
}
