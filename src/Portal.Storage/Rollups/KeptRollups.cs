using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Portal.Storage.Rollups;

/// <summary>
/// Rollups by range as <see cref="RollupStore"/> reads them, with those of stretches that are over kept in memory. The balance of the last day is shown to
/// everybody and is some 1,400 rows; all of them but the newest stay as they are.
/// </summary>
/// <remarks>
/// A fund's clock never goes back, so a stretch that a rollup follows is over. Its rows were read together with that rollup, as of one moment
/// (both engines read as of one statement: see the README on READ_COMMITTED_SNAPSHOT).
/// </remarks>
public sealed class KeptRollups(RollupStore rollups)
{
    private const long MinuteMs = 60_000;
    private const int StretchRows = 240;

    // About 20 MB when all of them are full.
    private const int StretchesMax = 400;

    private readonly ConcurrentDictionary<(string FundId, long IntervalMinutes, long StartMs), ImmutableArray<RollupRow>> _kept = new();

    /// <summary>Those that start from <paramref name="fromMs"/> on and before <paramref name="toMs"/>, oldest first, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<RollupRow>> ReadAsync(
        string fundId, long intervalMinutes, long fromMs, long toMs, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, RollupStore.PageMax);
        var stretchMs = intervalMinutes * StretchRows * MinuteMs;
        var found = new List<RollupRow>();
        for (var nextMs = fromMs; nextMs < toMs && found.Count < limit;)
        {
            var startMs = RollupSegments.DownTo(nextMs, stretchMs);
            var isKept = _kept.TryGetValue((fundId, intervalMinutes, startMs), out var kept);
            IReadOnlyList<RollupRow> rows = isKept ? kept : await rollups.ReadAsync(fundId, intervalMinutes, startMs, toMs, RollupStore.PageMax, cancellation);
            found.AddRange(rows.Where(row => row.StartMs >= nextMs && row.StartMs < toMs).Take(limit - found.Count));
            if (isKept)
            {
                nextMs = startMs + stretchMs;
                continue;
            }

            Keep(rows, stretchMs);
            if (rows.Count < RollupStore.PageMax)
            {
                break;
            }

            nextMs = rows[^1].StartMs + 1;
        }

        return found;
    }

    // The first row begins its stretch or nothing came before it in there; of the last stretch more may come.
    private void Keep(IReadOnlyList<RollupRow> rows, long stretchMs)
    {
        foreach (var stretch in rows.GroupBy(row => (row.FundId, row.IntervalMinutes, StartMs: RollupSegments.DownTo(row.StartMs, stretchMs))).SkipLast(1))
        {
            if (_kept.Count >= StretchesMax)
            {
                _kept.Clear();
            }

            _kept[stretch.Key] = [.. stretch];
        }
    }
}
