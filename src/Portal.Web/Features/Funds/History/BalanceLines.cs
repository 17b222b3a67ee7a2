using System.Collections.Immutable;
using Portal.Settlement.Amounts;
using Portal.Storage.Rollups;
using Portal.Web.Components.Charts;

namespace Portal.Web.Features.Funds.History;

/// <summary>Lines to draw from rollups.</summary>
public static class BalanceLines
{
    /// <summary>The balance at equal steps over a stretch of time: in each the last one that was held by then.</summary>
    /// <param name="rows">The stretch's rollups, the oldest first.</param>
    /// <param name="beforeUnits">The balance before it; null when the fund was not open yet.</param>
    /// <param name="fromMs">Its begin, Unix ms.</param>
    /// <param name="toMs">Its end, Unix ms.</param>
    /// <param name="pointsMax">How many steps.</param>
    /// <param name="asset">The fund's asset.</param>
    public static BalanceLine Of(IReadOnlyList<RollupRow> rows, long? beforeUnits, long fromMs, long toMs, int pointsMax, Asset asset)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var points = ImmutableArray.CreateBuilder<Money>(pointsMax);
        var (at, balance) = (0, beforeUnits);
        for (var point = 0; point < pointsMax; point++)
        {
            var untilMs = fromMs + (long)((Int128)(toMs - fromMs) * (point + 1) / pointsMax);
            for (; at < rows.Count && (rows[at].StartMs <= untilMs || point == pointsMax - 1); at++)
            {
                balance = rows[at].CloseUnits;
            }

            if (balance is { } units)
            {
                points.Add(new Money(units, asset));
            }
        }

        var known = rows.Select(static row => (row.LowUnits, row.HighUnits))
            .Concat(beforeUnits is { } before && rows.Count == 0 ? [(before, before)] : []).DefaultIfEmpty((0, 0)).ToArray();
        return new BalanceLine(
            points.ToImmutable(), new Money(known.Min(static one => one.Item1), asset), new Money(known.Max(static one => one.Item2), asset));
    }
}
