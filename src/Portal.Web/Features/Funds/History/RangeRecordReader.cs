using System.Collections.Concurrent;
using Portal.Settlement.Amounts;
using Portal.Settlement.StressEvents;
using Portal.Storage.Ledger;
using Portal.Storage.Rollups;
using Portal.Storage.StressEvents;

namespace Portal.Web.Features.Funds.History;

/// <summary>Finds highest, lowest and deepest fall, in rollups first and to the entry where that is asked.</summary>
public sealed class RangeRecordReader(BalanceWalk walk, LedgerStore ledger)
{
    private const int ScansMax = 256;

    // By fund and rows, as far as no entry can change them any more: the newest row alone grows while a range is looked at by many.
    private readonly ConcurrentDictionary<(string FundId, long Interval, long FirstMs, long LastMs), DrawdownScan> _scans = new();

    /// <summary>The record of a range; null when nothing was recorded in it.</summary>
    /// <param name="fundId">The fund.</param>
    /// <param name="rows">The range's rollups, the oldest first.</param>
    /// <param name="asset">The fund's asset.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<RangeRecord?> ReadAsync(string fundId, IReadOnlyList<RollupRow> rows, Asset asset, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            return null;
        }

        var scan = await ScanAsync(fundId, rows, cancellation);
        var (highest, lowest) = (rows.MaxBy(static row => row.HighUnits)!, rows.MinBy(static row => row.LowUnits)!);
        var peak = await walk.FindHighAsync(fundId, BalanceSpan.Of(highest.ToRollup()), highest.HighUnits, cancellation);
        var trough = await walk.FindLowAsync(fundId, BalanceSpan.Of(lowest.ToRollup()), lowest.LowUnits, cancellation);
        return new RangeRecord
        {
            Peak = new Money(highest.HighUnits, asset),
            PeakAt = peak?.At ?? DateTimeOffset.FromUnixTimeMilliseconds(highest.StartMs),
            Trough = new Money(lowest.LowUnits, asset),
            TroughAt = trough?.At ?? DateTimeOffset.FromUnixTimeMilliseconds(lowest.StartMs),
            Close = new Money(rows[^1].CloseUnits, asset),
            Deepest = scan.Deepest is { } fall ? await WithTimesAsync(fundId, fall, cancellation) : null,
        };
    }

    private async Task<DrawdownScan> ScanAsync(string fundId, IReadOnlyList<RollupRow> rows, CancellationToken cancellation)
    {
        var key = (fundId, rows[0].IntervalMinutes, rows[0].StartMs, rows[^1].StartMs);
        if (!_scans.TryGetValue(key, out var known))
        {
            known = DrawdownScan.WithoutSlight(rows.SkipLast(1).Select(static row => BalanceSpan.Of(row.ToRollup())));
            foreach (var row in rows.SkipLast(1))
            {
                await walk.TakeAsync(fundId, known, row, cancellation);
            }

            if (_scans.Count >= ScansMax)
            {
                _scans.Clear();
            }

            _scans[key] = known;
        }

        var scan = known.Fork();
        await walk.TakeAsync(fundId, scan, rows[^1], cancellation);
        return scan;
    }

    /// <summary>A fall with its times.</summary>
    public async Task<FallView> WithTimesAsync(string fundId, BalanceFall fall, CancellationToken cancellation)
    {
        var low = await walk.FindLowAsync(fundId, fall.Trough, fall.TroughUnits, cancellation);
        var lowAt = low?.At ?? DateTimeOffset.FromUnixTimeMilliseconds(fall.Trough.StartUnixMs);
        var peak = await ledger.ReadEntryAsync(fall.PeakSequence, cancellation);
        return new FallView(fall, peak is null ? lowAt : DateTimeOffset.FromUnixTimeMilliseconds(peak.RecordedAtMs), lowAt);
    }
}
