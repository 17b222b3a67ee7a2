using System.Collections.Concurrent;
using Portal.Storage.Rollups;
using Portal.Storage.StressEvents;
using Portal.Web.Components.Charts;
using Portal.Web.Features.Funds.History;
using Portal.Web.Features.PublicApi;
using Portal.Web.Live;

namespace Portal.Web.Features.Events;

/// <summary>Small pictures of the balance over stress events. Those of events that are long over are kept: nothing in them changes any more.</summary>
public sealed class EventLines(HistoryReader history, RollupStore rollups)
{
    private const int PointsMax = 160;
    private const int KeptMax = 2_000;

    private readonly ConcurrentDictionary<(string FundId, long PeakSequence), BalanceLine> _kept = new();

    /// <summary>The line of an event.</summary>
    /// <param name="fund">Its fund.</param>
    /// <param name="stress">The event.</param>
    /// <param name="from">Where the line begins.</param>
    /// <param name="to">Where it ends; before what counts as now for the fund it does not change any more.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<BalanceLine> ReadAsync(LiveFund fund, StressEvent stress, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fund);
        ArgumentNullException.ThrowIfNull(stress);
        var key = (fund.Id, stress.Fall.PeakSequence);
        if (_kept.TryGetValue(key, out var kept))
        {
            return kept;
        }

        var rows = (await history.ReadAsync(fund, IntervalFor(to - from), from, to, cancellation)).Value;
        var before = await rollups.ReadLastAsync(fund.Id, RollupRow.Minute, from.ToUnixTimeMilliseconds() - 1, cancellation);
        var line = BalanceLines.Of(rows, before?.CloseUnits, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), PointsMax, fund.Asset);
        if (to < fund.Clock && stress.RecoveredAt is not null && _kept.Count < KeptMax)
        {
            _kept[key] = line;
        }

        return line;
    }

    // Where hours or days are more than the points, the finest that fits an answer would only be read to be thrown away.
    private static string IntervalFor(TimeSpan length) => length.TotalHours switch
    {
        >= HistoryReader.RowsMax => "1d",
        >= PointsMax => "1h",
        _ => "auto",
    };
}
