using Microsoft.Extensions.Logging;
using Portal.Storage.Ledger;
using Portal.Worker.Telemetry;

namespace Portal.Worker.Publishing;

/// <summary>Publishes the log while this process settles: signs what is committed, at most once a second, and soon after a commit that comes alone.</summary>
public sealed partial class Checkpointer(
    LogPublisher publisher, LogIdentity identity, LedgerSignal signal, SettlingFigures figures, TimeProvider time, ILogger<Checkpointer> logger)
{
    private static readonly TimeSpan SigningPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastSigningMax = TimeSpan.FromSeconds(5);

    /// <summary>Publishes until told to stop, and then once more what was committed until then.</summary>
    /// <remarks>Settling never waits for it: a key that is missing or a ledger that does not fit its hashes stops the log, loudly, and not the fund.</remarks>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await PublishUntilFaultAsync(stopping);
            await Task.Delay(FaultPause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        using var patience = new CancellationTokenSource(LastSigningMax, time);
        await AttemptAsync(async () => await publisher.PublishAllAsync(await identity.OpenAsync(patience.Token), patience.Token), patience.Token);
    }

    private Task PublishUntilFaultAsync(CancellationToken stopping) => AttemptAsync(
        async () =>
        {
            // Read again after every fault: a key that was handed over may be in its place by now.
            var signer = await identity.OpenAsync(stopping);
            while (true)
            {
                var began = time.GetTimestamp();
                var before = publisher.Signed;
                var size = await publisher.PublishAsync(signer, stopping);
                figures.Signed(publisher.Signed - before);
                if (SigningPause - time.GetElapsedTime(began) is { Ticks: > 0 } rest)
                {
                    await Task.Delay(rest, time, stopping);
                }

                // Another process's decisions ring no bell here, so the head is looked at now and then without one.
                await signal.WaitAsync(size, SigningPause, stopping);
            }
        },
        stopping);

    private async Task AttemptAsync(Func<Task> work, CancellationToken cancellation)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Told to stop.
        }
        catch (Exception exception) when (exception is LogKeyException or LogBrokenException)
        {
            LogNotSigned(exception.Message);
        }
        catch (Exception exception)
        {
            // Whatever it is, it must not end the log for good, and never the settling: the next attempt reads everything anew.
            LogInterrupted(exception);
        }
    }

    [LoggerMessage(1, LogLevel.Critical, "The log is not signed: {Reason}")]
    private partial void LogNotSigned(string reason);

    [LoggerMessage(2, LogLevel.Error, "Publishing the log was interrupted and starts over.")]
    private partial void LogInterrupted(Exception exception);
}
