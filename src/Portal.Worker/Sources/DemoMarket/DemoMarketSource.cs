using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Storage.Database;
using Portal.Storage.Prices;
using Portal.Worker.Intake;
using Portal.Worker.Positions;

namespace Portal.Worker.Sources.DemoMarket;

/// <summary>Where a source puts its records; returns when they are queued.</summary>
/// <param name="source">The source.</param>
/// <param name="records">The records in order.</param>
/// <param name="cancellation">Gives up waiting.</param>
public delegate ValueTask RecordFeed(string source, IReadOnlyList<IntakeRecord> records, CancellationToken cancellation);

/// <summary>Where a source puts its position snapshots; returns when they are kept.</summary>
/// <param name="source">The source.</param>
/// <param name="snapshot">The snapshot.</param>
/// <param name="cancellation">Gives up waiting.</param>
public delegate Task SnapshotFeed(string source, PositionSnapshot snapshot, CancellationToken cancellation);

/// <summary>Takes what coins of the demo market are worth.</summary>
/// <param name="prices">The prices, each asset once.</param>
/// <param name="cancellation">Gives up.</param>
public delegate ValueTask PriceFeed(IReadOnlyList<IndexPriceRow> prices, CancellationToken cancellation);

/// <summary>Runs the demo market by the clock and feeds what happens in it to the queue.</summary>
/// <param name="feed">Takes the records; may hold the market back.</param>
/// <param name="priceFeed">Takes index prices every second or so.</param>
/// <param name="master">What receipts are made with.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where starts are told.</param>
/// <param name="snapshots">Takes position snapshots; null where nobody does.</param>
/// <param name="deleveraging">Learns of uncovered losses; null where ADL is not simulated.</param>
public sealed partial class DemoMarketSource(
    RecordFeed feed,
    PriceFeed priceFeed,
    MasterSecret master,
    TimeProvider time,
    ILogger<DemoMarketSource> logger,
    SnapshotFeed? snapshots = null,
    DemoDeleveraging? deleveraging = null) : BackgroundService
{
    private static readonly TimeSpan SnapshotPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan PricesPause = TimeSpan.FromSeconds(1);

    // A machine that slept, or a queue that was full for long, is not made up for: the market opens anew.
    private static readonly TimeSpan BehindMax = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Positions are opened before the first pause; the host should not wait for that.
        await Task.Yield();
        using var timer = new PeriodicTimer(Pause, time);
        var market = Open();
        var nextSnapshots = time.GetUtcNow();
        var pricesAt = DateTimeOffset.MinValue;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            if (now - market.Now > BehindMax || now < market.Now - BehindMax)
            {
                market = Open();
            }

            var records = market.Advance(now);
            if (records.Count > 0)
            {
                await feed(DemoMarketSimulation.Source, records, stoppingToken);
            }

            if (now - pricesAt >= PricesPause || now < pricesAt)
            {
                pricesAt = now;
                await priceFeed(market.IndexPrices(), stoppingToken);
            }

            if (now >= nextSnapshots && snapshots is not null)
            {
                nextSnapshots = now + SnapshotPause;
                await SendSnapshotsAsync(market, snapshots, stoppingToken);
            }

            await DeleverageAsync(market, now, stoppingToken);
        }
    }

    private static async Task SendSnapshotsAsync(DemoMarketSimulation market, SnapshotFeed take, CancellationToken cancellation)
    {
        foreach (var snapshot in market.Snapshots())
        {
            await take(DemoMarketSimulation.Source, snapshot, cancellation);
        }
    }

    private async Task DeleverageAsync(DemoMarketSimulation market, DateTimeOffset now, CancellationToken cancellation)
    {
        if (deleveraging is null)
        {
            return;
        }

        try
        {
            var fills = await deleveraging.FillsAsync(market, now, cancellation);
            if (fills.Count > 0)
            {
                await feed(DemoMarketSimulation.Source, fills, cancellation);
            }
        }
        catch (Exception exception) when (exception is DbException or TransientStorageException)
        {
            LogNotDeleveraged(exception);
        }
    }

    private DemoMarketSimulation Open()
    {
        var (start, seed) = (time.GetUtcNow(), RandomNumberGenerator.GetInt32(int.MaxValue));
        LogOpened(start, seed);
        return new DemoMarketSimulation(master, start, seed);
    }

    [LoggerMessage(1, LogLevel.Information, "The demo market opened at {Start} with seed {Seed}; everything in it is simulated.")]
    private partial void LogOpened(DateTimeOffset start, int seed);

    [LoggerMessage(2, LogLevel.Warning, "The demo market could not learn of uncovered losses just now.")]
    private partial void LogNotDeleveraged(Exception exception);
}
