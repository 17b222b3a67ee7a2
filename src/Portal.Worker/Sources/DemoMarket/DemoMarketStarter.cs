using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Settlement;
using Portal.Settlement.Ledger;
using Portal.Storage.Database;
using Portal.Storage.Deleveraging;
using Portal.Storage.Intake;
using Portal.Storage.Ledger;
using Portal.Storage.Prices;
using Portal.Worker.Intake;
using Portal.Worker.Positions;
using Portal.Worker.Settling;

namespace Portal.Worker.Sources.DemoMarket;

/// <summary>Starts the demo market where it belongs, once this process settles: never beside real funds.</summary>
public sealed partial class DemoMarketStarter(
    IOptions<DemoOptions> options,
    IOptions<SourceOptions> sources,
    IntakeQueue queue,
    IntakeKeyStore keys,
    LedgerPositions positions,
    DecisionStore decisions,
    PositionIntake snapshots,
    AdlProposalStore losses,
    IndexPriceStore prices,
    MasterSecret master,
    TimeProvider time,
    ILoggerFactory loggers) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly ILogger _logger = loggers.CreateLogger<DemoMarketStarter>();
    private readonly DemoDeleveraging _deleveraging = new(losses);
    private DemoMarketSource? _source;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_source is not null)
        {
            await _source.StopAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _source?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Where something else is read, the market runs only by an explicit word: also beside a mirror's funds, which are demonstrations too.
        if (options.Value.Enabled is false || (options.Value.Enabled is null && sources.Value.Any))
        {
            return;
        }

        while (!queue.IsOpen)
        {
            await Task.Delay(Pause, time, stoppingToken);
        }

        if (await PrepareAsync(stoppingToken))
        {
            _source = new DemoMarketSource(FeedAsync, FeedAsync, master, time, loggers.CreateLogger<DemoMarketSource>(), TakeSnapshotAsync, _deleveraging);
            await _source.StartAsync(stoppingToken);
        }
    }

    private async ValueTask FeedAsync(string source, IReadOnlyList<IntakeRecord> records, CancellationToken cancellation)
    {
        var submission = new IntakeSubmission(source, records, isReplay: false);
        await queue.EnqueueAsync(submission, cancellation);
        _ = submission.Settled.ContinueWith(
            settled => _deleveraging.Note(settled.Result), cancellation, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    private async Task TakeSnapshotAsync(string source, PositionSnapshot snapshot, CancellationToken cancellation)
    {
        try
        {
            // Simulated snapshots come by their own clock, so the id tells one from another.
            await snapshots.TakeAsync(source, snapshot, SHA256.HashData(Encoding.ASCII.GetBytes(snapshot.ExternalId)), cancellation);
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException or CommitUnknownException)
        {
            LogSnapshotLost(exception);
        }
    }

    private async ValueTask FeedAsync(IReadOnlyList<IndexPriceRow> rows, CancellationToken cancellation)
    {
        try
        {
            await prices.PutAsync(rows, cancellation);
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException)
        {
            // The next ones are a second away, and a market must not end for want of a figure for show.
            LogPricesNotWritten(exception);
        }
    }

    /// <summary>Whether the market is to run: its funds are there, or have just been opened.</summary>
    private async Task<bool> PrepareAsync(CancellationToken cancellation)
    {
        var rulebook = (await positions.ReadAsync(cancellation)).State.Rulebook;
        if (rulebook.Funds.Any())
        {
            var isDemo = rulebook.Funds.All(static fund => fund.IsDemo);
            if (!isDemo && options.Value.Enabled is true)
            {
                LogRealFunds();
            }

            return isDemo;
        }

        if (options.Value.Enabled is not true && (await keys.ReadAllAsync(cancellation)).Count > 0)
        {
            return false;
        }

        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var opened = await decisions.WriteAsync(
            state => state.Sequence == 0 ? DemoSetup.At(now).Apply(state, now) : new Problem("not-empty", null, "The ledger has entries already."), cancellation);
        return opened.Problem is null;
    }

    [LoggerMessage(1, LogLevel.Warning, "The demo market stays away: this database holds funds that are not simulated.")]
    private partial void LogRealFunds();

    [LoggerMessage(3, LogLevel.Warning, "A position snapshot of the demo market could not be kept; the next one comes soon.")]
    private partial void LogSnapshotLost(Exception exception);

    [LoggerMessage(2, LogLevel.Debug, "The demo market's prices could not be written; the next ones come in a second.")]
    private partial void LogPricesNotWritten(Exception exception);
}
