using Portal.Storage.StressEvents;
using Portal.Web.Features.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features.Events;

/// <summary>Reads what pages show of stress events, as of a snapshot.</summary>
public sealed class EventReading(StressEventReader events, EventLines lines)
{
    /// <summary>A page of events, the newest peak first.</summary>
    /// <param name="snapshot">The funds and what counts as now for them.</param>
    /// <param name="fundId">The one fund to show; null, or one that there is not, for all.</param>
    /// <param name="beforePeak">Only events whose peak lies before this entry; null from the newest on.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<EventsView> ReadPageAsync(LiveSnapshot snapshot, string? fundId, long? beforePeak, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var one = fundId is null ? null : snapshot.Find(fundId);
        var found = await events.ReadAsync((one is null ? snapshot.Funds : [one]).Select(static fund => fund.Id), beforePeak, EventsView.PageMax + 1, cancellation);
        var shown = new List<EventView>();
        foreach (var stress in found.Take(EventsView.PageMax))
        {
            shown.Add(await ViewAsync(stress, snapshot.Find(stress.FundId)!, snapshot, cancellation));
        }

        return new EventsView(
            snapshot.Sequence,
            one?.Id,
            [.. snapshot.Funds.Select(static fund => new FundChoice(fund.Id, fund.Policy.Name))],
            [.. shown],
            found.Count > EventsView.PageMax ? shown[^1].Event.Fall.PeakSequence : null)
        {
            IsNewest = beforePeak is null,
        };
    }

    /// <summary>One event; null when none of the fund has its peak there.</summary>
    public async Task<EventView?> ReadEventAsync(LiveSnapshot snapshot, string fundId, long peakSequence, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot.Find(fundId) is { } fund && await events.FindAsync(fundId, peakSequence, cancellation) is { } stress
            ? await ViewAsync(stress, fund, snapshot, cancellation)
            : null;
    }

    private async Task<EventView> ViewAsync(StressEvent stress, LiveFund fund, LiveSnapshot snapshot, CancellationToken cancellation)
    {
        var until = stress.RecoveredAt ?? (fund.Clock > stress.TroughAt ? fund.Clock : stress.TroughAt);
        var margin = Max((until - stress.PeakAt) / 12, TimeSpan.FromMinutes(1));
        var (from, to) = (stress.PeakAt - margin, stress.RecoveredAt is null ? until : until + margin);
        from = from < fund.OpenedAt ? fund.OpenedAt : from;
        to = to > fund.Clock ? fund.Clock : to;

        // A recording may put a fund's opening and its fall into one instant.
        to = to > from ? to : from.AddMilliseconds(1);
        return new EventView
        {
            LedgerSequence = snapshot.Sequence,
            Event = stress,
            FundName = fund.Policy.Name,
            Asset = fund.Asset,
            Line = await lines.ReadAsync(fund, stress, from, to, cancellation),
            LineFrom = from,
            LineTo = to,
            Until = until,
        };
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
