using Portal.Storage.StressEvents;
using Portal.Web.Features.Liquidations;
using Portal.Web.Live;

namespace Portal.Web.Features.Events;

/// <summary>Answers pages about stress events.</summary>
public sealed class LedgerEventViews(RequestSnapshot request, StressEventReader events, EventLines lines) : IEventViews
{
    /// <inheritdoc/>
    public async ValueTask<EventsView> ReadEventsAsync(string? fundId, long? beforePeak, CancellationToken cancellation)
    {
        var snapshot = request.Value;
        var one = fundId is null ? null : snapshot.Find(fundId);
        var found = await events.ReadAsync((one is null ? snapshot.Funds : [one]).Select(static fund => fund.Id), beforePeak, EventsView.PageMax + 1, cancellation);
        var shown = new List<EventView>();
        foreach (var stress in found.Take(EventsView.PageMax))
        {
            shown.Add(await ViewAsync(stress, snapshot.Find(stress.FundId)!, cancellation));
        }

        return new EventsView(
            one?.Id,
            [.. snapshot.Funds.Select(static fund => new FundChoice(fund.Id, fund.Policy.Name))],
            [.. shown],
            found.Count > EventsView.PageMax ? shown[^1].Event.Fall.PeakSequence : null);
    }

    /// <inheritdoc/>
    public async ValueTask<EventView?> ReadEventAsync(string fundId, long peakSequence, CancellationToken cancellation) =>
        request.Value.Find(fundId) is { } fund && await events.FindAsync(fundId, peakSequence, cancellation) is { } stress
            ? await ViewAsync(stress, fund, cancellation)
            : null;

    private async Task<EventView> ViewAsync(StressEvent stress, LiveFund fund, CancellationToken cancellation)
    {
        var until = stress.RecoveredAt ?? (fund.Clock > stress.TroughAt ? fund.Clock : stress.TroughAt);
        var margin = Max((until - stress.PeakAt) / 12, TimeSpan.FromMinutes(1));
        var (from, to) = (stress.PeakAt - margin, stress.RecoveredAt is null ? until : until + margin);
        from = from < fund.OpenedAt ? fund.OpenedAt : from;
        to = to > fund.Clock ? fund.Clock : to;
        return new EventView
        {
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
