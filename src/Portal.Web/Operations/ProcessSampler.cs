using System.Data.Common;
using Microsoft.Extensions.Options;
using Portal.Storage.Database;
using Portal.Storage.Ledger;
using Portal.Storage.Operations;
using Portal.Storage.TransparencyLog;
using Portal.Web.Hosting;
using Portal.Web.Live;
using Portal.Worker.Settling;
using Portal.Worker.Telemetry;

namespace Portal.Web.Operations;

/// <summary>Leaves a sample of this process in the database every few seconds, so that the dashboard shows all processes from any of them.</summary>
public sealed partial class ProcessSampler(
    ProcessSampleStore samples,
    LedgerStore ledger,
    LogStore log,
    SettlingFigures settling,
    LedgerFigures figures,
    IntakeQueue queue,
    IServiceProvider services,
    IOptions<PortalOptions> portal,
    IOptions<SampleOptions> options,
    TimeProvider time,
    ILogger<ProcessSampler> logger) : BackgroundService
{
    private static readonly TimeSpan PrunePause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(2);

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private long _takenAt = time.GetTimestamp();
    private long _lastAtMs;
    private DateTimeOffset _nextPrune;

    // Only a process with pages has them.
    private readonly LiveState? _live = services.GetService<LiveState>();
    private readonly HubTopics? _topics = services.GetService<HubTopics>();

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(FarewellMax);
        await AttemptAsync(isLast: true, patience.Token);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await AttemptAsync(isLast: false, stoppingToken);
            await Task.Delay(options.Value.Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AttemptAsync(bool isLast, CancellationToken cancellation)
    {
        try
        {
            await SampleAsync(isLast, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Told to stop.
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException or TimeoutException or InvalidOperationException)
        {
            // The dashboard sees a process that is silent; what was counted goes into the next sample.
            LogNotLeft(exception);
        }
    }

    private async Task SampleAsync(bool isLast, CancellationToken cancellation)
    {
        var head = await ledger.ReadHeadAsync(cancellation);
        var lag = _live is { Current.IsLoaded: true } ? Math.Max(0, head.Sequence - _live.Current.Sequence) : (long?)null;
        figures.Saw(lag, (await log.ReadCheckpointAsync(cancellation))?.SignedAtMs);
        var size = await ReadSizeAsync(cancellation);
        var (now, period, counted) = (time.GetUtcNow(), time.GetElapsedTime(_takenAt), settling.Take());

        // A goodbye may come within the millisecond of the sample before it, and clocks are set back.
        var atMs = Math.Max(now.ToUnixTimeMilliseconds(), _lastAtMs + 1);
        try
        {
            await samples.AddAsync(
                new ProcessSampleRow(
                    atMs,
                    ProcessName.Own,
                    string.Join(',', portal.Value.Roles.Split(',', StringSplitOptions.TrimEntries)),
                    _startedAt.ToUnixTimeMilliseconds(),
                    (long)period.TotalMilliseconds,
                    isLast ? 1 : 0,
                    queue.IsOpen ? 1 : 0,
                    queue.Records,
                    counted.Commits,
                    counted.Settled,
                    counted.Refused,
                    counted.CommitMsMax,
                    lag,
                    _topics?.Connections,
                    Environment.WorkingSet,
                    size?.Bytes,
                    size?.FreeBytes),
                cancellation);
        }
        catch
        {
            settling.GiveBack(counted);
            throw;
        }

        (_takenAt, _lastAtMs) = (time.GetTimestamp(), atMs);
        if (now >= _nextPrune)
        {
            await samples.PruneAsync(now - options.Value.KeptFor, cancellation);
            _nextPrune = now + PrunePause;
        }
    }

    private async Task<DatabaseSize?> ReadSizeAsync(CancellationToken cancellation)
    {
        try
        {
            return await samples.ReadSizeAsync(cancellation);
        }
        catch (DbException)
        {
            // A role that may not ask leaves the size out, not the sample.
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "This process could not leave a sample of itself for the dashboard.")]
    private partial void LogNotLeft(Exception exception);
}
