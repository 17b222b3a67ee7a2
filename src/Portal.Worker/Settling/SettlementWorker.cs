using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Storage.Database;
using Portal.Worker.Positions;
using Portal.Worker.Publishing;
using Portal.Worker.Telemetry;

namespace Portal.Worker.Settling;

/// <summary>Settles while this process holds the lease, and stands by while another does.</summary>
public sealed partial class SettlementWorker(
    LeaseKeeper lease,
    SettlementStores stores,
    IntakeQueue queue,
    Checkpointer checkpointer,
    PayloadCleaner cleaner,
    AdlProposer proposer,
    PauseWatch pauses,
    RulesInForce rules,
    SettlingFigures figures,
    IOptions<SettlementOptions> options,
    TimeProvider time,
    ILogger<SettlementWorker> logger) : BackgroundService
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await lease.TryTakeAsync(options.Value.IntakeAddress, waits: true, stoppingToken) is { } fence)
                {
                    await SettleAsync(fence, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is LeaseLostException or DbException or TransientStorageException or CommitUnknownException or TimeoutException)
            {
                LogInterrupted(exception);
                await Task.Delay(RestartPause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Settles with one fence until told to stop or the lease is lost; frees the lease at the end.</summary>
    public async Task SettleAsync(long fence, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var loop = new SettlementLoop(stores, queue, rules, figures, options.Value, time, logger, fence);
        var settling = RunAsync(loop, ending.Token);
        var keeping = lease.KeepAsync(fence, ending.Token);
        var cleaning = cleaner.RunAsync(ending.Token);
        var proposing = proposer.RunAsync(fence, ending.Token);
        var watching = pauses.RunAsync(ending.Token);
        using var publishingEnds = new CancellationTokenSource();
        var publishing = checkpointer.RunAsync(publishingEnds.Token);
        try
        {
            await Task.WhenAny(settling, keeping);
        }
        finally
        {
            await ending.CancelAsync();
            queue.Close(new NotSettledException("This process does not settle any more."));
            await Task.WhenAll(settling, keeping, cleaning, proposing, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            queue.Close(new NotSettledException("This process does not settle any more."));

            // Last, so that the last checkpoint covers the last commit.
            await publishingEnds.CancelAsync();
            await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await lease.ReleaseAsync(fence, CancellationToken.None);
        }

        await settling;
    }

    private async Task RunAsync(SettlementLoop loop, CancellationToken cancellation)
    {
        await pauses.LookAsync(cancellation);
        await loop.RunAsync(cancellation);
    }

    [LoggerMessage(1, LogLevel.Warning, "Settling was interrupted and starts over.")]
    private partial void LogInterrupted(Exception exception);
}
