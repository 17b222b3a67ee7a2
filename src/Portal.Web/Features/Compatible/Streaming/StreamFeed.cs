using System.Data.Common;
using Portal.Storage.Database;
using Portal.Web.Live;

namespace Portal.Web.Features.Compatible.Streaming;

/// <summary>Tells the followers of compatible streams what settled. The only one that does; fed by the same snapshots as the hub.</summary>
/// <remarks>One task. Liquidations go out with every snapshot, how funds stand once a second at most, as exchanges do; the newest figure always goes out.</remarks>
internal sealed partial class StreamFeed(
    LiveState live, SettledLiquidations settled, IEnumerable<StreamFormat> formats, TimeProvider time, ILogger<StreamFeed> logger) : BackgroundService
{
    private static readonly TimeSpan FundsPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    private readonly StreamFormat[] _formats = [.. formats];
    private LiveSnapshot _fundsTold = LiveSnapshot.Empty;
    private long _fundsToldAt;
    private long _toldSequence;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await BeginAsync(stoppingToken);
            while (true)
            {
                var snapshot = live.Current;
                var pause = await TellLiquidationsAsync(snapshot, stoppingToken) ? TellFunds(snapshot) : RetryPause;
                await live.WaitAsync(snapshot, pause, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    private async Task BeginAsync(CancellationToken cancellation)
    {
        while (!live.Current.IsLoaded)
        {
            await live.WaitAsync(live.Current, WaitMax, cancellation);
        }

        _fundsTold = live.Current;
        _toldSequence = _fundsTold.Sequence;
        _fundsToldAt = time.GetTimestamp();
    }

    /// <summary>Whether everything up to the snapshot was told; what was not is told the next time.</summary>
    private async Task<bool> TellLiquidationsAsync(LiveSnapshot snapshot, CancellationToken cancellation)
    {
        if (Array.TrueForAll(_formats, static format => format.Topics.IsEmpty))
        {
            _toldSequence = snapshot.Sequence;
            return true;
        }

        try
        {
            await foreach (var part in settled.AfterAsync(_toldSequence, snapshot, cancellation))
            {
                LiquidationFigures[] figures = [.. part.Liquidations.ToArray().Select(static liquidation => LiquidationFigures.Of(liquidation))];
                foreach (var format in _formats)
                {
                    format.TellLiquidations(figures);
                }

                _toldSequence = part.UpTo;
            }
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException)
        {
            LogOutOfReach(exception);
            return false;
        }

        _toldSequence = snapshot.Sequence;
        return true;
    }

    /// <summary>Tells funds unless it is too early, and says how long there is nothing to do at most.</summary>
    private TimeSpan TellFunds(LiveSnapshot snapshot)
    {
        var rest = FundsPause - time.GetElapsedTime(_fundsToldAt);
        if (rest > TimeSpan.Zero)
        {
            return snapshot.Revision == _fundsTold.Revision ? WaitMax : rest;
        }

        // A fund that nothing happened to is the same object in the next snapshot.
        LiveFund[] changed = [.. snapshot.Funds.Where(fund => !ReferenceEquals(fund, _fundsTold.Find(fund.Id)))];
        if (changed.Length > 0)
        {
            foreach (var format in _formats)
            {
                format.TellFunds(changed, snapshot);
            }

            _fundsToldAt = time.GetTimestamp();
        }

        _fundsTold = snapshot;
        return WaitMax;
    }

    [LoggerMessage(1, LogLevel.Warning, "Liquidations that memory no longer holds could not be read for the streams; they are read again.")]
    private partial void LogOutOfReach(Exception exception);
}
