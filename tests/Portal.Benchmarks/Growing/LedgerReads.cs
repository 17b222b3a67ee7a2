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
    private readonly LargestDrawStore _draws;
    private readonly RollupStore _rollups;
    private readonly LedgerStore _ledger;
    private readonly LedgerPositions _positions;
    private readonly long _entries;
    private readonly long _lastMs;

    private LedgerReads(string file, long entries, DateTimeOffset last)
    {
        var database = SettlingPortal.Open(file);
        (_liquidations, _draws, _rollups) = (new LiquidationStore(database), new LargestDrawStore(database), new RollupStore(database));
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
        .. Narrowed,
        ("one record at a random place", 600, static (reads, cancellation) => reads._liquidations.ReadAsync(reads.Somewhere(), cancellation)),
        ("history of a fund, 480 minutes", 150, static (reads, cancellation) => reads.ReadHistoryAsync(cancellation)),
        ("position of the whole ledger", 30, static (reads, cancellation) => reads._positions.ReadAsync(cancellation)),
    ];

    // Every filter and order of the list; what has no index of its own looks at a bounded number of rows, which a short ledger may not even have.
    private static IEnumerable<(string Name, int Times, Func<LedgerReads, CancellationToken, Task> Read)> Narrowed =>
    [
        .. new (string Name, LiquidationFilter Filter)[]
        {
            ("of a contract", new() { Symbol = MixContracts.InverseSymbol }),
            ("covered by the fund", new() { Outcome = 2 }),
            ("left uncovered", new() { Outcome = 3 }),
            ("of shorts", new() { PositionSide = 1 }),
            ("of no reported side (nothing there)", new() { PositionSide = 2 }),
            ("of a size that none has", new() { MinimumUnits = long.MaxValue }),
            ("of a contract, by side, outcome and size", new() { Symbol = MixContracts.InverseSymbol, PositionSide = 0, Outcome = 2, MinimumUnits = 1, MaximumUnits = long.MaxValue }),
        }.Select(static one => ($"newest page {one.Name}", 20, Page(one.Filter))),
        ("oldest page", 150, static (reads, cancellation) => reads._liquidations.ReadForwardAsync(Everything, 0, long.MaxValue, PageRows, cancellation)),
        ("page back from a random place", 150, static (reads, cancellation) => reads._liquidations.ReadForwardAsync(Everything, reads.Somewhere(), long.MaxValue, PageRows, cancellation)),
        ("page of an old day", 60, static (reads, cancellation) => reads._liquidations.ReadPageAsync(reads.OfOldDay(), null, PageRows, cancellation)),
        ("largest draws of a fund", 60, static (reads, cancellation) => reads._draws.ReadPageAsync(OfMainFund, null, false, long.MaxValue, PageRows, cancellation)),
        ("draws of a fund from a random place on", 60, static (reads, cancellation) => reads._draws.ReadPageAsync(OfMainFund, reads.Somewhere(), false, long.MaxValue, PageRows, cancellation)),
        ("largest draws of a fund, by a size that none has", 20, static (reads, cancellation) => reads._draws.ReadPageAsync(OfMainFund with { MinimumUnits = long.MaxValue }, null, false, long.MaxValue, PageRows, cancellation)),
    ];

    private static Func<LedgerReads, CancellationToken, Task> Page(LiquidationFilter filter) =>
        (reads, cancellation) => reads._liquidations.ReadPageAsync(filter, null, PageRows, cancellation);

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

    // A day within the first tenth.
    private LiquidationFilter OfOldDay() => new() { FromMs = _lastMs - (_entries * 2_700L), ToMs = _lastMs - (_entries * 2_700L) + 86_400_000 };

    private Task<IReadOnlyList<RollupRow>> ReadHistoryAsync(CancellationToken cancellation) =>
        _rollups.ReadAsync(MixContracts.MainFund, RollupRow.Minute, _lastMs - (HistoryMinutes * 60_000L), _lastMs, RollupStore.PageMax, cancellation);
}
