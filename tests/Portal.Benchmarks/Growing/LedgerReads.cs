using System.Diagnostics;
using Portal.Benchmarks.Settling;
using Portal.Storage.Funds;
using Portal.Storage.Ledger;
using Portal.Storage.Liquidations;
using Portal.Storage.Rollups;

namespace Portal.Benchmarks.Growing;

/// <summary>What pages and a starting worker read from one ledger, each at a place that changes with every read.</summary>
internal sealed class LedgerReads : IDisposable
{
    private const int PageRows = 100;
    private const int HistoryMinutes = 480;

    private static readonly LiquidationFilter Everything = new();
    private static readonly LiquidationFilter OfMainFund = new() { FundId = MixContracts.MainFund };

    private readonly Random _random = new(7);
    private readonly LiquidationStore _liquidations;
    private readonly RollupStore _rollups;
    private readonly LedgerStore _ledger;
    private readonly LedgerPositions _positions;
    private readonly long _entries;
    private readonly long _lastMs;

    private LedgerReads(string file, long entries, DateTimeOffset last)
    {
        var database = SettlingPortal.Open(file);
        (_liquidations, _rollups) = (new LiquidationStore(database), new RollupStore(database));
        _ledger = new LedgerStore(database, new LedgerSignal(TimeProvider.System));
        _positions = new LedgerPositions(_ledger, new FundStateStore(database), _rollups);
        (_entries, _lastMs) = (entries, last.ToUnixTimeMilliseconds());
    }

    /// <summary>The reads by name, in the order they are measured.</summary>
    public static IReadOnlyList<(string Name, int Times, Func<LedgerReads, CancellationToken, Task> Read)> Kinds { get; } =
    [
        ("newest page of 100", 150, static (reads, cancellation) => reads._liquidations.ReadPageAsync(Everything, null, PageRows, cancellation)),
        ("page of 100 at a random place", 150, static (reads, cancellation) => reads._liquidations.ReadPageAsync(Everything, reads.Somewhere(), PageRows, cancellation)),
        ("newest page of a fund", 150, static (reads, cancellation) => reads._liquidations.ReadPageAsync(OfMainFund, null, PageRows, cancellation)),
        ("page of a fund at a random place", 150, static (reads, cancellation) => reads._liquidations.ReadPageAsync(OfMainFund, reads.Somewhere(), PageRows, cancellation)),
        ("one record at a random place", 600, static (reads, cancellation) => reads._liquidations.ReadAsync(reads.Somewhere(), cancellation)),
        ("history of a fund, 480 minutes", 150, static (reads, cancellation) => reads.ReadHistoryAsync(cancellation)),
        ("position of the whole ledger", 30, static (reads, cancellation) => reads._positions.ReadAsync(cancellation)),
    ];

    /// <summary>Opens a ledger for reading.</summary>
    public static async Task<LedgerReads> OpenAsync(string file, CancellationToken cancellation)
    {
        using var ledger = new LedgerStore(SettlingPortal.Open(file), new LedgerSignal(TimeProvider.System));
        var head = await ledger.ReadHeadAsync(cancellation);
        var last = await ledger.ReadEntryAsync(head.Sequence, cancellation);
        return new LedgerReads(file, head.Sequence, DateTimeOffset.FromUnixTimeMilliseconds(last!.RecordedAtMs));
    }

    /// <summary>One kind of read over and over: how many a second.</summary>
    public async Task<double> MeasureAsync(int times, Func<LedgerReads, CancellationToken, Task> read, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        for (var time = 0; time < times; time++)
        {
            await read(this, cancellation);
        }

        return times / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose() => _ledger.Dispose();

    // Never so near to the beginning that a page is not full.
    private long Somewhere() => _random.NextInt64(_entries / 10, _entries);

    private Task<IReadOnlyList<RollupRow>> ReadHistoryAsync(CancellationToken cancellation) =>
        _rollups.ReadAsync(MixContracts.MainFund, RollupRow.Minute, _lastMs - (HistoryMinutes * 60_000L), _lastMs, RollupStore.PageMax, cancellation);
}
