using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Portal.Storage.Rollups;

/// <summary>
/// Rollups by range as <see cref="RollupStore"/> reads them, with those that are over kept in memory. The balance of the last day is shown to
/// everybody and is some 1,400 rows; all of them but the newest stay as they are.
/// </summary>
/// <remarks>
/// A fund's clock never goes back, so a rollup that another one follows is over, and none comes between the two. Both were read together, as of one moment
/// (both engines read as of one statement: see the README on READ_COMMITTED_SNAPSHOT).
/// </remarks>
public sealed class KeptRollups(RollupStore rollups)
{
    private const long MinuteMs = 60_000;
    private const int StretchRows = 240;

    // About 20 MB when all of them are full.
    private const int StretchesMax = 400;

    private readonly ConcurrentDictionary<(string FundId, long IntervalMinutes, long StartMs), Stretch> _kept = new();

    /// <summary>Those that start from <paramref name="fromMs"/> on and before <paramref name="toMs"/>, oldest first, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<RollupRow>> ReadAsync(
        string fundId, long intervalMinutes, long fromMs, long toMs, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, RollupStore.PageMax);
        var lengthMs = intervalMinutes * StretchRows * MinuteMs;
        var found = new List<RollupRow>();
        for (var nextMs = fromMs; nextMs < toMs && found.Count < limit;)
        {
            var startMs = RollupSegments.DownTo(nextMs, lengthMs);
            var kept = _kept.GetValueOrDefault((fundId, intervalMinutes, startMs)) ?? new Stretch([], startMs);
            Add(kept.Rows, nextMs);
            if (kept.OverBeforeMs == startMs + lengthMs || kept.OverBeforeMs >= toMs)
            {
                nextMs = kept.OverBeforeMs;
                continue;
            }

            var rows = await rollups.ReadAsync(fundId, intervalMinutes, kept.OverBeforeMs, toMs, RollupStore.PageMax, cancellation);
            Add(rows, nextMs);
            Keep(kept, startMs, rows, lengthMs);
            if (rows.Count < RollupStore.PageMax)
            {
                break;
            }

            nextMs = rows[^1].StartMs + 1;
        }

        return found;

        void Add(IReadOnlyList<RollupRow> rows, long nextMs) =>
            found.AddRange(rows.Where(row => row.StartMs >= nextMs && row.StartMs < toMs).Take(limit - found.Count));
    }

    private void Keep(Stretch known, long knownStartMs, IReadOnlyList<RollupRow> rows, long lengthMs)
    {
        if (rows.Count == 0 || rows[^1].StartMs == known.OverBeforeMs)
        {
            return;
        }

        foreach (var part in rows.GroupBy(row => RollupSegments.DownTo(row.StartMs, lengthMs)))
        {
            // More may come into the last row that was read, and after it.
            var last = part.Key == RollupSegments.DownTo(rows[^1].StartMs, lengthMs) ? rows[^1] : null;
            var over = (part.Key == knownStartMs ? known.Rows : []).AddRange(part.Where(row => !ReferenceEquals(row, last)));
            if (_kept.Count >= StretchesMax)
            {
                _kept.Clear();
            }

            _kept[(rows[0].FundId, rows[0].IntervalMinutes, part.Key)] = new Stretch(over, last?.StartMs ?? part.Key + lengthMs);
        }
    }

    /// <summary>What is over of a stretch of time, from its start on.</summary>
    /// <param name="Rows">All rollups that start before <paramref name="OverBeforeMs"/>.</param>
    /// <param name="OverBeforeMs">The end of the stretch, or the start of a rollup that may not be over.</param>
    private sealed record Stretch(ImmutableArray<RollupRow> Rows, long OverBeforeMs);
}
